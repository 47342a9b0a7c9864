import { Command } from 'commander'
import { expect, test } from 'vitest'
import { describeStoreCommands } from '../../../src/cli/store/commands.ts'

const digest = 'd'.repeat(64)

/** Runs a command line; gives its exit code, what it said, and what it asked for. */
async function run(...argv: string[]) {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  const asked: unknown[] = []
  let [code, said] = [-1, '']
  const tools = {
    copy: async (...args: unknown[]) => {
      asked.push(args)
      const tables = [
        { table: 'requests', rows: 1, digest },
        { table: 'cards', rows: 12, digest },
      ]
      const heads = [{ log: 'audit_log', seq: 3, hash: digest }] as const
      return { to: 'postgres://ann@db:5432/leasehold', tables, heads }
    },
    backUp: async (...args: unknown[]) => {
      asked.push(args)
      return 4_096
    },
    out: (text: string) => {
      said += text
    },
  }
  describeStoreCommands(program, tools, (result) => {
    code = result
  })
  await program.parseAsync(argv, { from: 'user' })
  return { code, said, asked }
}

test('copy says which tables it copied where, and where the audit logs end', async () => {
  const url = 'postgres://ann:geheim@db/leasehold'

  const { code, said, asked } = await run('store', 'copy', '--from', 'sqlite:old.db', '--to', url)

  expect(code).toBe(0)
  expect(asked).toEqual([['old.db', url, 'leasehold.yaml']])
  expect(said).toMatch(/^Copied sqlite:old\.db to postgres:\/\/ann@db:5432\/leasehold/)
  expect(said).toMatch(/^ {2}requests +1 row +sha256 d{64}$/m)
  expect(said).toMatch(/^ {2}cards +12 rows +sha256 d{64}$/m)
  expect(said).toContain(`audit_log:3:${digest}`)
  expect(said).not.toContain('geheim')
})

test('copy takes the database of the configuration when none is given', async () => {
  const { asked } = await run('store', 'copy', '--from', 'sqlite:old.db', '--config', 'other.yaml')

  expect(asked).toEqual([['old.db', undefined, 'other.yaml']])
})

// SAFETY K4
test.each([
  ['--from', ['--from', 'postgres://ann:geheim@db/leasehold', '--to', 'sqlite:old.db']],
  ['--from', ['--from', 'old.db']],
  ['--to', ['--from', 'sqlite:old.db', '--to', 'mysql://ann:geheim@db/leasehold']],
])('copy says what it expects of %s, and shows no password', async (option, argv) => {
  const failure = await run('store', 'copy', ...argv).catch((error: unknown) => error)

  expect(failure).toMatchObject({ message: expect.stringContaining(`${option}: expected`) })
  expect(`${failure} ${JSON.stringify(failure)}`).not.toContain('geheim')
})

test('backup says where the copy is and how large', async () => {
  const { code, said, asked } = await run('store', 'backup', 'copy.db')

  expect([code, asked]).toEqual([0, [['leasehold.yaml', 'copy.db']]])
  expect(said).toBe('Backed up into copy.db: 4096 bytes, read back and found whole.\n')
})
