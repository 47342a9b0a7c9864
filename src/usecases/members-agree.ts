import { type Change, hostOf } from '../inventory/change.ts'
import type { CheckContext } from '../inventory/check-add.ts'
import { type ChangeInput, inputOf } from '../inventory/check-change.ts'
import type { Finding } from '../inventory/finding.ts'
import type { Inventory } from '../inventory/model.ts'
import { isSameOnBoth } from '../request/members-differ.ts'
import type { Placement } from '../request/plan-add.ts'
import { type Judgement as Proposed, propose, stanzasOf } from '../request/propose.ts'
import type { Proposal, Request } from '../request/request.ts'
import { standsAlike } from '../request/same-proposal.ts'
import type { Judgement } from './judge-batch.ts'
import type { Members, Partner } from './members.ts'
import type { MemberNames } from './pair-progress.ts'

type Judgements = ReadonlyMap<Request, Judgement>

/** What becomes of requests that were judged on each member of a pair; those that one could not judge are left out. */
export function judgeOnBoth(
  judged: { readonly first: Judgements; readonly second: Judgements },
  inventory: Inventory,
  partner: Partner,
): Judgements {
  const both = new Map<Request, Judgement>()
  for (const [request, first] of judged.first) {
    const second = judged.second.get(request)
    if (!second) continue
    const agreed = agree(first, second, partner)
    both.set(request, withDifferences(agreed, request.proposal.changes, inventory, partner))
  }
  return both
}

/** Checks and plans inputs on each member, the same stanzas on both. */
export function proposeOnMembers(
  inputs: readonly ChangeInput[],
  { inventory, partner }: Members,
  context: Omit<CheckContext, 'inventory'>,
  place: Placement,
): Proposed {
  const first = propose(inputs, { ...context, inventory }, place)
  const { proposal } = first
  if (!partner || !proposal) return first
  const { changes } = proposal
  const stanzas = stanzasOf([proposal])
  const second = propose(changes.map(inputOf), { ...context, inventory: partner.inventory }, place, stanzas)
  const both = agree(judgementOf(first), judgementOf(second), partner)
  const judgement = withDifferences(both, changes, inventory, partner)
  return {
    findings: findingsIn(judgement),
    proposal: judgement.kind === 'fits' ? judgement.proposal : undefined,
  }
}

function judgementOf({ findings, proposal }: Proposed): Judgement {
  return proposal ? { kind: 'fits', proposal } : { kind: 'conflict', findings }
}

/** A change of a host that is not the same on both members is refused: neither can be taken for right. */
function withDifferences(
  judgement: Judgement,
  changes: readonly Change[],
  inventory: Inventory,
  partner: Partner,
): Judgement {
  const differing = changes.map(hostOf).filter((host) => !isSameOnBoth(host, inventory, partner.inventory))
  if (differing.length === 0) return judgement
  const differences = differing.map((host) => differingHost(host, partner))
  return { kind: 'conflict', findings: [...differences, ...findingsIn(judgement)] }
}

/** One judgement of two: it fits where both fit alike, with the findings of either. */
function agree(first: Judgement, second: Judgement, names: MemberNames): Judgement {
  const findings = findingsOfBoth(findingsIn(first), findingsIn(second), names)
  if (first.kind === 'conflict' || second.kind === 'conflict') return { kind: 'conflict', findings }
  if (!standsAlike(first.proposal, second.proposal)) {
    return { kind: 'conflict', findings: [...findings, differingScopes(first.proposal, names)] }
  }
  return { kind: 'fits', proposal: { ...first.proposal, findings } }
}

function findingsIn(judgement: Judgement): readonly Finding[] {
  return judgement.kind === 'conflict' ? judgement.findings : judgement.proposal.findings
}

/** What both say is said once; of what the second alone says, its name is said too. */
function findingsOfBoth(
  first: readonly Finding[],
  second: readonly Finding[],
  names: MemberNames,
): readonly Finding[] {
  const news = second.filter(
    ({ code, severity }) => !first.some((known) => known.code === code && known.severity === severity),
  )
  return [...first, ...news.map((one) => ({ ...one, message: `On ${names.second}: ${one.message}` }))]
}

function differingHost(host: string, { first, second }: MemberNames): Finding {
  return {
    code: 'members-differ',
    severity: 'error',
    field: 'name',
    message: `Host ${host} is not the same on ${first} and on ${second}.`,
    advice: 'Make both files say the same of it by hand, and then ask again.',
  }
}

function differingScopes({ changes }: Proposal, { first, second }: MemberNames): Finding {
  const hosts = changes.map(hostOf).join(', ')
  return {
    code: 'members-differ',
    severity: 'error',
    field: 'name',
    message: `Host ${hosts} would not stand alike on ${first} and on ${second}: the subnets or groups round it differ, or what they hand down.`,
    advice: 'Make the two files agree there by hand, and then ask again.',
  }
}
