import { expect, test } from 'vitest'
import type { Change } from '../../src/inventory/change.ts'
import { laterDay } from '../../src/request/later-day.ts'
import { isOwnedBy } from '../../src/request/owner.ts'
import { isOver, registrationChanges } from '../../src/request/registration.ts'
import { UNCHANGED } from '../support/unchanged.ts'
import { person, proposal } from './samples.ts'

const requester = person('U0ANN')
const [plan] = proposal().hosts
const OWNED = `# owner: U1, until 2027-01-01\n${plan?.after}`

/** What becomes of the record of the one host of a request. */
function becomes(change: Change, after: string | undefined, formerName?: string) {
  const host = { name: 'printer-3f', path: 'f', before: '', after, scopes: [], line: 1 }
  const hosts = [formerName === undefined ? host : { ...host, formerName }]
  return registrationChanges({ requester, proposal: proposal({ changes: [change], hosts }) })[0]?.becomes
}

const add = proposal().changes[0] as Extract<Change, { kind: 'add' }>
const edit = (change: object): Change => ({ kind: 'edit', target: 'x', change: { ...UNCHANGED, ...change } })

test('a new host is theirs who asked for it, unless its text says another', () => {
  expect(becomes(add, plan?.after)).toEqual({ owner: 'U0ANN', end: undefined })
  expect(becomes(add, OWNED)).toEqual({ owner: 'U1', end: '2027-01-01' })
})

test('what is written again is whose it was', () => {
  const tenure = { owner: 'U7', end: undefined }

  expect(becomes({ ...add, tenure, restores: plan?.after ?? '' }, plan?.after)).toEqual(tenure)
})

test('an edit that says nothing of it leaves it as it is', () => {
  expect(becomes(edit({ mac: '00:00:5e:00:53:09' }), plan?.after)).toBe('same')
})

test('an edit makes it what the text says then, and takes the end away where it says nothing more', () => {
  expect(becomes(edit({ tenure: { owner: 'U1', end: '2027-01-01' } }), OWNED)).toEqual({
    owner: 'U1',
    end: '2027-01-01',
  })
  expect(becomes(edit({ tenure: 'none' }), plan?.after)).toBe('endless')
})

test('what is removed is nobody’s', () => {
  expect(becomes({ kind: 'remove', target: 'printer-3f' }, undefined)).toBe('gone')
})

test('a registration is over when its last day is', () => {
  expect([isOver('2026-03-31', '2026-03-31'), isOver('2026-03-31', '2026-04-01')]).toEqual([false, true])
})

test('three months later is a day of that month, counted from today where the end lies behind', () => {
  expect(laterDay('2026-11-30', '2026-11-01', 3)).toBe('2027-02-28')
  expect(laterDay('2026-01-31', '2026-03-15', 3)).toBe('2026-06-15')
})

test('what a group owns is its members’, and where Slack does not say who that is, it is not known whose', () => {
  const group = { team: 'T1', id: 'S0LAB' }
  const members = new Map([['S0LAB', [person('ann')]]])

  expect(isOwnedBy(group, person('ann'), members)).toBe('yes')
  expect(isOwnedBy(group, person('bob'), members)).toBe('no')
  expect(isOwnedBy(group, person('ann'), new Map())).toBe('unknown')
  expect(isOwnedBy(group, person('ann', 'T2'), members)).toBe('no')
  expect(isOwnedBy({ team: 'T1', id: 'ann' }, person('ann', 'T2'), members)).toBe('no')
})
