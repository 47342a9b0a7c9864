import type { Configuration } from '../dhcpd/source.ts'
import { failoverTrouble } from './failover.ts'
import { closed, type MemberNames, type PairProgress, type PairStep } from './pair-progress.ts'
import { type ApplyAnswer, type DhcpServer, type PairStore, ServerUnreachable } from './ports.ts'

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

/** What a step of a pair's change asks of its members. */
export interface PairSteps {
  /**
   * Asks the member what became of a step that was begun, and takes it again where the member never saw it. Gives
   * undefined while it is not known. Rejects with ServerUnreachable.
   */
  ask(progress: PairProgress): Promise<ApplyAnswer | undefined>
  /** Takes a step that is stored and was not begun; rejects with ServerUnreachable when it is still to be done. */
  send(progress: PairProgress): Promise<ApplyAnswer>
}

/** How the steps behind the first are taken, and every step is asked for. */
export function createPairSteps(
  [first, second]: readonly [PairMember, PairMember],
  names: MemberNames,
  { pairs, wait }: PairDeps,
): PairSteps {
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

  async function send(progress: PairProgress): Promise<ApplyAnswer> {
    const { step } = progress
    switch (step.kind) {
      case 'second':
        return sendToSecond(memberId(progress), step).catch(putOff)
      case 'put-back':
        return putBack(memberId(progress), step)
      default:
        throw new Error(`a change is not ${step.kind === 'first' ? 'begun' : 'ended'} here`)
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

  return { ask, send }
}

/** The id of the member's transaction that a step is about. */
export function memberId({ id, step }: PairProgress): string {
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

/** A member that could not be sent anything has done nothing. */
export function putOff(error: unknown): ApplyAnswer {
  if (!(error instanceof ServerUnreachable)) throw error
  return { kind: 'put-off', reason: error.message, advice: error.advice }
}
