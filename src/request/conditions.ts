import type { Answer } from './answer.ts'
import { isInNetwork } from './network.ts'
import type { ChangeKind, PolicyCase } from './policy-case.ts'
import { isAmong, type Membership, type Who } from './who.ts'

/** When a rule matches: all that is given must hold, and what is left out holds for everything. */
export interface Conditions {
  readonly change?: readonly ChangeKind[]
  readonly server?: readonly string[]
  /** Networks, one of which holds one of the addresses. */
  readonly subnet?: readonly string[]
  /** Source of a regular expression for a whole name, capital letters or not: DNS does not tell them apart. */
  readonly name?: string
  readonly requester?: Who
}

/** How a case stands to each condition that is given, in a fixed order. */
export interface Verdict {
  readonly condition: keyof Conditions
  readonly answer: Answer
}

/** Holds a case against conditions. What only Slack can settle is unknown where it did not say. */
export function verdictsOf(when: Conditions, asked: PolicyCase, membership: Membership): readonly Verdict[] {
  return Object.entries(tests)
    .map(([condition, test]) => ({
      condition: condition as keyof Conditions,
      answer: test(when, asked, membership),
    }))
    .filter((verdict): verdict is Verdict => verdict.answer !== undefined)
}

type Test = (when: Conditions, asked: PolicyCase, membership: Membership) => Answer | undefined

const tests: Readonly<Record<keyof Conditions, Test>> = {
  change: ({ change }, { kinds }) => change && sure(kinds.some((kind) => change.includes(kind))),
  server: (when, { server }) => when.server && sure(when.server.includes(server)),
  subnet: ({ subnet }, { addresses }) =>
    subnet && sure(addresses.some((address) => subnet.some((network) => isInNetwork(address, network)))),
  name: ({ name }, { names }) =>
    name === undefined ? undefined : sure(names.some((one) => wholeName(name).test(one))),
  requester: (when, { requester }, membership) =>
    when.requester && isAmong(when.requester, requester, membership),
}

function sure(holds: boolean): Answer {
  return holds ? 'yes' : 'no'
}

function wholeName(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, 'i')
}
