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
  ownerText,
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
    ...alike(hosts).flatMap((group) => hostBlocks(group, request.state)),
  ]
}

/** Hosts that stand in one place and follow one another, told together. */
function hostBlocks([first, ...more]: HostGroup, state: State): KnownBlock[] {
  const texts = [first, ...more].map(hostText)
  return [
    smallPrint(placeText(first, more.length, state)),
    ...joined(texts, 2_900).map(codeBlock),
    ...inherited(first),
  ]
}

type HostGroup = readonly [HostPlan, ...HostPlan[]]

function alike(hosts: readonly HostPlan[]): readonly HostGroup[] {
  const groups: [HostPlan, ...HostPlan[]][] = []
  for (const host of hosts) {
    const last = groups.at(-1)
    if (last && placeKey(last[0]) === placeKey(host)) last.push(host)
    else groups.push([host])
  }
  return groups
}

function placeKey(host: HostPlan): string {
  return JSON.stringify([host.path, host.scopes, actOf(host)])
}

/** Texts with blank lines between, in as few pieces as are each at most so long; a longer text is a piece by itself. */
function joined(texts: readonly string[], size: number): readonly string[] {
  const pieces: string[] = []
  for (const text of texts) {
    const longer = `${pieces.at(-1)}\n\n${text}`
    if (pieces.length > 0 && longer.length <= size) pieces.splice(-1, 1, longer)
    else pieces.push(text)
  }
  return pieces
}

/** Of several hosts the texts below say it; a section takes ten fields. */
function fieldBlocks(changes: readonly Change[], server: string): KnownBlock[] {
  const [first, ...more] = changes
  const fields = first && more.length === 0 ? fieldsOf(first) : ([['Hosts', String(changes.length)]] as const)
  const tenure = first && more.length === 0 ? tenureFields(first) : []
  return [
    {
      type: 'section',
      fields: [
        ...[...fields, ['Server', server] as const].map(([title, value]) => field(title, value)),
        ...tenure,
      ],
    },
  ]
}

/** Whose it is to be and until when, where somebody said it: what is to be true from now on. */
function tenureFields(change: Change) {
  const { tenure } = change.kind === 'edit' ? change.change : change.kind === 'add' ? change : {}
  if (tenure === undefined) return []
  if (tenure === 'none') return [field('Owner', 'no longer said in the file')]
  return [markdown(`*Owner*\n${ownerText(tenure.owner)}`, 2_000), field('Until', tenure.end ?? 'no end')]
}

function field(title: string, value: string) {
  return markdown(`*${title}*\n${escapeMrkdwn(value)}`, 2_000)
}

function placeText(host: HostPlan, more: number, state: State): string {
  const { path, line, scopes } = host
  const inside = scopes.map(({ label }) => label).join(' › ')
  const where = inside === '' ? 'at top level' : `in ${inside}`
  const from = more === 0 ? `line ${line}` : `from line ${line} on`
  return escapeMrkdwn(decodeText(`${writing(actOf(host), state)} ${path}, ${from}, ${where}.`))
}

/** What is done to a host's text. */
function actOf({ before, after }: HostPlan): string {
  if (after === undefined) return 'taken out of'
  return before === undefined ? 'written to' : 'changed in'
}

function writing(act: string, state: State): string {
  if (isOver(state)) return `Was to be ${act}`
  if (state.status !== 'settled') return `To be ${act}`
  const { kind } = state.outcome
  const isDone = kind === 'applied' || kind === 'unchanged'
  return isDone ? `${act.charAt(0).toUpperCase()}${act.slice(1)}` : `Was to be ${act}`
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
