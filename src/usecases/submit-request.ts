import type { HostInput, NamePolicy, Reservation } from '../inventory/check-add.ts'
import { type Finding, hasErrors } from '../inventory/finding.ts'
import { refuseAdmission } from '../request/admission.ts'
import type { Person } from '../request/person.ts'
import type { Placement } from '../request/plan-add.ts'
import type { Policy } from '../request/policy.ts'
import { type Proposal, type Request, requestName, type Status } from '../request/request.ts'
import { approveIfAutomatic } from './approve-automatically.ts'
import { type Members, membersWithin, type ReadServer } from './members.ts'
import { proposeOnMembers } from './members-agree.ts'
import type { Clock, People, RequestStore } from './ports.ts'
import { ServerUnreachable } from './ports.ts'
import { policyForAsking } from './resolve-policy.ts'

/** A server as the use cases need it. */
export interface ServerDesk extends ReadServer {
  readonly name: string
  readonly place: Placement
  readonly names: NamePolicy
  /** Runs one submission at a time, so that two people are not given the same free address. */
  readonly inTurn: <T>(story: () => Promise<T>) => Promise<T>
}

/** What a person sent. */
export interface Submission {
  readonly by: Person
  readonly input: HostInput
  readonly reason: string
  /** Codes of the warnings that the person has confirmed. */
  readonly confirmed: readonly string[]
  /** Milliseconds for which the person can be kept waiting for the server. */
  readonly patience: number
}

export type SubmitResult =
  | { readonly kind: 'errors'; readonly findings: readonly Finding[] }
  /** There are warnings that the person has not confirmed yet. */
  | { readonly kind: 'confirm'; readonly proposal: Proposal }
  /** Nothing was stored, because the server could not be asked. */
  | { readonly kind: 'unreachable'; readonly message: string; readonly advice: string }
  /** The policy does not let the person ask for this now, or nobody could approve it; nothing was stored. */
  | { readonly kind: 'refused'; readonly message: string; readonly advice: string }
  | { readonly kind: 'submitted'; readonly request: Request }

export interface SubmitDeps {
  readonly requests: RequestStore
  readonly people: Pick<People, 'membersOf'>
  readonly policy: Policy
  /** All servers: what is open on any of them counts. */
  readonly servers: readonly string[]
  readonly clock: Clock
  /** Sends out what the outbox holds. */
  readonly deliver: () => void
  /** Wakes the worker of a server. */
  readonly ring: (server: string) => void
}

/** Facts this old (milliseconds) are as good as new: the form was opened with a read under way. */
const FRESH = 5_000

const OPEN: readonly Status[] = ['pending', 'approved', 'applying']

/** Checks what a person sent against the server and stores it as a request, when there is nothing left to ask. */
export async function submitRequest(
  submission: Submission,
  desk: ServerDesk,
  deps: SubmitDeps,
): Promise<SubmitResult> {
  const [members, policy] = await Promise.all([
    readInTime(desk, submission.patience),
    policyForAsking(deps.policy, deps.people),
  ])
  if ('kind' in members) return members
  return desk.inTurn(async () => {
    const open = await openRequests(deps)
    const reserved = reservations(open.filter(({ server }) => server === desk.name))
    const context = { names: desk.names, reserved }
    const { findings, proposal } = proposeOnMembers(submission.input, members, context, desk.place)
    if (!proposal || hasErrors(findings)) return { kind: 'errors', findings }
    const ask = { server: desk.name, requester: submission.by, proposal }
    const notAdmitted = refuseAdmission(ask, open, policy)
    if (notAdmitted) return { kind: 'refused', ...notAdmitted }
    if (!isConfirmed(findings, submission.confirmed)) return { kind: 'confirm', proposal }
    const request = await deps.requests.submit({
      type: 'submitted',
      by: submission.by,
      at: deps.clock(),
      server: desk.name,
      reason: submission.reason,
      proposal,
    })
    const decided = await approveIfAutomatic(request, policy, deps)
    deps.deliver()
    return { kind: 'submitted', request: decided }
  })
}

async function openRequests({ requests, servers }: SubmitDeps): Promise<readonly Request[]> {
  const open = await Promise.all(servers.map((server) => requests.withStatus(server, OPEN)))
  return open.flat()
}

/** What open requests have already asked for. */
export function reservations(requests: readonly Request[]): readonly Reservation[] {
  return requests.map(({ id, proposal: { change } }) => ({
    name: change.name,
    mac: change.mac,
    address: change.address,
    by: `request ${requestName(id)}`,
  }))
}

async function readInTime(
  desk: ServerDesk,
  patience: number,
): Promise<Members | Extract<SubmitResult, { kind: 'unreachable' }>> {
  try {
    const members = await membersWithin(desk, FRESH, patience)
    if (members) return members
    const message = `The DHCP server ${desk.name} has not answered yet.`
    return { kind: 'unreachable', message, advice: 'Send the form again in a few seconds.' }
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error
    return { kind: 'unreachable', message: error.message, advice: error.advice }
  }
}

function isConfirmed(findings: readonly Finding[], confirmed: readonly string[]): boolean {
  return findings.every((finding) => finding.severity !== 'warning' || confirmed.includes(finding.code))
}
