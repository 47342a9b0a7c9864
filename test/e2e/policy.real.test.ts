import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { APPROVALS } from '../../demo/demo.ts'
import { needs } from '../support/needs.ts'
import { playWith } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

describe.skipIf(machine.skip)(`the policy ${machine.why}`, () => {
  test('asks the people in a channel, and one of them is enough to have it applied', async () => {
    const { ask, ben, card } = await playWith({
      policy: { rules: [{ name: 'everybody there', approvers: { channel: APPROVALS } }] },
    })
    const seen = await ask('host-21', '00:00:5e:00:53:e1')

    await ben.click(seen, 'Approve')

    const applied = await card('host-21', 'Applied')
    expect(seen.readable).toContain('1 of #dhcp-approvals (everybody there)')
    expect(applied.readable).toContain('@Ben')
  })

  test('has what it lets through by itself applied with nobody clicking, and says so', async () => {
    const { ask, card, rita } = await playWith({
      policy: {
        rules: [{ name: 'trusted', when: { requester: { channel: APPROVALS } }, approve: 'automatically' }],
      },
    })

    await ask('host-22', '00:00:5e:00:53:e2')

    const applied = await card('host-22', 'Applied')
    expect(applied.readable).toContain('automatically by the policy (trusted')
    expect(applied.readable).not.toContain('[Approve]')
    await rita.waitForDirectMessage("needs nobody's approval")
  })

  test('refuses on the form while Slack does not say who belongs to a group, and the log names it', async () => {
    const { ask, rita, demo, file } = await playWith({
      policy: { rules: [{ when: { requester: { group: 'S0LAB' } }, approve: 'automatically' }] },
    })
    const before = file.read()

    await expect(ask('host-23', '00:00:5e:00:53:e3')).rejects.toThrow('the form was not accepted')

    expect(rita.modalNow()?.readable).toContain('Slack did not say who belongs to the groups')
    expect(readFileSync(join(demo.folder, 'bot.log'), 'utf8')).toMatch(/plan_upgrade_required.*S0LAB/)
    expect(file.read()).toBe(before)
  })
})
