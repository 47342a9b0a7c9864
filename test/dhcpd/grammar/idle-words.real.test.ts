import { describe, expect, onTestFinished, test } from 'vitest'
import { hasDhcpd, Oracle } from '../fuzz/oracle.ts'
import { idle } from './told.ts'

describe.skipIf(!hasDhcpd && process.env.CI !== 'true')('the real dhcpd', () => {
  test.each([
    'authoritatve;',
    'host a { foo; }',
    'group { a0; }',
    'class "c" { get-lease-hostname; }',
    'if known { deny-unknown-clients; }',
    'subnet 10.0.0.0 netmask 255.0.0.0 { pool { range 10.0.0.1; foo; } }',
  ])('accepts a word that it does not know: %s', async (content) => {
    const oracle = new Oracle()
    onTestFinished(() => oracle.close())

    const verdict = await oracle.verdict({ content, family: 4 })

    expect(verdict).toBe('accepted')
    expect(idle(content)).toHaveLength(1)
  })
})
