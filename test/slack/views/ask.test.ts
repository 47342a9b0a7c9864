import { describe, expect, test } from 'vitest'
import { checkMessageBlocks, checkModal } from '../../../demo/workspace/blocks/validate.ts'
import { askMessage, keepForm } from '../../../src/slack/views/ask.ts'
import { departedMessage, endTroubleMessage } from '../../../src/slack/views/ends.ts'
import { formFacts, hostForm } from '../../../src/slack/views/host-form.ts'
import { ownedMessage } from '../../../src/slack/views/owned.ts'
import type { OwnedHost } from '../../../src/usecases/hosts-of.ts'
import type { EndAsk } from '../../../src/usecases/ports.ts'

const registration = {
  server: 'campus',
  name: 'gu*est',
  owner: { team: 'T1', id: 'S0LAB' },
  end: '2027-03-31',
}
const ASK: EndAsk = { id: 'ask-1', registration, answer: undefined, message: undefined }

describe('the question to an owner', () => {
  test('names them where others read it, and carries nothing but its id', () => {
    const direct = JSON.stringify(askMessage(ASK, 'direct'))
    const { text, blocks } = askMessage(ASK, 'channel')

    expect(direct).not.toContain('subteam')
    expect(text).toContain('of <!subteam^S0LAB> until *2027-03-31*')
    expect(text).toContain('gu*\u200best')
    expect(JSON.stringify(blocks).match(/"value":"[^"]*"/g)).toEqual(['"value":"ask-1"', '"value":"ask-1"'])
  })

  test('has no buttons while what came of it is open, and has them again when that has ended', () => {
    const open = JSON.stringify(askMessage({ ...ASK, answer: { requestId: 7, isOpen: true } }, 'direct'))
    const ended = JSON.stringify(askMessage({ ...ASK, answer: { requestId: 7, isOpen: false } }, 'direct'))

    expect([open.includes('R-7'), open.includes('"button"')]).toEqual([true, false])
    expect([ended.includes('R-7'), ended.includes('"button"')]).toEqual([true, true])
  })
})

test('an owner who left is named with what is theirs and what to do', () => {
  const { text } = departedMessage('campus', { team: 'T1', id: 'U0GONE' }, ['a', '<b>'])

  expect(text).toContain(
    '<@U0GONE> is no full member here any more*, and still answers for 2 hosts on campus: a, &lt;b&gt;.',
  )
  expect(text).toContain('request edit NAME --owner')
})

test('Slack takes every message and form of it, however much there is', () => {
  const host: OwnedHost = { ...registration, name: 'h'.repeat(63), addresses: ['10.20.0.10', '10.20.0.11'] }
  const hosts = Array.from({ length: 500 }, () => host)
  const messages = [
    askMessage(ASK, 'channel'),
    askMessage({ ...ASK, answer: { requestId: 7, isOpen: false } }, 'direct'),
    departedMessage(
      'campus',
      registration.owner,
      hosts.map(({ name }) => name),
    ),
    endTroubleMessage(registration, { message: 'No `x`.', advice: 'Do it.' }),
    ownedMessage({ hosts, unknown: ['S0X'] }),
    ownedMessage({ hosts: [], unknown: [] }),
  ]

  for (const { blocks } of messages) expect(checkMessageBlocks(blocks).kind).toBe('valid')
  for (const { blocks } of messages) expect(JSON.stringify(blocks).length).toBeLessThan(13_200)
  const form = hostForm(formFacts({ id: 'form-1', server: 'campus', offered: undefined }, undefined, ''), {
    name: '',
    mac: '',
    address: '',
  })
  expect(checkModal(form)).toMatchObject({ kind: 'valid' })
  expect(checkModal(keepForm(ASK, '2027-06-30'))).toMatchObject({ kind: 'valid' })
})
