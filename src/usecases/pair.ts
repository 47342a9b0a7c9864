import { inverseEdits } from '../dhcpd/inverse-edits.ts'
import { type MemberNames, nextStep, type PairProgress, type PairStep } from './pair-progress.ts'
import { createPairSteps, memberId, type PairDeps, type PairMember, putOff } from './pair-steps.ts'
import {
  type ApplyAnswer,
  type DhcpServer,
  ServerUnreachable,
  type StatusAnswer,
  type TestAnswer,
  type Transaction,
} from './ports.ts'

/**
 * Two members as one server. A change is a transaction of each, the first's first: both test it before either is
 * touched, the second follows when the pair is at its normal state again, and when it does not take the change the first
 * is put back. No member's lock is held while the other is asked (SAFETY C2); each takes its own, always in this order.
 */
export function createPair(
  name: string,
  members: readonly [PairMember, PairMember],
  deps: PairDeps,
): DhcpServer {
  const [first, second] = members
  const { pairs } = deps
  const names: MemberNames = { first: first.name, second: second.name }
  const { ask, send } = createPairSteps(members, names, deps)

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

function partnerOf({ partner }: Transaction) {
  if (partner) return partner
  throw new RangeError('a transaction of a pair has a plan for each member')
}

function named(answer: TestAnswer, { name }: PairMember): TestAnswer {
  return answer.kind === 'refused' ? { ...answer, detail: `${name}: ${answer.detail}` } : answer
}
