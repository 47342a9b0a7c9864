import { expect, test } from 'vitest'
import { describeOutcome } from '../../../src/slack/views/outcome.ts'
import { differenceNotice, pairText } from '../../../src/slack/views/pair.ts'
import { statusMessage } from '../../../src/slack/views/queue.ts'

const NAMES = { first: 'dhcp1', second: 'dhcp<2>' }

test('of a pair that is well nothing is said', () => {
  expect(pairText({ ...NAMES, differing: [], trouble: undefined })).toBe('')
})

test('the status says where the members differ and why changes wait, with nothing of it as markup', () => {
  const pair = { ...NAMES, differing: ['printer-2', '<!channel>'], trouble: 'dhcp<2> says: my state paused' }

  const { text } = statusMessage([
    { server: 'campus', hold: undefined, waiting: 0, unreviewed: [], drifted: [], pair },
  ])

  expect(text).toContain(
    'Changes wait until the failover state of both members is normal: dhcp&lt;2&gt; says: my state paused.',
  )
  expect(text).toContain('Not the same on dhcp1 and dhcp&lt;2&gt;: printer-2, &lt;!channel&gt;.')
})

test('of a flood of hosts that differ the first are named', () => {
  const differing = Array.from({ length: 5_000 }, (_, index) => `host-${index}`)

  expect(pairText({ ...NAMES, differing, trouble: undefined })).toMatch(/host-19 and 4980 more\./)
})

test('the channel is told which hosts differ, what to do, and when they do not any more', () => {
  const differ = differenceNotice('campus', { ...NAMES, hosts: ['printer-2'] })
  const agree = differenceNotice('campus', { ...NAMES, hosts: [] })

  expect(differ.text).toBe(
    '*The members of campus differ.* Not the same on dhcp1 and dhcp&lt;2&gt;: printer-2. They cannot be changed here until somebody has made both files say the same.',
  )
  expect(agree.text).toBe('*The members of campus carry the same hosts again*: dhcp1 and dhcp&lt;2&gt;.')
})

test('an outcome says what happened on which member', () => {
  expect(describeOutcome({ kind: 'applied', detail: 'On both.' }).detail).toBe('On both.')
  expect(describeOutcome({ kind: 'applied' }).detail).toBe('dhcpd was restarted and is healthy.')
})
