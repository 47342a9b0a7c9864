import { randomUUID } from 'node:crypto'
import { buildServer } from './build-server.ts'
import { policyOf } from './config/policy-of.ts'
import type { Settings } from './config/settings.ts'
import { createSlackApp, createSlackClient } from './slack/app.ts'
import { warnWhenNotInChannel } from './slack/channel.ts'
import { warnOfUnknownCircles } from './slack/circles.ts'
import { checkAppToken, explainSocketError, findHome, SlackUnavailable } from './slack/home.ts'
import { createMessenger } from './slack/messenger.ts'
import { createPeople } from './slack/people.ts'
import { platformReason } from './slack/slack-error.ts'
import { claimStore } from './store/claim.ts'
import { openStore } from './store/store.ts'
import type { AppliedServer, ApplyDeps } from './usecases/apply-requests.ts'
import { approveInEmergency, mayApproveInEmergency } from './usecases/approve-in-emergency.ts'
import { approveRequest } from './usecases/approve-request.ts'
import { cancelRequest } from './usecases/cancel-request.ts'
import { endDelegation, nameDelegate } from './usecases/delegate.ts'
import { deliverMessages } from './usecases/deliver-messages.ts'
import { denyRequest, mayDeny } from './usecases/deny-request.ts'
import { editOnCard, mayEdit } from './usecases/edit-on-card.ts'
import { pauseQueue, resumeQueue } from './usecases/hold-queue.ts'
import { factsWithin } from './usecases/inventory-cache.ts'
import { keepAsItIs } from './usecases/keep-drift.ts'
import { lookAfterWaiting } from './usecases/look-after-waiting.ts'
import { createDriftWatch, type DriftDeps } from './usecases/look-for-drift.ts'
import { createHeadNotes } from './usecases/note-heads.ts'
import type { Log, People } from './usecases/ports.ts'
import { policyFor } from './usecases/resolve-policy.ts'
import { mayReview, reviewRequest } from './usecases/review-request.ts'
import { createRunner, type Runner } from './usecases/runner.ts'
import { serverStatus } from './usecases/server-status.ts'
import { submitRequest } from './usecases/submit-request.ts'
import { createQueueWatch } from './usecases/watch-queues.ts'
import { createWork } from './usecases/work-on-server.ts'

export { createLog } from './ops/log.ts'

/** A bot that is running. */
export interface Bot {
  /** Name of the workspace it is in. */
  readonly workspace: string
  /** Takes no more work, finishes what is under way, and closes everything. */
  stop(): Promise<void>
}

/** SAFETY K2. */
const TRIAL =
  'trial mode: nothing is installed on this server, and the bot’s key may do anything there; end it with leasehold server install'

const SWEEP = 5_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Milliseconds that a start waits for the servers to be read. */
const PATIENCE = 5_000

/**
 * Builds the parts, hands each the few things it needs, and starts them.
 * @throws ExplainedError, when Slack or the store cannot be used; what was started before is ended again. A server that
 * cannot be reached stops nothing: it is tried again, and people are told.
 */
export async function startBot(settings: Settings, log: Log): Promise<Bot> {
  await using parts = new AsyncDisposableStack()
  const { slack: access } = settings
  const client = createSlackClient(access.botToken, access, log)
  const home = await findHome(client)
  refuseOtherTeam(access.team, home.team)
  await checkAppToken(createSlackClient(access.appToken, access, log))
  await warnWhenNotInChannel(client, access.approvals, log)
  parts.defer(await claimStore(settings.store, endProcess))
  const store = await openStore(settings.store)
  parts.defer(store.close)
  const policy = policyOf(settings.policy, home.team)
  const clock = () => new Date().toISOString()
  const now = () => performance.now()

  const people: People = {
    ...createPeople(client, home, now, log),
    delegations: () => store.delegations.inForce(clock()),
  }
  await warnOfUnknownCircles(policy, people, log)
  const messenger = createMessenger(client, access.approvals, (request) =>
    policyFor([request], policy, people),
  )
  const deliverer = createRunner(
    () => deliverMessages({ ...store, messenger, clock, log }),
    // What a terminal asked for beside the bot is posted by this, too.
    SWEEP,
    (error) => log.error({ error }, 'messages could not be delivered'),
  )
  parts.defer(deliverer.stop)
  const deliver = deliverer.poke
  const servers = settings.servers.map((config) => buildServer(config, settings.names, store.pairs, now))
  for (const server of servers) parts.defer(server.remote.close)
  for (const { name, remote } of servers) if (remote.trial) log.warn({ server: name }, TRIAL)
  const applyDeps = { ...store, people, policy, clock, deliver, newTransactionId: randomUUID, log }
  const workers = new Map(servers.map((server) => [server.name, createWorker(server, applyDeps, now)]))
  for (const worker of workers.values()) parts.defer(worker.stop)
  const ring = (name: string) => workers.get(name)?.poke()
  const watch = createRunner(createQueueWatch({ ...store, ring, deliver }), MINUTE, (error) =>
    log.error({ error }, 'the queues could not be watched'),
  )
  parts.defer(watch.stop)
  const names = [...workers.keys()]
  const waiting = createRunner(
    async () => void (await lookAfterWaiting(names, { ...store, people, policy, clock, deliver, ring })),
    MINUTE,
    (error) => log.error({ error }, 'requests that wait could not be looked after'),
  )
  parts.defer(waiting.stop)
  const notes = createRunner(createHeadNotes(store.audit, log), HOUR, (error) =>
    log.error({ error }, 'the ends of the audit logs could not be noted'),
  )
  parts.defer(notes.stop)
  const cardDeps = { ...store, people, policy, clock, deliver, ring }
  const slack = createSlackApp(access, home, client, {
    desks: servers,
    forms: store.forms,
    people,
    policy,
    submit: (submission, desk) => submitRequest(submission, desk, { ...cardDeps, servers: names }),
    approve: (click) => approveRequest(click, cardDeps),
    mayDeny: (click) => mayDeny(click, cardDeps),
    deny: (denial) => denyRequest(denial, cardDeps),
    mayEdit: (click) => mayEdit(click, cardDeps),
    edit: (edit) => editOnCard(edit, servers, { ...cardDeps, servers: names }),
    cancel: (click) => cancelRequest(click, cardDeps),
    mayApproveInEmergency: (click) => mayApproveInEmergency(click, cardDeps),
    approveInEmergency: (emergency) => approveInEmergency(emergency, cardDeps),
    mayReview: (click) => mayReview(click, cardDeps),
    review: (review) => reviewRequest(review, cardDeps),
    pause: (server, by, reason) => pauseQueue(server, by, reason, { ...store, clock }),
    resume: (server, by) => resumeQueue(server, by, { ...store, clock }),
    status: (name) => serverStatus(named(servers, name), { ...store, clock }),
    nameDelegate: (naming) => nameDelegate(naming, { ...store, people, policy, clock, deliver }),
    endDelegation: (approver) => endDelegation(approver, approver, { ...store, clock, deliver }),
    keep: (click) => keepAsItIs(click, { ...store, people, policy, clock, deliver }),
    log,
  })

  await Promise.all(servers.map((server) => readOnce(server, log)))
  parts.defer(slack.stop)
  await slack.start()
  deliverer.poke()
  watch.poke()
  waiting.poke()
  notes.poke()
  for (const worker of workers.values()) worker.poke()
  const running = parts.move()
  return { workspace: home.teamName, stop: () => running.disposeAsync() }
}

/**
 * The socket's own reconnecting fails with nobody waiting for it, when Slack refuses the token. Gives what to tell of an
 * error that nobody caught.
 */
export function explainReconnecting(error: unknown): unknown {
  return platformReason(error) === undefined ? error : explainSocketError(error)
}

/** Ends the process as an error does that nobody caught: of a claim that was lost, too, nobody waits to hear. */
function endProcess(error: unknown): void {
  void Promise.reject(error)
}

/** Works, and looks for drift between two transactions. */
function createWorker(server: AppliedServer, deps: ApplyDeps & DriftDeps, now: () => number): Runner {
  const report = (error: unknown) => deps.log.error({ error, server: server.name }, 'the worker failed')
  const work = createWork(server, deps)
  const lookForDrift = createDriftWatch(server, deps, now)
  const run = async () => {
    const wait = await work()
    await lookForDrift()
    return wait
  }
  return createRunner(run, MINUTE, report)
}

function named(servers: readonly AppliedServer[], name: string): AppliedServer {
  const server = servers.find((candidate) => candidate.name === name)
  if (!server) throw new RangeError(`there is no server ${name}`)
  return server
}

/** Gives the first forms their facts. A server that does not answer in time is read again by the first form. */
async function readOnce(server: AppliedServer, log: Log): Promise<void> {
  try {
    const inventory = await factsWithin(server.cache, 0, PATIENCE)
    const found = { hosts: inventory?.hosts.length, subnets: inventory?.subnets.length }
    log.info({ server: server.name, ...found }, inventory ? 'server read' : 'the server has not answered yet')
  } catch (error) {
    log.warn({ error, server: server.name }, 'reading the server failed')
  }
}

function refuseOtherTeam(expected: string | undefined, found: string): void {
  if (expected === undefined || expected === found) return
  throw new SlackUnavailable(
    `SLACK_BOT_TOKEN belongs to the workspace ${found}, and the configuration says ${expected}.`,
    'Use the token of the right workspace, or correct slack.team in the configuration.',
  )
}
