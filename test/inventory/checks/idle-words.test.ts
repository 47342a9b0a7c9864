import { expect, test } from 'vitest'
import { findings } from './found.ts'

/** What is said of a text of one idle word. */
function said(text: string): string | undefined {
  return findings(text)[0]?.message
}

test('a word that is close to a statement is told with that statement', () => {
  expect(said('autoritative;')).toContain('did you mean `authoritative`?')
  expect(said('Get-Lease-Hostname;')).toContain('did you mean `get-lease-hostnames`?')
})

test('a word that is close to none, or too short to tell, is told alone', () => {
  expect(said('frobnicate;')).toBe('`frobnicate` is no statement of dhcpd, and does nothing.')
  expect(said('xy;')).toBe('`xy` is no statement of dhcpd, and does nothing.')
})
