import { expect, test } from 'vitest'
import { nextStep, type PairStep } from '../../src/usecases/pair-progress.ts'
import type { ApplyAnswer } from '../../src/usecases/ports.ts'

const NAMES = { first: 'dhcp1', second: 'dhcp2' }
const undo = [{ path: 'dhcpd.conf', offset: 3, length: 5, content: '' }]
const partner = { digest: 'base2', edits: [{ path: 'dhcpd.conf', offset: 3, length: 0, content: 'added' }] }

const applied = { kind: 'applied', digest: 'after1', steps: [{ step: 'restart', milliseconds: 7 }] } as const
const unchanged = { kind: 'unchanged' } as const
const refused = { kind: 'refused', reason: 'environment', detail: 'the disk is full' } as const
const rolledBack = { kind: 'rolled-back', detail: 'dhcpd did not stay' } as const
const needsOperator = { kind: 'needs-operator', detail: 'dhcpd is down' } as const
const stale = { kind: 'stale' } as const
const busy = { kind: 'busy' } as const
const putOff = { kind: 'put-off', reason: 'dhcp2 cannot be reached.', advice: 'Look.' } as const
const unknown = { kind: 'unknown', detail: 'cut' } as const

const onFirst: PairStep = { kind: 'first', undo, partner }
const onSecond: PairStep = { kind: 'second', first: applied, attempt: 1, undo, partner }
const afterUnchanged: PairStep = { kind: 'second', first: unchanged, attempt: 1, undo, partner }
const puttingBack: PairStep = {
  kind: 'put-back',
  attempt: 1,
  undo,
  digest: 'after1',
  failure: { sentence: 'dhcp2: the disk is full', advice: undefined },
}

function ended(answer: ApplyAnswer): PairStep {
  return { kind: 'ended', answer }
}

function withdrawn(sentence: string, advice?: string): PairStep {
  return { kind: 'put-back', attempt: 1, undo, digest: 'after1', failure: { sentence, advice } }
}

test.each<[string, PairStep, ApplyAnswer, PairStep | undefined]>([
  ['the first has it, the second is next', onFirst, applied, onSecond],
  ['the first had it already, the second is next', onFirst, unchanged, afterUnchanged],
  ['the first refuses', onFirst, refused, ended({ ...refused, detail: 'dhcp1: the disk is full' })],
  [
    'the first did not start with it',
    onFirst,
    rolledBack,
    ended({ kind: 'rolled-back', detail: 'dhcp1: dhcpd did not stay. dhcp2 was left as it is.' }),
  ],
  [
    'the first may not serve',
    onFirst,
    needsOperator,
    ended({ kind: 'needs-operator', detail: 'dhcp1: dhcpd is down. dhcp2 was left as it is.' }),
  ],
  ['the first was edited by hand', onFirst, stale, ended(stale)],
  ['the first is busy', onFirst, busy, ended(busy)],
  ['the first cannot be reached', onFirst, putOff, ended(putOff)],
  ['of the first nothing is known', onFirst, unknown, undefined],

  [
    'both have it',
    onSecond,
    { ...applied, digest: 'after2' },
    ended({
      kind: 'applied',
      digest: 'after1',
      steps: [
        { step: 'dhcp1 restart', milliseconds: 7 },
        { step: 'dhcp2 restart', milliseconds: 7 },
      ],
      detail: 'dhcpd was restarted on dhcp1 and then on dhcp2, and is healthy on both.',
    }),
  ],
  [
    'the second had it already',
    onSecond,
    unchanged,
    ended({
      ...applied,
      detail: 'dhcpd was restarted on dhcp1 and is healthy; dhcp2 held this already and was left alone.',
    }),
  ],
  ['the second refuses', onSecond, refused, withdrawn('dhcp2: the disk is full')],
  ['the second did not start with it', onSecond, rolledBack, withdrawn('dhcp2: dhcpd did not stay')],
  [
    'the second may not serve, and the first does',
    onSecond,
    needsOperator,
    ended({ kind: 'needs-operator', detail: 'dhcp2: dhcpd is down. dhcp1 has the change and serves.' }),
  ],
  [
    'the second was edited by hand',
    onSecond,
    stale,
    withdrawn(
      'The configuration of dhcp2 was changed by hand in the meantime',
      'Save and close the file on dhcp2; it is tried again by itself.',
    ),
  ],
  [
    'the second is busy',
    onSecond,
    busy,
    withdrawn('Another change of dhcp2 was under way', 'It is tried again by itself.'),
  ],
  ['the second cannot be reached', onSecond, putOff, withdrawn('dhcp2 cannot be reached.', 'Look.')],
  ['of the second nothing is known', onSecond, unknown, undefined],

  [
    'only the second had to be changed',
    afterUnchanged,
    applied,
    ended({
      ...applied,
      detail: 'dhcpd was restarted on dhcp2 and is healthy; dhcp1 held this already and was left alone.',
    }),
  ],
  ['both had it already', afterUnchanged, unchanged, ended(unchanged)],
  [
    'the second refuses what the first had already',
    afterUnchanged,
    refused,
    ended({ ...refused, detail: 'dhcp2: the disk is full' }),
  ],
  [
    'the second did not start with what the first had already',
    afterUnchanged,
    rolledBack,
    ended({ ...rolledBack, detail: 'dhcp2: dhcpd did not stay' }),
  ],
  [
    'the second may not serve with what the first had already',
    afterUnchanged,
    needsOperator,
    ended({ kind: 'needs-operator', detail: 'dhcp2: dhcpd is down. dhcp1 held the change already.' }),
  ],
  ['the second was edited by hand, and the first had it already', afterUnchanged, stale, ended(stale)],

  [
    'the first is put back',
    puttingBack,
    applied,
    ended({
      kind: 'rolled-back',
      detail: 'dhcp2: the disk is full. dhcp1 was changed before and was put back.',
    }),
  ],
  [
    'the first is put back, and another try may do',
    { ...puttingBack, failure: { sentence: 'Another change of dhcp2 was under way', advice: 'Wait.' } },
    applied,
    ended({
      kind: 'put-off',
      reason: 'Another change of dhcp2 was under way. dhcp1 was changed before and was put back.',
      advice: 'Wait.',
    }),
  ],
  ...[refused, rolledBack, needsOperator].map((answer): [string, PairStep, ApplyAnswer, PairStep] => [
    `the first cannot be put back: ${answer.kind}`,
    puttingBack,
    answer,
    ended({
      kind: 'needs-operator',
      detail: `dhcp2: the disk is full. dhcp1 has the change and could not be put back: ${answer.detail}. Make dhcp1 and dhcp2 say the same again by hand.`,
    }),
  ]),
  [
    'the first was edited by hand and cannot be put back',
    puttingBack,
    stale,
    ended({
      kind: 'needs-operator',
      detail:
        'dhcp2: the disk is full. dhcp1 has the change and could not be put back: its file was changed by hand meanwhile. Make dhcp1 and dhcp2 say the same again by hand.',
    }),
  ],
  ['the first is busy and is put back later', puttingBack, busy, undefined],
  ['of the putting back nothing is known', puttingBack, unknown, undefined],
])('%s', (_, step, answer, next) => {
  expect(nextStep(step, answer, NAMES)).toEqual(next)
})

test('a change that has ended stays as it ended', () => {
  expect(nextStep(ended(unchanged), applied, NAMES)).toEqual(ended(unchanged))
})
