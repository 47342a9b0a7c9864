import { decodeText } from '../../dhcpd/source.ts'
import type { ChangeInput } from '../../inventory/check-change.ts'
import { type Finding, warningCodes } from '../../inventory/finding.ts'
import { hostText } from '../../request/host-text.ts'
import type { Person } from '../../request/person.ts'
import { type Proposal, type Request, requestName } from '../../request/request.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import type { Submission, SubmitResult } from '../../usecases/submit-request.ts'
import { findingSaid, visible } from '../local/terminal.ts'
import { unknownLocalUser } from '../unknown-local-user.ts'
import { unknownServer } from '../unknown-server.ts'
import { withDesk } from '../with-desk.ts'
import type { AskFlags } from './commands.ts'
import type { RequestDesk, RequestTools } from './desk.ts'

const DONE = 0
const REFUSED = 1

/** Milliseconds for which a person at a terminal is kept waiting for the server. */
export const PATIENCE = 60_000

/**
 * Checks a change against the server and stores it as a request, as the form in Slack does (SAFETY A8).
 * @returns the exit code: 0 it waits for approval, 1 refused with the reason.
 */
export function ask(input: ChangeInput, flags: AskFlags, tools: RequestTools): Promise<number> {
  return withDesk(tools.open(flags.config), (desk) => {
    const server = serverOf(desk, flags.server)
    return submit(flags, desk, tools, (form) => desk.submit({ ...form, inputs: [input] }, server))
  })
}

/** Asks for the inverse of a request, in the same way. */
export function askToUndo(id: number, flags: AskFlags, tools: RequestTools): Promise<number> {
  return withDesk(tools.open(flags.config), async (desk) => {
    const request = await desk.find(id)
    if (!request) throw noSuchRequest(id)
    return submit(flags, desk, tools, (form) => desk.undo(request, form))
  })
}

export function noSuchRequest(id: number): ExplainedError {
  return new ExplainedError(`There is no request ${requestName(id)}.`, 'Look up its number on its card.')
}

/** What a person fills in beside the changes. */
export type Form = Omit<Submission, 'inputs' | 'asLeft'>

/** Sends what is asked for. */
export async function submit(
  flags: AskFlags,
  desk: RequestDesk,
  tools: RequestTools,
  send: (form: Form) => Promise<SubmitResult>,
  said: (finding: Finding) => string = findingSaid,
): Promise<number> {
  const reason = flags.reason.trim()
  if (reason === '') throw new ExplainedError('There is no reason.', 'Say in a few words what it is for.')
  const form = { by: personOf(desk, tools), reason, patience: PATIENCE }
  return tell(await confirming(flags.yes, (confirmed) => send({ ...form, confirmed })), tools, said)
}

/**
 * Sends it, and once more with the warnings confirmed where `--yes` was given: what is new since then is asked about
 * anew.
 */
export async function confirming<T extends { readonly kind: string }>(
  yes: boolean,
  send: (confirmed: readonly string[]) => Promise<T | Unconfirmed>,
): Promise<T | Unconfirmed> {
  const first = await send([])
  return yes && isUnconfirmed(first) ? send(warningCodes(first.proposal.findings)) : first
}

type Unconfirmed = Extract<SubmitResult, { kind: 'confirm' }>

function isUnconfirmed(result: { readonly kind: string }): result is Unconfirmed {
  return result.kind === 'confirm'
}

function tell(result: SubmitResult, { out }: RequestTools, said: (finding: Finding) => string): number {
  switch (result.kind) {
    case 'errors':
      for (const finding of result.findings) out(said(finding))
      return REFUSED
    case 'refused':
    case 'unreachable':
      throw new ExplainedError(result.message, result.advice)
    case 'confirm':
      show(result.proposal, out, said)
      out('Nothing was asked for. To ask for it in spite of the warnings, add --yes\n')
      return REFUSED
    case 'submitted':
      show(result.request.proposal, out, said)
      out(waits(result.request))
      return DONE
    default:
      return result satisfies never
  }
}

/** Prints what was found, and what would be written. */
export function show(
  { findings, hosts }: Proposal,
  out: RequestTools['out'],
  said: (finding: Finding) => string = findingSaid,
): void {
  for (const finding of findings) out(said(finding))
  for (const [index, host] of hosts.entries()) {
    const { path, line } = host
    const before = hosts[index - 1]
    // New hosts go to one place, one after the other.
    if (path !== before?.path || line !== before.line) out(visible(decodeText(`${path}, line ${line}:\n`)))
    out(visible(decodeText(`${hostText(host)}\n`)))
  }
}

function waits({ id }: Request): string {
  const name = requestName(id)
  return `${name} waits for approval: the running bot posts it in a few seconds. To take it back: leasehold request cancel ${name}\n`
}

/** @throws ExplainedError where the configuration does not say who the user of this machine is. */
export function personOf({ person }: RequestDesk, { localUser }: RequestTools): Person {
  if (person) return person
  throw unknownLocalUser(localUser)
}

/** @throws ExplainedError where it is not clear which is meant. */
export function serverOf({ servers }: RequestDesk, asked: string | undefined): string {
  const [only, ...more] = servers
  const server = asked ?? (more.length === 0 ? only : undefined)
  if (server === undefined) {
    throw new ExplainedError('There are several servers.', `Name one with --server: ${servers.join(', ')}.`)
  }
  if (!servers.includes(server)) throw unknownServer(server, servers)
  return server
}
