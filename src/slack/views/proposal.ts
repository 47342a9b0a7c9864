import type { KnownBlock } from '@slack/types'
import { decodeText } from '../../dhcpd/source.ts'
import type { Change } from '../../inventory/change.ts'
import { hostText } from '../../request/host-text.ts'
import type { HostPlan } from '../../request/plan.ts'
import type { Request, State } from '../../request/request.ts'
import { fieldsOf } from './change-text.ts'
import {
  codeBlock,
  escapeMrkdwn,
  findingList,
  markdown,
  mention,
  paragraph,
  quotation,
  smallPrint,
  time,
} from './text.ts'

/** Who asked and when. */
export function askedBy(request: Request): KnownBlock {
  return paragraph(`${mention(request.requester)} asked (${time(request.requestedAt)})`)
}

/** What is asked for, why, what the checks say of it, and the exact stanza with its place and what it inherits. */
export function proposalBlocks(request: Request): KnownBlock[] {
  const { changes, findings, hosts } = request.proposal
  return [
    ...fieldBlocks(changes, request.server),
    quotation('Why', request.reason),
    ...findingList(findings),
    ...hosts.flatMap((host) => [
      smallPrint(placeText(host, request.state)),
      codeBlock(hostText(host)),
      ...inherited(host),
    ]),
  ]
}

/** Of several hosts the texts below say it; a section takes ten fields. */
function fieldBlocks(changes: readonly Change[], server: string): KnownBlock[] {
  const [first, ...more] = changes
  const fields = first && more.length === 0 ? fieldsOf(first) : ([['Hosts', String(changes.length)]] as const)
  return [
    {
      type: 'section',
      fields: [...fields, ['Server', server] as const].map(([title, value]) => field(title, value)),
    },
  ]
}

function field(title: string, value: string) {
  return markdown(`*${title}*\n${escapeMrkdwn(value)}`, 2_000)
}

function placeText({ path, line, scopes }: HostPlan, state: State): string {
  const inside = scopes.map(({ label }) => label).join(' › ')
  const where = inside === '' ? 'at top level' : `in ${inside}`
  return escapeMrkdwn(decodeText(`${writing(state)} ${path}, line ${line}, ${where}.`))
}

function writing(state: State): string {
  if (isOver(state)) return 'Was to be written to'
  if (state.status !== 'settled') return 'To be written to'
  const { kind } = state.outcome
  return kind === 'applied' || kind === 'unchanged' ? 'Written to' : 'Was to be written to'
}

/** Whether it ended without a word to the server. */
function isOver({ status }: State): boolean {
  return status === 'denied' || status === 'cancelled' || status === 'expired'
}

/** The options that the host gets from around it, whole: an approval binds to them (SAFETY A1, A2). */
function inherited({ scopes }: HostPlan): KnownBlock[] {
  const options = scopes.flatMap((scope) => scope.options)
  if (options.length === 0) return []
  const text = escapeMrkdwn(decodeText(`Inherits: ${options.join(' ')}`))
  return chunks(text, 2_900).map((chunk) => smallPrint(chunk))
}

function chunks(text: string, size: number): string[] {
  const points = [...text]
  const count = Math.ceil(points.length / size)
  return Array.from({ length: count }, (_, index) => points.slice(index * size, (index + 1) * size).join(''))
}
