import { describe, expect, test } from 'vitest'
import { APPROVALS, PEOPLE } from '../../demo/demo.ts'
import { needs } from '../support/needs.ts'
import { playWith } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

const rules = [{ approvers: { users: [PEOPLE.approver, PEOPLE.secondApprover] } }]

describe.skipIf(machine.skip)(`exceptions from approval ${machine.why}`, () => {
  test('an emergency is applied in a freeze without the approvers, told to everyone, and reviewed by one of them', async () => {
    const { ask, rita, anna, ben, card, file } = await playWith({
      policy: { rules, emergency: { users: [PEOPLE.requester] } },
      apply: {
        restartFloorSeconds: 0,
        timeZone: 'UTC',
        freezes: [{ from: '2000-01-01', to: '2999-12-31', reason: 'for ever' }],
      },
    })
    const seen = await ask('host-31', '00:00:5e:00:53:f1')

    await ben.click(seen, 'Emergency…')
    await ben.waitForMessage(APPROVALS, 'that is for @Rita')
    await rita.click(seen, 'Emergency…')
    await rita.waitForModal((modal) => modal.fields.some((field) => field.label === 'Why it cannot wait'))
    await rita.fill({ 'Why it cannot wait': 'The ward cannot print prescriptions.' })
    await rita.submit()
    const applied = await card('host-31', 'Not reviewed yet')
    const told = await anna.waitForMessage(APPROVALS, 'EMERGENCY. @Rita had R-1')
    await anna.click(applied, 'Reviewed')
    await anna.waitForModal((modal) => modal.fields.some((field) => field.label === 'Note'))
    await anna.submit()

    const over = await card('host-31', 'Reviewed by @Anna')
    expect(applied.readable).toContain('EMERGENCY: approved by @Rita without the approvers')
    expect(applied.readable).toContain('The ward cannot print prescriptions.')
    expect(told.readable).toContain('@Anna, @Sam')
    expect(over.readable).not.toContain('[Reviewed]')
    expect(file.read()).toContain('host host-31 ')
    await rita.waitForDirectMessage('in an emergency')
  })

  test('an approver edits a request, and it is applied as edited when another one has approved it', async () => {
    const { ask, rita, anna, sam, card, file } = await playWith({ policy: { rules } })
    const seen = await ask('host-32', '00:00:5e:00:53:f2')

    await anna.click(seen, 'Edit…')
    await anna.waitForModal((modal) => modal.fields.some(({ value }) => value === '00:00:5e:00:53:f2'))
    await anna.fill({ 'MAC address': '00:00:5e:00:53:f3', Comment: 'room 3' })
    await anna.submit()
    const edited = await card('host-32', 'Edited by @Anna')
    await anna.click(edited, 'Approve')
    await anna.waitForMessage(APPROVALS, 'You have edited R-1')
    await sam.click(edited, 'Approve')

    await card('host-32', 'Applied')
    expect(edited.readable).toContain('MAC address: 00:00:5e:00:53:f2 → 00:00:5e:00:53:f3')
    expect(file.read()).toContain('00:00:5e:00:53:f3')
    expect(file.read()).not.toContain('00:00:5e:00:53:f2')
    await rita.waitForDirectMessage('was edited by @Anna')
  })

  test('a colleague whom an approver has named approves in their place, and no guest is named', async () => {
    const { ask, anna, ben, sam, card, file } = await playWith({
      policy: { rules: [{ approvers: { users: [PEOPLE.approver] } }] },
    })
    const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    const seen = await ask('host-33', '00:00:5e:00:53:f4')

    await anna.command(`/dhcp delegate @Gus until ${day}`)
    await anna.waitForMessage('#general', 'no guest')
    await anna.command(`/dhcp delegate @Ben until ${day} on leave`)
    const told = await sam.waitForMessage(APPROVALS, 'approves in their place')
    await sam.click(seen, 'Approve')
    await sam.waitForMessage(APPROVALS, 'you are not one of its approvers')
    await ben.click(seen, 'Approve')

    const applied = await card('host-33', 'Applied')
    expect(told.readable).toContain('@Ben approves in their place. on leave')
    expect(applied.readable).toContain('approved by @Ben for @Anna')
    expect(file.read()).toContain('host host-33 ')
  })
})
