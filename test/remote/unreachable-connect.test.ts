import { describe, expect, test } from 'vitest'
import type { HopConfig } from '../../src/config/settings.ts'
import { explainConnect, explainOnTheWay, type Progress } from '../../src/remote/unreachable-connect.ts'

const hop: HopConfig = { host: 'dhcp1', port: 22, user: 'leasehold', key: '/key', hostKey: 'SHA256:x' }
const nothing: Progress = { connected: false, offered: [], partial: false }

function errorWith(facts: { code?: string; level?: string }, message = 'connect'): Error {
  return Object.assign(new Error(message), facts)
}

describe('a connection that could not be made', () => {
  test.each([
    [{ code: 'EHOSTUNREACH', level: 'client-socket' }, 'There is no way to dhcp1 from here.'],
    [{ code: 'ENETUNREACH', level: 'client-socket' }, 'There is no way to dhcp1 from here.'],
    [{ code: 'EAI_AGAIN', level: 'client-socket' }, 'The name dhcp1 cannot be resolved.'],
    [{ code: 'ETIMEDOUT', level: 'client-socket' }, 'dhcp1 did not answer on port 22 in time.'],
    [{ level: 'client-timeout' }, 'dhcp1 did not answer on port 22 in time.'],
  ])('with %j is told in words', (facts, message) => {
    expect(explainConnect(errorWith(facts), hop, nothing).message).toBe(message)
  })

  test('for a reason that nobody thought of is told as it is', () => {
    const { message } = explainConnect(errorWith({}, 'No common cipher.'), hop, nothing)

    expect(message).toBe('The SSH connection to dhcp1 port 22 failed: No common cipher.')
  })

  test('at a jump host names it, unless it is a defect of ours', () => {
    const gate = { ...hop, host: 'gate' }
    const told = explainConnect(errorWith({ code: 'ECONNREFUSED' }), gate, nothing)
    const defect = new TypeError('undefined is not a function')

    expect(explainOnTheWay(told, gate, hop)).toMatchObject({
      message: 'On the way to dhcp1, at the jump host gate: Nothing listens on port 22 of gate.',
      advice: told.advice,
    })
    expect(explainOnTheWay(defect, gate, hop)).toBe(defect)
  })
})
