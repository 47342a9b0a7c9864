import { randomUUID } from 'node:crypto'
import { buildServer } from './build-server.ts'
import { policyOf } from './config/policy-of.ts'
import type { Settings } from './config/settings.ts'
import { dayOf } from './request/registration.ts'
import { listens, type Role, refuseHalfABot, works } from './roles.ts'
import { createSlackApp, createSlackClient } from './slack/app.ts'
import { APPROVALS, AUDIT, warnWhenNotInChannel } from './slack/channel.ts'
import { warnOfUnknownCircles } from './slack/circles.ts'
import { createHeadPoster } from './slack/head-poster.ts'
import { checkAppToken, explainSocketError, findHome, SlackUnavailable } from './slack/home.ts'
import { createMessenger } from './slack/messenger.ts'
import { patientChat } from './slack/patience.ts'
import { createPeople } from './slack/people.ts'
import { platformReason } from './slack/slack-error.ts'
import {
  answerDoorbell,
  sharingOf,
  startDeliverer,
  startHeadPosts,
  startMessageBell,
  startOwnerTimers,
  startQueueWatch,
  startTimers,
  startWorker,
  type Working,
} from './start-work.ts'
import { claimStore } from './store/claim.ts'
import { openStore } from './store/store.ts'
import { keepUntil, letGo, mayAnswer } from './usecases/answer-ask.ts'
import type { AppliedServer } from './usecases/apply-requests.ts'
import { approveInEmergency, mayApproveInEmergency } from './usecases/approve-in-emergency.ts'
import { approveRequest } from './usecases/approve-request.ts'
import { cancelById, cancelRequest } from './usecases/cancel-request.ts'
import { endDelegation, nameDelegate } from './usecases/delegate.ts'
import { denyRequest, mayDeny } from './usecases/deny-request.ts'
import { editOnCard, mayEdit } from './usecases/edit-on-card.ts'
import { pauseQueue, resumeQueue } from './usecases/hold-queue.ts'
import { hostsOf } from './usecases/hosts-of.ts'
import { factsWithin } from './usecases/inventory-cache.ts'
import { keepAsItIs } from './usecases/keep-drift.ts'
import { keptAddresses } from './usecases/kept-addresses.ts'
import { offerAddress } from './usecases/offer-address.ts'
import { overviewFor } from './usecases/overview.ts'
import type { Clock, Log, People } from './usecases/ports.ts'
import { policyFor } from './usecases/resolve-policy.ts'
import { mayReview, reviewRequest } from './usecases/review-request.ts'
import type { Runner } from './usecases/runner.ts'
import { serverStatus } from './usecases/server-status.ts'
import { submitRequest } from './usecases/submit-request.ts'
import { undoById } from './usecases/undo-request.ts'

export { createLog } from './ops/log.ts'

const systemClock: Clock = () => new Date().toISOString()

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

/** So many servers are changed at the same time for rings from other processes. */
const AT_ONCE = 4
/** Milliseconds that a start waits for the servers to be read. */
const PATIENCE = 5_000

/**
 * Builds the parts, hands each the few things it needs, and starts them.
 * @param role what this process does of the bot's work
 * @param clock what everything goes by that happens on a day or at a time
 * @throws ExplainedError, when Slack or the store cannot be used; what was started before is ended again. A server that
 * cannot be reached stops nothing: it is tried again, and people are told.
 */
export async function startBot(
  settings: Settings,
  log: Log,
  role: Role = 'both',
  clock: Clock = systemClock,
): Promise<Bot> {
  await using parts = new AsyncDisposableStack()
  const { slack: access } = settings
  refuseHalfABot(role, settings.store)
  const client = createSlackClient(access.botToken, access, log)
  const home = await findHome(client)
  refuseOtherTeam(access.team, home.team)
  const { approvals, auditChannel } = access
  if (listens(role)) {
    await checkAppToken(createSlackClient(access.appToken, access, log))
    await warnWhenNotInChannel(client, approvals, APPROVALS, log)
    if (auditChannel !== undefined) await warnWhenNotInChannel(client, auditChannel, AUDIT, log)
  }
  parts.defer(await claimStore(settings.store, endProcess))
  const store = await openStore(settings.store, () => new Date(clock()))
  parts.defer(store.close)
  const policy = policyOf(settings.policy, home.team)
  const now = () => performance.now()
  const working: Working = { store, sharing: sharingOf(store, log), log }

  const people: People = {
    ...createPeople(client, home, now, log),
    delegations: () => store.delegations.inForce(clock()),
  }
  await warnOfUnknownCircles(policy, people, log)
  const messenger = createMessenger(patientChat(client.chat, now), access.approvals, (request) =>
    policyFor([request], policy, people),
  )
  const deliverer = running(
    listens(role) ? startDeliverer({ messenger, clock, log }, working) : startMessageBell(working),
  )
  const deliver = deliverer.poke
  const servers = settings.servers.map((config) => buildServer(config, settings.names, store.pairs, now))
  for (const server of servers) parts.defer(server.remote.close)
  for (const { name, remote } of servers) if (remote.trial) log.warn({ server: name }, TRIAL)
  const applyDeps = { ...store, people, policy, clock, deliver, newTransactionId: randomUUID, log }
  const workers = new Map(
    servers
      .filter(() => works(role))
      .map((server) => [server.name, running(startWorker(server, applyDeps, now, working))]),
  )
  const wake = (name: string) => workers.get(name)?.poke()
  // Where processes share the store, an approval rings in its own transaction.
  const ring = store.shared ? () => {} : wake
  const names = servers.map(({ name }) => name)
  const cardDeps = { ...store, people, policy, clock, deliver, ring }
  const submitDeps = { ...cardDeps, servers: names }
  const bot = { team: home.team, user: home.botUser }
  const others = [
    startQueueWatch(wake, deliver, working),
    ...startTimers(names, cardDeps, working),
    ...startOwnerTimers(servers, { ...submitDeps, bot, askBefore: settings.policy.ends.ask }, working),
    ...(auditChannel === undefined
      ? []
      : [startHeadPosts(auditChannel, { post: createHeadPoster(client, auditChannel), clock }, working)]),
  ].map(running)

  await Promise.all(servers.map((server) => readOnce(server, log)))
  const answering = { workers, atOnce: AT_ONCE, deliverer: listens(role) ? deliverer : undefined }
  parts.defer(await answerDoorbell(answering, working))
  if (listens(role)) {
    const askDeps = { ...submitDeps, desks: servers }
    const slack = createSlackApp(access, home, client, {
      desks: servers,
      forms: store.forms,
      answers: store.answers,
      people,
      policy,
      offer: (form, inventory, subnet) => offerAddress(form, inventory, subnet, store),
      requests: store.requests,
      cardsOf: store.cards.ofRequest,
      policyFor: (request) => policyFor([request], policy, people),
      kept: (server) => keptAddresses(server, store),
      submit: (submission, desk) => submitRequest(submission, desk, submitDeps),
      undo: (id, submission, desk) => undoById(id, submission, desk, submitDeps),
      approve: (click) => approveRequest(click, cardDeps),
      mayDeny: (click) => mayDeny(click, cardDeps),
      deny: (denial) => denyRequest(denial, cardDeps),
      mayEdit: (click) => mayEdit(click, cardDeps),
      edit: (edit) => editOnCard(edit, servers, submitDeps),
      cancel: (click) => cancelRequest(click, cardDeps),
      cancelById: (id, by) => cancelById(id, by, cardDeps),
      mayApproveInEmergency: (click) => mayApproveInEmergency(click, cardDeps),
      approveInEmergency: (emergency) => approveInEmergency(emergency, cardDeps),
      mayReview: (click) => mayReview(click, cardDeps),
      review: (review) => reviewRequest(review, cardDeps),
      pause: (server, by, reason) => pauseQueue(server, by, reason, { ...store, clock }),
      resume: (server, by) => resumeQueue(server, by, { ...store, clock }),
      status: (name) => serverStatus(named(servers, name), { ...store, clock }),
      nameDelegate: (naming) => nameDelegate(naming, { ...store, people, policy, clock, deliver }),
      endDelegation: (approver) => endDelegation(approver, approver, { ...store, clock, deliver }),
      keep: (click) => keepAsItIs(click, cardDeps),
      mayAnswer: (click) => mayAnswer(click, askDeps),
      keepUntil: (answer) => keepUntil(answer, askDeps),
      letGo: (answer) => letGo(answer, askDeps),
      today: () => dayOf(clock()),
      hostsOf: (person) => hostsOf(person, submitDeps),
      overview: (person) => overviewFor(person, servers, { ...store, people, policy, clock }),
      workspaceUrl: home.url,
      log,
    })
    parts.defer(slack.stop)
    await slack.start()
  }
  for (const runner of [deliverer, ...others, ...workers.values()]) runner.poke()
  const kept = parts.move()
  return { workspace: home.teamName, stop: () => kept.disposeAsync() }

  function running(runner: Runner): Runner {
    parts.defer(runner.stop)
    return runner
  }
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
