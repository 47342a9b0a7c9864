import type { Edit } from '../dhcpd/source.ts'
import type { ApplyAnswer, StepTime } from './ports.ts'

/** How far a change of a failover pair has come. Stored before each step, so that a killed bot finds its way. */
export interface PairProgress {
  /** The transaction of the whole; those of the members are derived from it. */
  readonly id: string
  readonly server: string
  readonly step: PairStep
}

/** The members are changed one after the other: while one restarts, the other serves. */
export type PairStep =
  /** The first member's transaction is sent. */
  | ({ readonly kind: 'first' } & Rest)
  /** The first is done with; the second's is sent when the pair is at its normal state again. */
  | ({ readonly kind: 'second'; readonly first: FirstDone; readonly attempt: number } & Rest)
  /** The second was not changed: the first's inverse transaction is sent. */
  | {
      readonly kind: 'put-back'
      readonly attempt: number
      /** What of the first is taken back, and the digest of the configuration that it is planned on. */
      readonly undo: readonly Edit[]
      readonly digest: string
      readonly failure: Failure
    }
  | { readonly kind: 'ended'; readonly answer: ApplyAnswer }

/** What is still to be done, as far as it can be known beforehand. */
export interface Rest {
  /** Takes back what the first member's transaction does. */
  readonly undo: readonly Edit[]
  /** The second's plan, and the digest of the configuration that it was made on. */
  readonly partner: { readonly digest: string; readonly edits: readonly Edit[] }
}

type FirstDone =
  | { readonly kind: 'applied'; readonly digest: string; readonly steps: readonly StepTime[] }
  /** It held the change already: there is nothing to put back. */
  | { readonly kind: 'unchanged' }

/** Why the second was not changed, and what that makes of the whole once the first is as it was. */
interface Failure {
  readonly sentence: string
  /** Undefined where a person has to look first; else what to do so that another try may do. */
  readonly advice: string | undefined
}

/** How people call the members, in the order in which they are changed. */
export interface MemberNames {
  readonly first: string
  readonly second: string
}

/**
 * The step after an answer of the member that the present one is about.
 * @returns undefined where the answer leaves open what became of it: the member is to be asked
 */
export function nextStep(step: PairStep, answer: ApplyAnswer, names: MemberNames): PairStep | undefined {
  switch (step.kind) {
    case 'first':
      return afterFirst(step, answer, names)
    case 'second':
      return afterSecond(step, answer, names)
    case 'put-back':
      return afterPutBack(step, answer, names)
    case 'ended':
      return step
    default:
      return step satisfies never
  }
}

function afterFirst(
  { undo, partner }: Rest,
  answer: ApplyAnswer,
  { first, second }: MemberNames,
): PairStep | undefined {
  switch (answer.kind) {
    case 'applied':
    case 'unchanged':
      return { kind: 'second', first: answer, attempt: 1, undo, partner }
    case 'refused':
      return ended({ ...answer, detail: `${first}: ${answer.detail}` })
    case 'rolled-back':
    case 'needs-operator':
      return ended({ ...answer, detail: `${first}: ${closed(answer.detail)} ${second} was left as it is.` })
    case 'stale':
    case 'busy':
    case 'put-off':
      return ended(answer)
    case 'unknown':
      return undefined
    default:
      return answer satisfies never
  }
}

function afterSecond(
  step: Extract<PairStep, { kind: 'second' }>,
  answer: ApplyAnswer,
  names: MemberNames,
): PairStep | undefined {
  const { first, second } = names
  switch (answer.kind) {
    case 'applied':
    case 'unchanged':
      return ended(doneOnBoth(step.first, answer, names))
    case 'needs-operator':
      // It is not known whether the second serves: the first, which does, is not restarted again.
      return ended({
        kind: 'needs-operator',
        detail: `${second}: ${closed(answer.detail)} ${onFirst(step, first)}`,
      })
    case 'refused':
    case 'rolled-back': {
      const detail = `${second}: ${answer.detail}`
      return withdraw(step, { sentence: detail, advice: undefined }, { ...answer, detail })
    }
    case 'stale':
      return withdraw(step, editedMeanwhile(second), answer)
    case 'busy':
      return withdraw(step, busyMeanwhile(second), answer)
    case 'put-off':
      return withdraw(step, { sentence: answer.reason, advice: answer.advice }, answer)
    case 'unknown':
      return undefined
    default:
      return answer satisfies never
  }
}

/**
 * The second has not got the change: neither may the first keep it.
 * @param answer what the whole comes to where the first was not changed
 */
function withdraw(
  { first, undo }: Extract<PairStep, { kind: 'second' }>,
  failure: Failure,
  answer: ApplyAnswer,
): PairStep {
  if (first.kind === 'unchanged') return ended(answer)
  return { kind: 'put-back', attempt: 1, undo, digest: first.digest, failure }
}

function afterPutBack(
  { failure }: Extract<PairStep, { kind: 'put-back' }>,
  answer: ApplyAnswer,
  { first, second }: MemberNames,
): PairStep | undefined {
  switch (answer.kind) {
    case 'applied':
    case 'unchanged':
      return ended(withdrawn(failure, first))
    case 'refused':
    case 'rolled-back':
    case 'needs-operator':
    case 'stale': {
      const why = answer.kind === 'stale' ? 'its file was changed by hand meanwhile' : answer.detail
      const detail = `${closed(failure.sentence)} ${first} has the change and could not be put back: ${closed(why)} Make ${first} and ${second} say the same again by hand.`
      return ended({ kind: 'needs-operator', detail })
    }
    // Nobody else will do it: it is tried until it is done.
    case 'busy':
    case 'put-off':
    case 'unknown':
      return undefined
    default:
      return answer satisfies never
  }
}

function withdrawn({ sentence, advice }: Failure, first: string): ApplyAnswer {
  const reason = `${closed(sentence)} ${first} was changed before and was put back.`
  return advice === undefined ? { kind: 'rolled-back', detail: reason } : { kind: 'put-off', reason, advice }
}

function doneOnBoth(
  onFirst: FirstDone,
  onSecond: Extract<ApplyAnswer, { kind: 'applied' | 'unchanged' }>,
  { first, second }: MemberNames,
): ApplyAnswer {
  if (onFirst.kind === 'applied' && onSecond.kind === 'applied') {
    const steps = [...onFirst.steps.map(of(first)), ...onSecond.steps.map(of(second))]
    const detail = `dhcpd was restarted on ${first} and then on ${second}, and is healthy on both.`
    return { kind: 'applied', digest: onFirst.digest, steps, detail }
  }
  if (onFirst.kind === 'applied') return { ...onFirst, detail: onlyOn(first, second) }
  return onSecond.kind === 'applied' ? { ...onSecond, detail: onlyOn(second, first) } : onSecond
}

function onlyOn(changed: string, held: string): string {
  return `dhcpd was restarted on ${changed} and is healthy; ${held} held this already and was left alone.`
}

function of(member: string): (step: StepTime) => StepTime {
  return ({ step, milliseconds }) => ({ step: `${member} ${step}`, milliseconds })
}

function onFirst({ first }: Extract<PairStep, { kind: 'second' }>, name: string): string {
  return first.kind === 'applied' ? `${name} has the change and serves.` : `${name} held the change already.`
}

function editedMeanwhile(second: string): Failure {
  return {
    sentence: `The configuration of ${second} was changed by hand in the meantime`,
    advice: `Save and close the file on ${second}; it is tried again by itself.`,
  }
}

function busyMeanwhile(second: string): Failure {
  return {
    sentence: `Another change of ${second} was under way`,
    advice: 'It is tried again by itself.',
  }
}

/** As a sentence: some of what members say ends with a full stop. */
export function closed(sentence: string): string {
  return sentence.replace(/\.?$/, '.')
}

function ended(answer: ApplyAnswer): PairStep {
  return { kind: 'ended', answer }
}
