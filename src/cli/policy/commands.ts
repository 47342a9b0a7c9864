// commander: the usual one.
import { type Command, InvalidArgumentError } from 'commander'
import type { PolicyFile } from '../../config/settings.ts'
import type { Delegation } from '../../request/delegation.ts'
import type { PolicyOptions, PolicyQuestion } from './tell-policy.ts'

/** What the commands need of the process. */
export interface PolicyTools {
  /** @param config path of leasehold.yaml. */
  load(config: string): PolicyFile | Promise<PolicyFile>
  /** Who approves in whose place now, from the bot's record. */
  delegations(config: string): Promise<readonly Delegation[]>
  out(text: string): void
}

/**
 * Puts `policy explain` into a program; it hands its exit code to `finish`. What it does is loaded when it is called, so
 * that no other command waits for it.
 */
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
    .option('--delegates', 'say of the bot’s record who stands in for approvers who are away', false)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')

  async function tell(question: PolicyQuestion, command: Command): Promise<void> {
    const { tellPolicy } = await import('./tell-policy.ts')
    finish(await tellPolicy(question, command.optsWithGlobals<PolicyOptions>(), tools))
  }

  explain
    .command('add')
    .description('a new host')
    .argument('<name>', 'as it would be typed')
    .argument('<mac>', 'in any notation')
    .argument('[address]', 'left open where it is not given, or auto', 'auto')
    .action(async (name: string, mac: string, address: string, _: object, command: Command) => {
      const addresses = address === 'auto' ? [] : [address]
      await tell({ kind: 'add', name, mac, addresses }, command)
    })

  for (const kind of ['edit', 'remove'] as const) {
    explain
      .command(kind)
      .description(kind === 'edit' ? 'a change of a host that keeps its name' : 'a host that goes')
      .argument('<name>', 'as it is written, or typed')
      .option('--address <address>', 'an address that it has, or would have (repeatable)', collect, [])
      .action(async (name: string, { address }: { address: readonly string[] }, command: Command) => {
        await tell({ kind, name, mac: undefined, addresses: address }, command)
      })
  }
}

function userId(typed: string): string {
  if (/^[UW][A-Z0-9]+$/.test(typed)) return typed
  throw new InvalidArgumentError('A Slack user id such as U0123ABCD is expected.')
}

function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value]
}
