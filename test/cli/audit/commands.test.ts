import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { describeAuditCommands } from '../../../src/cli/audit/commands.ts'
import {
  approvedInEmergency,
  began,
  denied,
  later,
  noon,
  person,
  settled,
  submitted,
} from '../../request/samples.ts'
import { temporaryPath, temporaryStore } from '../../store/temporary-store.ts'
import { stored } from '../../support/stored.ts'

/** Runs a command line on a store with a denied request and a paused queue; gives its exit code and what it said. */
async function terminal(now = '2026-06-01T08:00:00.000Z') {
  const store = await temporaryStore()
  const request = await stored(store.requests, submitted({ reason: '=1+1, "quoted"' }))
  await store.requests.commit(request, [denied])
  await store.outbox.done((await store.outbox.due(later, 10)).map(({ id }) => id))
  const queue = await store.queues.find('campus')
  await store.queues.commit(queue, [{ type: 'paused', by: person('bob'), at: noon, reason: '' }])
  async function run(...argv: string[]): Promise<{ code: number; said: string }> {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
    let code = -1
    let said = ''
    const tools = {
      open: async () => ({
        ...store,
        servers: ['campus'],
        clock: () => now,
        user: 'root',
        close: async () => {},
      }),
      out: (text: string) => {
        said += text
      },
    }
    describeAuditCommands(program, tools, (result) => {
      code = result
    })
    for (const command of program.commands.flatMap(({ commands }) => commands)) command.exitOverride()
    await program.parseAsync(argv, { from: 'user' })
    return { code, said }
  }
  return Object.assign(run, { run, store })
}

describe('audit verify', () => {
  test('says that the record is whole, and where it ends', async () => {
    const { run } = await terminal()

    const { code, said } = await run('audit', 'verify')

    expect(code).toBe(0)
    expect(said).toMatch(/^audit_log: 2 entries, whole\. Its end: audit_log:2:[0-9a-f]{64}$/m)
    expect(said).toMatch(/^queue_log: 1 entries, whole\./m)
  })

  test('names what was approved in an emergency and is not reviewed yet', async () => {
    const { run, store } = await terminal()
    const request = await stored(store.requests, submitted())
    await store.requests.commit(request, [approvedInEmergency, began, settled])

    const { code, said } = await run('audit', 'verify')

    expect(code).toBe(0)
    expect(said).toMatch(
      /^R-2 \(campus\) was approved in an emergency by ann at .*nobody has reviewed it\.$/m,
    )
  })

  test('holds it against ends that were noted earlier', async () => {
    const { run } = await terminal()
    const [end = ''] = /audit_log:2:\w{64}/.exec((await run('audit', 'verify')).said) ?? []

    const same = await run('audit', 'verify', '--head', end)
    const other = await run('audit', 'verify', '--head', end, '--head', `audit_log:1:${'0'.repeat(64)}`)
    const longer = await run('audit', 'verify', '--head', `queue_log:7:${'0'.repeat(64)}`)

    expect(same.code).toBe(0)
    expect(other).toMatchObject({
      code: 1,
      said: expect.stringContaining('entry 1 of audit_log is not what was written'),
    })
    expect(longer).toMatchObject({
      code: 1,
      said: expect.stringContaining('entry 2 of queue_log is missing'),
    })
  })

  test.each(['', 'audit_log', 'audit_log:1:abc', `other:1:${'0'.repeat(64)}`])(
    'says how an end is written when it is given as %j',
    async (head) => {
      const { run } = await terminal()

      await expect(run('audit', 'verify', '--head', head)).rejects.toThrow('64 hexadecimal digits')
    },
  )
})

describe('audit export', () => {
  test('gives a JSON object a line', async () => {
    const { run } = await terminal()

    const { code, said } = await run('audit', 'export')

    const entries = said
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(code).toBe(0)
    expect(entries).toMatchObject([
      {
        log: 'audit_log',
        seq: 1,
        subject: 'R-1',
        version: 1,
        event: { type: 'submitted', by: { user: 'ann' } },
      },
      { log: 'audit_log', seq: 2, subject: 'R-1', version: 2, event: denied },
      { log: 'queue_log', seq: 1, subject: 'campus', event: { type: 'paused' } },
    ])
  })

  test('gives a table that no spreadsheet takes for formulas', async () => {
    const { run } = await terminal()

    const { said } = await run('audit', 'export', '--csv')

    const [header, first = ''] = said.split('\n')
    expect(header).toBe('log,seq,subject,version,at,type,by,event,hash')
    expect(first).toMatch(/^audit_log,1,R-1,1,2026-03-01T12:00:00\.000Z,submitted,ann,"\{""type"":/)
  })
})

/** Where a file can be written that goes away with the test. */
function newFile(): string {
  return `${temporaryPath()}.jsonl.gz`
}

describe('audit seal', () => {
  test('says what it took out, where to, and how that is verified', async () => {
    const run = await terminal()
    const file = newFile()

    const { code, said } = await run('audit', 'seal', '--before', '2026-05-01', '--to', file)
    const verified = await run('audit', 'verify', '--with', file)

    expect(code).toBe(0)
    expect(said).toMatch(
      /^audit_log: entries 1 to 2 sealed on 2026-06-01, exported to \/.*, sha256 [0-9a-f]{64}$/m,
    )
    expect(said).toMatch(/^queue_log: entry 1 sealed on /m)
    expect(said).toMatch(/Its end: seal_log:2:[0-9a-f]{64}$/m)
    expect(said).toContain(`leasehold audit verify --with ${file}`)
    expect(verified.code).toBe(0)
    expect(verified.said).toMatch(
      /^audit_log: entries 1 to 2 sealed on .*\n(.*\n)*audit_log: 2 entries, whole/,
    )
  })

  test('says that nothing is old enough', async () => {
    const run = await terminal()

    const { code, said } = await run('audit', 'seal', '--before', '2026-01-01', '--to', newFile())

    expect([code, said]).toEqual([0, 'No entry in the store is older than 2026-01-01: nothing to seal.\n'])
  })

  test('says what stays, and why', async () => {
    const run = await terminal()
    const day = ['--before', '2026-05-01', '--to'] as const
    await stored(run.store.requests, submitted({ at: noon }))

    const { code, said } = await run('audit', 'seal', ...day, newFile())
    const again = await run('audit', 'seal', ...day, newFile())

    expect(code).toBe(0)
    expect(said).toContain('audit_log: entry 3 stays, and all after it: R-2 is still open.\n')
    expect(again).toEqual({
      code: 1,
      said: 'audit_log: entry 3 stays, and all after it: R-2 is still open.\n',
    })
  })

  test('takes nothing out without a file, but for those who say so', async () => {
    const run = await terminal()
    const day = ['audit', 'seal', '--before', '2026-05-01']

    await expect(run(...day)).rejects.toThrow('Nothing is sealed without a copy of it.')
    await expect(run(...day, '--to', newFile(), '--forget')).rejects.toThrow('exclude each other')
    const { code, said } = await run(...day, '--forget')

    expect(code).toBe(0)
    expect(said).toMatch(/^audit_log: entries 1 to 2 sealed on 2026-06-01, let go without a file, sha256/m)
  })

  test.each([
    ['yesterday', 'there is no day yesterday'],
    ['2026-02-30', 'there is no day 2026-02-30'],
    ['2026-06-02', '2026-06-02 is still to come'],
  ])('does not take %s for a day', async (day, expected) => {
    const run = await terminal()

    await expect(run('audit', 'seal', '--before', day, '--forget')).rejects.toThrow(expected)
  })
})

test('an end that lies in a sealed segment is not found right without the file', async () => {
  const run = await terminal()
  const [end = ''] = /"seq":1.*"hash":"(\w+)"/.exec((await run('audit', 'export')).said)?.slice(1) ?? []
  const file = newFile()
  await run('audit', 'seal', '--before', '2026-05-01', '--to', file)

  const without = await run('audit', 'verify', '--head', `audit_log:1:${end}`)
  const beside = await run('audit', 'verify', '--head', `audit_log:1:${end}`, '--with', file)
  const wrong = await run('audit', 'verify', '--head', `audit_log:1:${'0'.repeat(64)}`, '--with', file)

  expect(without).toMatchObject({ code: 1, said: expect.stringContaining('lies in a sealed segment') })
  expect(beside.code).toBe(0)
  expect(wrong).toMatchObject({
    code: 1,
    said: expect.stringContaining(`${file} is not whole: entry 1 of audit_log is not what was written`),
  })
})
