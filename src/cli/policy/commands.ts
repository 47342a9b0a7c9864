// commander: the usual one.
import { type Command, InvalidArgumentError } from 'commander'
import { nearest } from '../../config/nearest.ts'
import { policyOf } from '../../config/policy-of.ts'
import type { PolicyFile } from '../../config/settings.ts'
import { parseAddress } from '../../inventory/address.ts'
import { parseMac } from '../../inventory/mac.ts'
import { parseName } from '../../inventory/name.ts'
import type { Parsed } from '../../inventory/parsed.ts'
import { parseAddress6 } from '../../inventory/typed-address6.ts'
import type { ChangeKind } from '../../request/policy-case.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { explainPolicy } from './explain.ts'

/** What the commands need of the process. */
export interface PolicyTools {
  /** @param config path of leasehold.yaml. */
  load(config: string): PolicyFile | Promise<PolicyFile>
  out(text: string): void
}

const DONE = 0
const REFUSED = 1

/** People of the configuration are of one workspace, whichever that is. */
const TEAM = 'home'

interface Options {
  readonly config: string
  readonly as: string
  readonly server?: string
  readonly memberOf: readonly string[]
}

/** Puts `policy explain` into a program; it hands its exit code to `finish`. */
export function describePolicyCommands(
  program: Command,
  tools: PolicyTools,
  finish: (code: number) => void,
): void {
  const explain = program
    .command('policy')
    .description('what the configuration lets people ask for and approve')
    .command('explain')
    .description('say which rules match a change, and what they come to; no server and no Slack is asked')
    .requiredOption('--as <user>', 'the Slack user id of who asks', userId)
    .option('--server <name>', 'the server; the first of the configuration, where it is not given')
    .option('--member-of <id>', 'a user group or channel that they belong to (repeatable)', collect, [])
    .option('--config <file>', 'the configuration', 'leasehold.yaml')

  explain
    .command('add')
    .description('a new host')
    .argument('<name>', 'as it would be typed')
    .argument('<mac>', 'in any notation')
    .argument('[address]', 'left open where it is not given, or auto', 'auto')
    .action(async (name: string, mac: string, address: string, _: object, command: Command) => {
      required(parseMac(mac))
      const addresses = address === 'auto' ? [] : [addressOf(address)]
      finish(await run('add', name, addresses, command.optsWithGlobals(), tools))
    })

  for (const kind of ['edit', 'remove'] as const) {
    explain
      .command(kind)
      .description(kind === 'edit' ? 'a change of a host that keeps its name' : 'a host that goes')
      .argument('<name>', 'as it is written, or typed')
      .option('--address <address>', 'an address that it has, or would have (repeatable)', collect, [])
      .action(async (name: string, { address }: { address: readonly string[] }, command: Command) => {
        finish(await run(kind, name, address.map(addressOf), command.optsWithGlobals(), tools))
      })
  }
}

async function run(
  kind: ChangeKind,
  name: string,
  addresses: readonly string[],
  options: Options,
  { load, out }: PolicyTools,
): Promise<number> {
  const { servers, names, policy } = await load(options.config)
  const requester = { team: TEAM, user: options.as }
  const server = serverOf(options.server, servers)
  // Only what is new must follow the rule for names.
  const written = required(parseName(name, kind === 'add' ? names : { ...names, pattern: undefined }))
  const { lines, isRefused } = explainPolicy(policyOf(policy, TEAM), {
    asked: { server, kinds: [kind], names: [written], addresses, requester },
    membership: new Map(options.memberOf.map((id) => [id, [requester]])),
  })
  const where = addresses.length === 0 ? '' : ` (${addresses.join(', ')})`
  out(`${options.as} asks on ${server}: ${kind} ${written}${where}\n\n${lines.join('\n')}\n`)
  return isRefused ? REFUSED : DONE
}

function serverOf(named: string | undefined, servers: readonly string[]): string {
  const server = named === undefined ? servers[0] : servers.find((one) => one === named)
  if (server !== undefined) return server
  const meant = nearest(named ?? '', servers)
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
  throw new ExplainedError(
    `The configuration has no server ${named}.${hint}`,
    `Name one of: ${servers.join(', ')}.`,
  )
}

function addressOf(typed: string): string {
  return required(typed.includes(':') ? parseAddress6(typed) : parseAddress(typed))
}

function required<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value
  throw new ExplainedError(parsed.message, parsed.advice)
}

function userId(typed: string): string {
  if (/^[UW][A-Z0-9]+$/.test(typed)) return typed
  throw new InvalidArgumentError('A Slack user id such as U0123ABCD is expected.')
}

function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value]
}
