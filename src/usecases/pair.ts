import { inverseEdits } from '../dhcpd/inverse-edits.ts'
import type { Configuration } from '../dhcpd/source.ts'
import { failoverTrouble } from './failover.ts'
import { closed, type MemberNames, nextStep, type PairProgress, type PairStep } from './pair-progress.ts'
import {
  type ApplyAnswer,
  type DhcpServer,
  type PairStore,
  ServerUnreachable,
  type StatusAnswer,
  type TestAnswer,
  type Transaction,
} from './ports.ts'

/** A member of a failover pair. */
export interface PairMember {
  /** How people call it. */
  readonly name: string
  readonly remote: DhcpServer
}

export interface PairDeps {
  readonly pairs: PairStore
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** How often, and at which intervals (milliseconds), a pair is looked at that is to come back to its normal state. */
const LOOKS = 120
const BETWEEN_LOOKS = 500
/** How often a member that is busy is asked again, and after how many seconds where it does not say. */
const BUSY_TRIES = 5
const BUSY_SECONDS = 1

/**
 * Two members as one server. A change is a transaction of each, the first's first: both test it before either is
 * touched, the second follows when the pair is at its normal state again, and when it does not take the change the first
 * is put back. No member's lock is held while the other is asked (SAFETY C2); each takes its own, always in this order.
 */
export function createPair(
  name: string,
  [first, second]: readonly [PairMember, PairMember],
  { pairs, wait }: PairDeps,
): DhcpServer {
  const names: MemberNames = { first: first.name, second: second.name }

  async function apply(transaction: Transaction): Promise<ApplyAnswer> {
    const known = await pairs.find(transaction.id)
    if (known) return conclude(goOn(known, ask))
    const tested = await test(transaction)
    if (tested.kind !== 'passed') return tested
    const { id, base, edits } = transaction
    const { base: partnerBase, edits: partnerEdits } = partnerOf(transaction)
    const step: PairStep = {
      kind: 'first',
      undo: inverseEdits(base.files, edits),
      partner: { digest: partnerBase.digest, edits: partnerEdits },
    }
    const progress = { id, server: name, step }
    await pairs.keep(progress)
    const begin = () => first.remote.apply({ id: memberId(progress), base, edits }).catch(putOff)
    return conclude(goOn(progress, begin))
  }

  /** What was begun and has not ended is asked for again; no error may look as if nothing was sent. */
  async function conclude(going: Promise<ApplyAnswer | undefined>): Promise<ApplyAnswer> {
    const unknown = (detail: string): ApplyAnswer => ({ kind: 'unknown', detail })
    try {
      return (await going) ?? unknown(`It is not known yet how far the change of ${name} has come.`)
    } catch (error) {
      if (error instanceof ServerUnreachable) return unknown(error.message)
      throw error
    }
  }

  /** Takes one step after another until the change has ended; undefined when it is not known how the last one did. */
  async function goOn(
    from: PairProgress,
    begin: (progress: PairProgress) => Promise<ApplyAnswer | undefined>,
  ): Promise<ApplyAnswer | undefined> {
    let progress = from
    let act = begin
    while (progress.step.kind !== 'ended') {
      const answer = await act(progress)
      const step = answer && nextStep(progress.step, answer, names)
      if (!step) return undefined
      progress = { ...progress, step }
      await pairs.keep(progress)
      act = send
    }
    return progress.step.answer
  }

  /** Asks the member what became of a step that was begun. Rejects with ServerUnreachable. */
  async function ask(progress: PairProgress): Promise<ApplyAnswer | undefined> {
    const member = progress.step.kind === 'second' ? second : first
    const status = await member.remote.status(memberId(progress))
    switch (status.kind) {
      case 'running':
        return undefined
      case 'recorded':
        return status.answer
      case 'unknown-transaction':
        return beginAgain(progress)
      default:
        return status satisfies never
    }
  }

  /** The member never saw it, and having said so refuses it for ever: another id is needed. */
  async function beginAgain({ id, server, step }: PairProgress): Promise<ApplyAnswer | undefined> {
    if (step.kind === 'first' || step.kind === 'ended')
      return {
        kind: 'put-off',
        reason: `${names.first} never began.`,
        advice: 'It is tried again by itself.',
      }
    const again = { id, server, step: { ...step, attempt: step.attempt + 1 } }
    await pairs.keep(again)
    return send(again)
  }

  async function send(progress: PairProgress): Promise<ApplyAnswer | undefined> {
    const { step } = progress
    switch (step.kind) {
      case 'second':
        return sendToSecond(memberId(progress), step).catch(putOff)
      case 'put-back':
        return putBack(memberId(progress), step)
      default:
        throw new Error(`a change of ${name} is begun and ended by others`)
    }
  }

  async function sendToSecond(
    id: string,
    { partner: { digest, edits } }: Extract<PairStep, { kind: 'second' }>,
  ): Promise<ApplyAnswer> {
    const base = await whenNormal()
    if (typeof base === 'string') {
      const seconds = (LOOKS * BETWEEN_LOOKS) / 1_000
      const detail = `it was left as it is, as the pair did not become normal within ${seconds} seconds. ${base}`
      return { kind: 'refused', reason: 'environment', detail }
    }
    if (base.digest !== digest) return { kind: 'stale' }
    return patiently(() => second.remote.apply({ id, base, edits }))
  }

  /** Waits for the first to serve as before its restart; gives what the second then says, or what is still amiss. */
  async function whenNormal(): Promise<Configuration | string> {
    for (let looks = 1; ; looks++) {
      const seen = await look()
      if (typeof seen !== 'string' || looks === LOOKS) return seen
      await wait(BETWEEN_LOOKS)
    }
  }

  async function look(): Promise<Configuration | string> {
    try {
      const [onFirst, onSecond] = await Promise.all([first.remote.read(), second.remote.read()])
      return failoverTrouble(onFirst, onSecond, names) ?? onSecond
    } catch (error) {
      if (error instanceof ServerUnreachable) return error.message
      throw error
    }
  }

  /** What cannot be done now stays to be done; people are told that the members differ. */
  async function putBack(
    id: string,
    { undo, digest, failure }: Extract<PairStep, { kind: 'put-back' }>,
  ): Promise<ApplyAnswer> {
    try {
      const base = await first.remote.read()
      if (base.digest !== digest) return { kind: 'stale' }
      return await patiently(() => first.remote.apply({ id, base, edits: undo }))
    } catch (error) {
      if (!(error instanceof ServerUnreachable)) throw error
      const sentence = `${closed(failure.sentence)} ${names.first} has the change, ${names.second} has not, and ${names.first} still has to be put back. ${error.message}`
      throw new ServerUnreachable(sentence, error.advice, { cause: error })
    }
  }

  /** Whatever holds a lock for a moment, or a restart that has to wait, need not end a change that is half done. */
  async function patiently(act: () => Promise<ApplyAnswer>): Promise<ApplyAnswer> {
    for (let tries = 1; ; tries++) {
      const answer = await act()
      if (answer.kind !== 'busy' || tries === BUSY_TRIES) return answer
      await wait((answer.againInSeconds ?? BUSY_SECONDS) * 1_000)
    }
  }

  /** Neither member is touched. */
  async function test(transaction: Transaction): Promise<TestAnswer> {
    const { id, base, edits } = transaction
    const onFirst = await first.remote.test({ id: `${id}.first-test`, base, edits })
    if (onFirst.kind !== 'passed') return named(onFirst, first)
    const onSecond = await second.remote.test({ id: `${id}.second-test`, ...partnerOf(transaction) })
    return named(onSecond, second)
  }

  async function status(id: string): Promise<StatusAnswer> {
    const progress = await pairs.find(id)
    if (!progress) return { kind: 'unknown-transaction' }
    const answer = await goOn(progress, ask)
    return answer ? { kind: 'recorded', answer } : { kind: 'running' }
  }

  return {
    name,
    trial: first.remote.trial || second.remote.trial,
    read: first.remote.read,
    apply,
    test,
    status,
    probe: first.remote.probe,
    close: async () => void (await Promise.all([first.remote.close(), second.remote.close()])),
  }
}

/** The id of the member's transaction that a step is about. */
function memberId({ id, step }: PairProgress): string {
  switch (step.kind) {
    case 'first':
    case 'ended':
      return `${id}.first`
    case 'second':
    case 'put-back':
      return `${id}.${step.kind}-${step.attempt}`
    default:
      return step satisfies never
  }
}

function partnerOf({ partner }: Transaction) {
  if (partner) return partner
  throw new RangeError('a transaction of a pair has a plan for each member')
}

function named(answer: TestAnswer, { name }: PairMember): TestAnswer {
  return answer.kind === 'refused' ? { ...answer, detail: `${name}: ${answer.detail}` } : answer
}

/** A member that could not be sent anything has done nothing. */
function putOff(error: unknown): ApplyAnswer {
  if (!(error instanceof ServerUnreachable)) throw error
  return { kind: 'put-off', reason: error.message, advice: error.advice }
}
