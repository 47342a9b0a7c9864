import type { App, Receiver } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { onTestFinished, vi } from 'vitest'
import { dayOf } from '../../src/request/registration.ts'
import { createSlackApp, createSlackClient } from '../../src/slack/app.ts'
import type { SlackDeps } from '../../src/slack/deps.ts'
import type { Home } from '../../src/slack/home.ts'
import { keepUntil, letGo, mayAnswer } from '../../src/usecases/answer-ask.ts'
import { approveInEmergency, mayApproveInEmergency } from '../../src/usecases/approve-in-emergency.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { cancelById, cancelRequest } from '../../src/usecases/cancel-request.ts'
import { endDelegation, nameDelegate } from '../../src/usecases/delegate.ts'
import { denyRequest, mayDeny } from '../../src/usecases/deny-request.ts'
import { editOnCard, mayEdit } from '../../src/usecases/edit-on-card.ts'
import { pauseQueue, resumeQueue } from '../../src/usecases/hold-queue.ts'
import { hostsOf } from '../../src/usecases/hosts-of.ts'
import { keepAsItIs } from '../../src/usecases/keep-drift.ts'
import { keptAddresses } from '../../src/usecases/kept-addresses.ts'
import { offerAddress } from '../../src/usecases/offer-address.ts'
import { overviewFor } from '../../src/usecases/overview.ts'
import { policyFor } from '../../src/usecases/resolve-policy.ts'
import { mayReview, reviewRequest } from '../../src/usecases/review-request.ts'
import { serverStatus } from '../../src/usecases/server-status.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { undoById } from '../../src/usecases/undo-request.ts'
import { TEAM } from '../support/people.ts'
import { type Story, silentLog } from '../support/story.ts'

type Json = Record<string, unknown>

export const HOME: Home = {
  team: TEAM,
  teamName: 'Demo',
  appId: 'A0DEMO',
  botId: 'B0DEMO',
  botUser: 'U0DEMOBOT',
  url: 'https://demo.slack.test/',
}

/** Where answers to a command or a click go, in every payload that a test sends. */
export const RESPONSE_URL = 'https://slack.test/respond'

/** Slack without a wire: it keeps what the app asks of it, and answers as a test chooses. */
export interface FakeWire {
  /** A client whose calls come here. */
  readonly client: WebClient
  /** What was sent by a method of the Web API, or by `respond`, oldest first. */
  sent(method: string): readonly Json[]
  /** The bytes that were sent to an address that ends so. */
  bytes(path: string): readonly Buffer[]
  /** Answers the calls of a method from now on. */
  answer(method: string, answer: (args: Json) => Json | Promise<Json>): void
  /** Lets the calls of a method be refused for this reason. */
  refuse(method: string, reason: string): void
}

/** Takes the place of the network until the test ends. */
export function fakeWire(): FakeWire {
  const calls: { method: string; args: Json }[] = []
  const files: { path: string; bytes: Buffer }[] = []
  const answers = new Map<string, (args: Json) => Json | Promise<Json>>()
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const method = String(url).split('/').at(-1) ?? ''
    if (init?.body instanceof Uint8Array) files.push({ path: method, bytes: Buffer.from(init.body) })
    const args = readBody(String(init?.body ?? ''))
    calls.push({ method, args })
    const { status = 200, retryAfter, ...answer } = (await answers.get(method)?.(args)) ?? {}
    const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
    return Response.json({ ok: true, ...answer }, { status: Number(status), headers })
  })
  onTestFinished(() => void vi.restoreAllMocks())
  return {
    client: createSlackClient(ACCESS.botToken, ACCESS, silentLog),
    sent: (method) => calls.filter((call) => call.method === method).map(({ args }) => args),
    bytes: (path) => files.filter((file) => file.path === path).map(({ bytes }) => bytes),
    answer: (method, answer) => void answers.set(method, answer),
    refuse: (method, reason) => void answers.set(method, () => ({ ok: false, error: reason })),
  }
}

const ACCESS = { botToken: 'xoxb-test', appToken: 'xapp-test', apiUrl: 'https://slack.test/api/' }

export interface FakeSlack extends FakeWire {
  /** Sends an interaction and waits until the app is done with it; gives what it was acknowledged with. */
  send(body: Json, onAck?: () => Promise<void>): Promise<readonly unknown[]>
}

/** The real app on a story's house, with Slack on the other end replaced. */
export function connect({ server, store, deps }: Story, others: Partial<SlackDeps> = {}): FakeSlack {
  const wire = fakeWire()
  const receiver = fakeReceiver()
  const slackDeps: SlackDeps = {
    desks: [server],
    forms: store.forms,
    answers: store.answers,
    people: deps.people,
    policy: deps.policy,
    offer: (form, inventory, subnet) => offerAddress(form, inventory, subnet, store),
    requests: store.requests,
    cardsOf: store.cards.ofRequest,
    policyFor: (request) => policyFor([request], deps.policy, deps.people),
    kept: (name) => keptAddresses(name, store),
    submit: (submission, desk) => submitRequest(submission, desk, deps),
    undo: (id, submission, desk) => undoById(id, submission, desk, deps),
    approve: (click) => approveRequest(click, deps),
    mayDeny: (click) => mayDeny(click, deps),
    deny: (denial) => denyRequest(denial, deps),
    mayEdit: (click) => mayEdit(click, deps),
    edit: (edit) => editOnCard(edit, [server], deps),
    cancel: (click) => cancelRequest(click, deps),
    cancelById: (id, by) => cancelById(id, by, deps),
    mayApproveInEmergency: (click) => mayApproveInEmergency(click, deps),
    approveInEmergency: (emergency) => approveInEmergency(emergency, deps),
    mayReview: (click) => mayReview(click, deps),
    review: (review) => reviewRequest(review, deps),
    pause: (name, by, reason) => pauseQueue(name, by, reason, deps),
    resume: (name, by) => resumeQueue(name, by, deps),
    status: () => serverStatus(server, deps),
    nameDelegate: (naming) => nameDelegate(naming, deps),
    endDelegation: (approver) => endDelegation(approver, approver, deps),
    keep: (click) => keepAsItIs(click, deps),
    mayAnswer: (click) => mayAnswer(click, deps),
    keepUntil: (answer) => keepUntil(answer, { ...deps, desks: [server] }),
    letGo: (answer) => letGo(answer, { ...deps, desks: [server] }),
    today: () => dayOf(deps.clock()),
    hostsOf: (person) => hostsOf(person, deps),
    overview: (person) => overviewFor(person, [server], deps),
    workspaceUrl: HOME.url,
    log: silentLog,
    ...others,
  }
  createSlackApp(ACCESS, HOME, wire.client, slackDeps, receiver)
  return {
    ...wire,
    async send(body, onAck = async () => {}) {
      const acks: unknown[] = []
      const ack = async (payload: unknown) => {
        acks.push(payload)
        await onAck()
      }
      await receiver.app().processEvent({ body, ack })
      return acks
    },
  }
}

function fakeReceiver(): Receiver & { app(): App } {
  let connected: App | undefined
  return {
    init: (app) => {
      connected = app
    },
    start: async () => {},
    stop: async () => {},
    app: () => {
      if (!connected) throw new Error('the app was not connected')
      return connected
    },
  }
}

/** `respond` sends JSON; the Web API gets a form whose nested values are JSON. */
function readBody(body: string): Json {
  if (body.startsWith('{')) return JSON.parse(body)
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  )
}
