import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { HostInput } from '../../src/inventory/check-add.ts'
import type { ChangeInput } from '../../src/inventory/check-change.ts'
import type { Person } from '../../src/request/person.ts'
import type { Policy } from '../../src/request/policy.ts'
import type { Request } from '../../src/request/request.ts'
import type { Schedule } from '../../src/request/schedule.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { AppliedServer } from '../../src/usecases/apply-requests.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { createInventoryCache } from '../../src/usecases/inventory-cache.ts'
import type { Log, Messenger, People } from '../../src/usecases/ports.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { fakeServer } from './fake-server.ts'
import { approver, operator, requester, secondApprover } from './people.ts'
import { named, policyOf } from './policy.ts'

export const CONFIG = `subnet 10.20.0.0 netmask 255.255.255.0 {
  range 10.20.0.100 10.20.0.199;
  option routers 10.20.0.1;
}
host printer-1 {
  hardware ethernet 00:00:5e:00:53:01;
  fixed-address 10.20.0.10;
}
`

/** Changes may be applied at any time. */
export const ALWAYS: Schedule = { timeZone: 'UTC', windows: [], freezes: [] }

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** A form as a person fills it, with what a test is not about filled in. */
export function input(fields: Partial<HostInput> = {}): HostInput {
  return {
    name: 'printer-2',
    mac: '00:00:5e:00:53:02',
    address: '10.20.0.11',
    subnet: undefined,
    comment: '',
    ...fields,
  }
}

/** The same as what is asked for: one new host. */
export function inputs(fields: Partial<HostInput> = {}): readonly ChangeInput[] {
  return [{ kind: 'add', ...input(fields) }]
}

/** Any of three people approves. */
const POLICY: Policy = {
  ...policyOf({ approvers: named(requester, approver, secondApprover) }),
  operators: [operator],
}

/** A house with a real store, a server in memory, and people and messages that a test can look at. */
export function startStory(config = CONFIG, policy = POLICY) {
  return startStoryOn(() => {
    const remote = fakeServer(config)
    return { remote, cache: createInventoryCache(remote, () => performance.now()) }
  }, policy)
}

/** As {@link startStory}, with a server of the caller's making. */
export async function startStoryOn<T extends Pick<AppliedServer, 'remote' | 'cache' | 'pair'>>(
  connect: (store: Store) => T,
  policy = POLICY,
) {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-story-'))
  const store = await openStore({ sqlite: join(folder, 'leasehold.db') })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  let seconds = 0
  const clock = () => new Date(Date.UTC(2026, 0, 1) + ++seconds * 1_000).toISOString()
  const connected = connect(store)
  const standings = new Map<string, 'member' | 'stranger' | 'unknown'>()
  const members = new Map<string, readonly Person[]>()
  const people: People = {
    standing: async ({ user }) => standings.get(user) ?? 'member',
    membersOf: async ({ id }) => members.get(id) ?? 'unknown',
    delegations: () => store.delegations.inForce(clock()),
  }
  const names = { pattern: undefined, domain: undefined }
  const server = {
    name: 'campus',
    ...connected,
    place: { after: 'last-host-of-subnet' } as const,
    names,
    schedule: ALWAYS,
    restartFloor: 0,
  }
  const rung: string[] = []
  let transactions = 0
  const deps = {
    ...store,
    people,
    policy,
    servers: ['campus'],
    clock,
    deliver: () => {},
    ring: (name: string) => void rung.push(name),
    newTransactionId: () => `tx-${++transactions}`,
    log: silentLog,
  }

  /** Submits a form for a new host, with the warnings confirmed. */
  function submitted(fields: Partial<HostInput> = {}, by = requester): Promise<Request> {
    return asked(inputs(fields), by)
  }

  /** Asks for changes; warnings are confirmed, as a person who reads them would. */
  async function asked(inputs: readonly ChangeInput[], by = requester): Promise<Request> {
    const submission = { by, inputs, reason: 'a test', confirmed: [], patience: 2_000 }
    const first = await submitRequest(submission, server, deps)
    const codes = first.kind === 'confirm' ? first.proposal.findings.map(({ code }) => code) : []
    const result =
      first.kind === 'confirm'
        ? await submitRequest({ ...submission, confirmed: codes, patience: 2_000 }, server, deps)
        : first
    if (result.kind !== 'submitted') throw new Error(`not submitted: ${JSON.stringify(result)}`)
    return result.request
  }

  /** Puts a request's card where a click can find it. */
  async function cardOf(request: Request) {
    const card = await store.cards.ensure(request.id, request.revision)
    const message = card.message ?? { channel: 'C0APPROVE', ts: `${card.requestId}.${card.revision}` }
    await store.cards.posted(card.id, message)
    return { cardId: card.id, message }
  }

  async function state(request: Request): Promise<Request['state']> {
    const found = await store.requests.find(request.id)
    if (!found) throw new Error('the request is gone')
    return found.state
  }

  return {
    store,
    remote: connected.remote as T['remote'],
    server,
    deps,
    policy,
    standings,
    members,
    rung,
    submitted,
    asked,
    cardOf,
    state,
  }
}

export type Story = Awaited<ReturnType<typeof startStory>>

/** A request that one approver has approved. */
export async function approved(
  story: Pick<Story, 'submitted' | 'cardOf' | 'deps'>,
  fields: Partial<HostInput> = {},
): Promise<Request> {
  return approve(story, await story.submitted(fields))
}

/** The request after one approver's click. */
export async function approve(story: Pick<Story, 'cardOf' | 'deps'>, request: Request): Promise<Request> {
  const result = await approveRequest({ by: approver, ...(await story.cardOf(request)) }, story.deps)
  if (result.kind !== 'taken') throw new Error(`not approved: ${JSON.stringify(result)}`)
  return result.request
}

/** A messenger that keeps what it was told, and fails as often as it is asked to. */
export function fakeMessenger() {
  const told: string[] = []
  const stories: string[] = []
  const failures: Error[] = []
  const messenger: Messenger = {
    showCard: async (card, request) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`card ${card.requestId}.${card.revision} ${request.state.status}`)
      return card.message ?? { channel: 'C0APPROVE', ts: `${card.requestId}.${card.revision}` }
    },
    tellStory: async (events, card) => {
      const failure = failures.shift()
      if (failure) throw failure
      stories.push(`${events.map(({ type }) => type).join(', ')} below ${card.ts}`)
    },
    tellRequester: async (request, event) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`requester ${request.id} ${event.type}`)
    },
    tellApprovers: async (request, event, card) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`${event.type} ${request.id} below ${card.ts}`)
    },
    tellQueue: async (server, event) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`queue ${server} ${event.type}`)
    },
    remindPerson: async (request, person) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`reminded ${person.user} of ${request.id}`)
    },
    tellDelegation: async (event) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`${event.type} ${event.approver.user}`)
    },
    tellDifference: async (server, { hosts }) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`members ${server} ${hosts.join(', ')}`)
    },
    showDrift: async (drift, message) => {
      const failure = failures.shift()
      if (failure) throw failure
      const hosts = drift.hosts.map(({ name, end }) => `${name} ${end?.how ?? 'open'}`)
      told.push(`drift ${hosts.join(', ')}${message ? ' again' : ''}`)
      return message ?? { channel: 'C0APPROVE', ts: drift.id }
    },
    askOwner: async ({ id, registration: { name, owner, end }, answer, message }) => {
      const failure = failures.shift()
      if (failure) throw failure
      const answered = answer ? ` answered R-${answer.requestId}${answer.isOpen ? '' : ' that is over'}` : ''
      told.push(`ask ${owner.id} about ${name} until ${end}${answered}${message ? ' again' : ''}`)
      return message ?? { channel: 'D0OWNER', ts: id }
    },
    tellEnd: async ({ name, end }, { message }) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`end ${end} of ${name}: ${message}`)
    },
    tellDeparted: async (server, { id }, hosts) => {
      const failure = failures.shift()
      if (failure) throw failure
      told.push(`departed ${id} from ${server}: ${hosts.join(', ')}`)
    },
  }
  return { messenger, told, stories, failures }
}
