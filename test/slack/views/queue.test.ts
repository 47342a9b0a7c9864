import { describe, expect, test } from 'vitest'
import { checkMessageBlocks } from '../../../demo/workspace/blocks/validate.ts'
import type { Drift } from '../../../src/request/drift.ts'
import { delayText } from '../../../src/slack/views/delay.ts'
import { driftMessage } from '../../../src/slack/views/drift.ts'
import type { Message } from '../../../src/slack/views/message.ts'
import { queueNotice, statusMessage } from '../../../src/slack/views/queue.ts'
import { approver, operator } from '../../support/people.ts'

const NOON = '2026-03-01T12:00:00.000Z'

function textOf({ blocks }: Message): string {
  return JSON.stringify(blocks)
}

describe('why a request waits', () => {
  test('says until when, in the reader’s own time', () => {
    const text = delayText({ reason: 'A window.', advice: 'Nothing to do.', until: NOON })

    expect(text).toMatch(/^Waits until <!date\^1772366400\^.*>: A window\. Nothing to do\.$/)
  })

  test('says who paused the queue and why', () => {
    expect(delayText({ reason: 'a <new> switch', advice: 'Wait.', by: operator })).toBe(
      'Paused by <@U0OPE>: a &lt;new&gt; switch Wait.',
    )
  })

  test('names whoever paused it at the command line', () => {
    expect(delayText({ reason: 'r', advice: 'a', by: { localUser: '*root*' } })).toContain(
      'root*\u200b (at the command line)',
    )
  })
})

describe('what the channel is told of a queue', () => {
  test('that has stopped: what happened, what dhcpd said, and how it goes on', () => {
    const message = queueNotice('campus', {
      type: 'stopped',
      at: NOON,
      transaction: 'tx-1',
      outcome: 'rolled-back',
      detail: 'no subnet <!channel>',
    })

    expect(textOf(message)).toContain('The old configuration was put back')
    expect(textOf(message)).toContain('no subnet &lt;!channel&gt;')
    expect(textOf(message)).toContain('/dhcp resume on campus')
  })

  test('that is paused and goes on: by whom, and why', () => {
    const paused = queueNotice('campus', { type: 'paused', at: NOON, by: operator, reason: 'a switch' })
    const resumed = queueNotice('campus', { type: 'resumed', at: NOON, by: { localUser: 'ann' } })

    expect(textOf(paused)).toMatch(/paused\* by <@U0OPE>\. a switch/)
    expect(textOf(resumed)).toMatch(/resumed by ann/)
  })
})

test('the status of a server says what waits, why, and what was changed by hand', () => {
  const hold = { reason: 'a switch', advice: 'Wait.', by: operator }
  const message = statusMessage([
    { server: 'campus', hold, waiting: 2, unreviewed: [], drifted: ['printer-2'] },
    { server: 'lab', hold: undefined, waiting: 0, unreviewed: [], drifted: [] },
  ])

  expect(message.text).toBe(
    '*campus*: Paused by <@U0OPE>: a switch Wait. 2 approved requests wait. Changed by hand since they were applied: printer-2.\n*lab*: Changes are applied as they are approved. Nothing waits.',
  )
})

describe('the message about what was changed by hand', () => {
  const host = {
    name: 'printer-2',
    expected: 'host printer-2 { one }',
    found: 'host printer-2 { two }',
    end: undefined,
  }

  function drift(changes: Partial<Drift> = {}): Drift {
    return {
      id: 'opaque',
      server: 'campus',
      noticedAt: NOON,
      version: 1,
      hosts: [host],
      keptBy: undefined,
      ...changes,
    }
  }

  test('shows what was applied and what the file says, with a button that carries the opaque id', () => {
    const text = textOf(driftMessage(drift()))

    expect(text).toContain('{ one }')
    expect(text).toContain('{ two }')
    expect(text).toContain('"value":"opaque"')
  })

  test('says that a host is gone', () => {
    expect(textOf(driftMessage(drift({ hosts: [{ ...host, found: undefined }] })))).toContain(
      'is gone from the file',
    )
  })

  test.for([
    ['kept', approver, 'Kept as it is* by <@U0APP>'],
    ['over', undefined, '*Over*'],
  ] as const)('that is %s has no button and says so', ([how, keptBy, said]) => {
    const text = textOf(driftMessage(drift({ hosts: [{ ...host, end: { how, at: NOON } }], keptBy })))

    expect(text).toContain(said)
    expect(text).not.toContain('opaque')
  })

  test('of a flood stays one that Slack takes', () => {
    const hosts = Array.from({ length: 5_000 }, (_, index) => ({
      ...host,
      name: `${'long'.repeat(50)}-${index}`,
      expected: 'x'.repeat(100_000),
    }))

    const message = driftMessage(drift({ hosts }))

    expect(message.blocks.length).toBeLessThanOrEqual(50)
    expect(checkMessageBlocks(message.blocks)).toMatchObject({ kind: 'valid' })
    expect(textOf(message)).toContain('And 4990 more: ')
  })
})
