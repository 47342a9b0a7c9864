import { describe, expect, test } from 'vitest'
import { load, minimal, problemsOf, tokens } from './sources.ts'

const url = 'postgres://ann:geheim@db.example.net/leasehold'

function withStore(postgres: string): string {
  return `${minimal}store: { postgres: ${postgres} }\n`
}

describe('the URL of the database', () => {
  test.each([
    ['in the file itself', `"${url}"`],
    ['in a variable', '{ env: LEASEHOLD_POSTGRES }'],
    ['in a file that holds nothing else', '{ file: secrets/postgres }'],
  ])('stands %s', (_, place) => {
    const env = { ...tokens, LEASEHOLD_POSTGRES: url }
    const files = { '/etc/leasehold/secrets/postgres': `${url}\n` }

    expect(load(withStore(place), env, files).store).toEqual({ postgres: url })
  })

  test.each(['postgres://leasehold@/leasehold?host=/run/postgresql', 'postgresql:///leasehold'])(
    'may name a socket: %s',
    (socket) => {
      expect(load(withStore(`"${socket}"`)).store).toEqual({ postgres: socket })
    },
  )
})

// SAFETY K4
describe('a URL that cannot be had is told with its place, and is not shown', () => {
  test.each([
    [{}, '14:20: store.postgres: expected the URL of the database in the variable PG, found it unset'],
    [
      { PG: 'postgres://ann:ge#heim@db/leasehold' },
      '14:20: store.postgres: expected a URL (postgres:// with user, password, host and database) where it points to, found something else (not shown)',
    ],
  ])('from a variable: %j', (env, problem) => {
    expect(problemsOf(withStore('{ env: PG }'), { ...tokens, ...env })).toEqual([problem])
  })

  test('from a file', () => {
    expect(problemsOf(withStore('{ file: nowhere }'))).toEqual([
      '14:28: store.postgres.file: expected a file that can be read, found /etc/leasehold/nowhere (ENOENT)',
    ])
  })

  test('beside everything else that is wrong', () => {
    const problems = problemsOf(
      withStore('{ env: PG }').replace('key: ssh-key', 'key: ssh-key\n        passphrase: { env: P }'),
      {},
    )

    expect(problems.map((problem) => problem.split(': ')[1])).toEqual(
      expect.arrayContaining(['servers.campus.members[0].passphrase', 'store.postgres']),
    )
    expect(problems).toHaveLength(4)
  })
})
