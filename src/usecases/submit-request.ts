import type { Tenure } from '../dhcpd/tenure.ts'
import type { NamePolicy } from '../inventory/check-add.ts'
import type { ChangeInput } from '../inventory/check-change.ts'
import { type Finding, hasErrors, warningCodes } from '../inventory/finding.ts'
import { type Reservation, reservationsFor } from '../inventory/reservations.ts'
import { finding } from '../inventory/said.ts'
import { refuseAdmission } from '../request/admission.ts'
import type { Person } from '../request/person.ts'
import type { HostPlan } from '../request/plan.ts'
import type { Placement } from '../request/plan-add.ts'
import type { Policy, ResolvedPolicy } from '../request/policy.ts'
import { dayOf, type EndedRegistration } from '../request/registration.ts'
import { OPEN, type Proposal, type Request, requestName } from '../request/request.ts'
import { approveIfAutomatic } from './approve-automatically.ts'
import { type FreshDeps, freshMembers } from './fresh-members.ts'
import type { Members, ReadServer } from './members.ts'
import { proposeOnMembers } from './members-agree.ts'
import { offersFor } from './offers-for.ts'
import { strangersAmong, tenuresOf } from './owners-at-hand.ts'
import type { FormStore, Offer, People, RegistrationStore, RequestStore } from './ports.ts'
import { ServerUnreachable } from './ports.ts'
import { policyForAsking } from './resolve-policy.ts'

/** A server as the use cases need it. */
export interface ServerDesk extends ReadServer {
  readonly name: string
  readonly place: Placement
  readonly names: NamePolicy
}

/** What a person sent. */
export interface Submission {
  readonly by: Person
  readonly inputs: readonly ChangeInput[]
  /** Id of the form that it was typed into: what that was offered is its own. */
  readonly form?: string
  readonly reason: string
  /** Codes of the warnings that the person has confirmed. */
  readonly confirmed: readonly string[]
  /** What the hosts say must be what these plans left of them: it is undone only as long as nobody else changed it. */
  readonly asLeft?: readonly HostPlan[]
  /** Set where it is the bot that asks, once, for the removal of what has come to its end. */
  readonly ended?: EndedRegistration
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

export interface SubmitDeps extends FreshDeps {
  readonly requests: RequestStore
  readonly forms: Pick<FormStore, 'offers'>
  readonly registrations: Pick<RegistrationStore, 'tenures' | 'isRemovalDue'>
  readonly people: People
  readonly policy: Policy
  /** All servers: what is open on any of them counts. */
  readonly servers: readonly string[]
  /** Sends out what the outbox holds. */
  readonly deliver: () => void
  /** Wakes the worker of a server. */
  readonly ring: (server: string) => void
}

/** What a card can show whole: what an approver does not see cannot be approved (SAFETY A2). */
const MOST_CHANGES = 50

/** Checks what a person sent against the server and stores it as a request, when there is nothing left to ask. */
export async function submitRequest(
  submission: Submission,
  desk: ServerDesk,
  deps: SubmitDeps,
): Promise<SubmitResult> {
  if (submission.inputs.length > MOST_CHANGES) return { kind: 'errors', findings: [tooMany(submission)] }
  const { by, inputs, reason, ended } = submission
  const [members, policy, strangers] = await Promise.all([
    readInTime(desk, submission.patience, deps),
    policyForAsking(deps.policy, deps.people),
    strangersAmong(inputs, by, deps.people),
  ])
  if ('kind' in members) return members
  if (strangers.length > 0) return { kind: 'errors', findings: strangers }
  for (;;) {
    if (ended && !(await deps.registrations.isRemovalDue(ended))) return ASKED_FOR_ALREADY
    const known = await deps.requests.submissions(desk.name)
    const at = deps.clock()
    const facts = { members, policy, ...(await factsBeside(inputs, desk, at, deps)) }
    const judged = judge(submission, facts, desk)
    if (judged.kind !== 'fits') return judged
    const { proposal } = judged
    const asked = { type: 'submitted', by, at, server: desk.name, reason, proposal } as const
    const request = await deps.requests.submit({ ...asked, ...(ended && { ended }) }, known)
    // Somebody else was first, here or in another process, and may have been given the same free address.
    if (!request) continue
    const decided = await approveIfAutomatic(request, policy, deps)
    deps.deliver()
    return { kind: 'submitted', request: decided }
  }
}

/** What the checks and the policy make of what somebody asks for. */
export type Judged =
  | Extract<SubmitResult, { kind: 'errors' | 'refused' | 'confirm' }>
  | { readonly kind: 'fits'; readonly proposal: Proposal }

/** What a submission is judged by. */
export interface Facts {
  readonly members: Members
  readonly policy: ResolvedPolicy
  /** On all servers. */
  readonly open: readonly Request[]
  /** To the forms of this server. */
  readonly offers: readonly Offer[]
  /** Whose the hosts are that are to be changed. */
  readonly owned: ReadonlyMap<string, Tenure>
  readonly today: string
}

const ASKED_FOR_ALREADY = {
  kind: 'refused',
  message: 'The removal was asked for already, or is not wanted any more.',
  advice: 'Nothing to do.',
} as const

/** Checks, plans and admits what somebody asks for, beside what is open. */
export function judge(
  submission: Pick<Submission, 'by' | 'inputs' | 'asLeft' | 'confirmed' | 'ended' | 'form'>,
  facts: Facts,
  desk: ServerDesk,
): Judged {
  const { by, inputs, asLeft, confirmed, ended, form } = submission
  const { members, policy, open, offers, owned, today } = facts
  const reserved = reservations(open.filter(({ server }) => server === desk.name))
  const { findings, proposal } = proposeOnMembers(
    inputs,
    members,
    {
      names: desk.names,
      reserved,
      offers: offersFor(form, offers),
      today,
      asker: by.user,
      owners: ownersOf(owned),
    },
    desk.place,
  )
  if (!proposal || hasErrors(findings)) return { kind: 'errors', findings }
  const changed = changedSince(proposal.hosts, asLeft)
  if (changed.length > 0) return { kind: 'errors', findings: changed }
  const notAdmitted = refuseAdmission(
    { server: desk.name, requester: by, proposal, byItself: ended !== undefined },
    open,
    policy,
  )
  if (notAdmitted) return { kind: 'refused', ...notAdmitted }
  const kind = isConfirmed(findings, confirmed) ? 'fits' : 'confirm'
  return { kind, proposal: owned.size === 0 ? proposal : { ...proposal, owned: Object.fromEntries(owned) } }
}

/** What the record says beside what somebody asks for, at an ISO instant. */
export async function factsBeside(
  inputs: readonly ChangeInput[],
  { name }: ServerDesk,
  at: string,
  deps: SubmitDeps,
): Promise<Omit<Facts, 'members' | 'policy'>> {
  const open = await openRequests(deps)
  const offers = await deps.forms.offers(name)
  const owned = await tenuresOf(inputs, name, deps.registrations)
  return { open, offers, owned, today: dayOf(at) }
}

function ownersOf(owned: ReadonlyMap<string, Tenure>): ReadonlyMap<string, string> {
  return new Map([...owned].map(([name, { owner }]) => [name, owner]))
}

/** What is open on all servers. */
async function openRequests({
  requests,
  servers,
}: Pick<SubmitDeps, 'requests' | 'servers'>): Promise<readonly Request[]> {
  const open = await Promise.all(servers.map((server) => requests.withStatus(server, OPEN)))
  return open.flat()
}

/** What open requests have already asked for. */
export function reservations(requests: readonly Request[]): readonly Reservation[] {
  return requests.flatMap(({ id, proposal }) =>
    reservationsFor(proposal.changes, `request ${requestName(id)}`),
  )
}

function tooMany({ inputs }: Submission): Finding {
  const message = `These are ${inputs.length} hosts, and a request may hold ${MOST_CHANGES}.`
  return finding('name', 'too-many-changes', message, 'Ask for them in parts.')
}

function changedSince(hosts: readonly HostPlan[], left: readonly HostPlan[] = []): readonly Finding[] {
  return hosts
    .filter(({ before }, index) => index < left.length && before !== left[index]?.after)
    .map(({ name }) => {
      const message = `Host ${name} was changed since.`
      return finding('name', 'changed-since', message, 'Look at it, and change by hand what is still wrong.')
    })
}

/** The server's members as they are now, or why they cannot be read in so many milliseconds. */
export async function readInTime(
  desk: ServerDesk,
  patience: number,
  deps: FreshDeps,
): Promise<Members | Extract<SubmitResult, { kind: 'unreachable' }>> {
  try {
    const members = await freshMembers(desk, patience, deps)
    if (members) return members
    const message = `The DHCP server ${desk.name} has not answered yet.`
    return { kind: 'unreachable', message, advice: 'Send the form again in a few seconds.' }
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error
    return { kind: 'unreachable', message: error.message, advice: error.advice }
  }
}

function isConfirmed(findings: readonly Finding[], confirmed: readonly string[]): boolean {
  return warningCodes(findings).every((code) => confirmed.includes(code))
}
