import { expect, test } from 'vitest'
import { listens, ROLES, refuseHalfABot, works } from '../src/roles.ts'
import { ExplainedError } from '../src/usecases/explained-error.ts'

test('the whole bot does both halves of the work, and each half is done by one role', () => {
  expect(ROLES.map((role) => [role, listens(role), works(role)])).toEqual([
    ['both', true, true],
    ['slack', true, false],
    ['worker', false, true],
  ])
})

test('half a bot on a SQLite file is refused, with what to do', () => {
  const start = () => refuseHalfABot('worker', { sqlite: '/var/lib/leasehold.db' })

  expect(start).toThrow(ExplainedError)
  expect(start).toThrow('SQLite is for one')
})

test.for(['slack', 'worker'] as const)('a %s may start on a database', (role) => {
  expect(() => refuseHalfABot(role, { postgres: 'postgres://bot@db/leasehold' })).not.toThrow()
})

test('the whole bot may start on either', () => {
  expect(() => refuseHalfABot('both', { sqlite: '/var/lib/leasehold.db' })).not.toThrow()
})
