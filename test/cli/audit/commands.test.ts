import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { describeAuditCommands } from '../../../src/cli/audit/commands.ts'
import {
  approvedInEmergency,
  began,
  denied,
  noon,
  person,
  settled,
  submitted,
} from '../../request/samples.ts'
import { temporaryStore } from '../../store/temporary-store.ts'
import { stored } from '../../support/stored.ts'

/** Runs a command line on a store with a denied request and a paused queue; gives its exit code and what it said. */
async function terminal() {
  const store = await temporaryStore()
  const request = await stored(store.requests, submitted({ reason: '=1+1, "quoted"' }))
  await store.requests.commit(request, [denied])
  const queue = await store.queues.find('campus')
  await store.queues.commit(queue, [{ type: 'paused', by: person('bob'), at: noon, reason: '' }])
  async function run(...argv: string[]): Promise<{ code: number; said: string }> {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
    let code = -1
    let said = ''
    const tools = {
      open: async () => ({ ...store, servers: ['campus'], close: async () => {} }),
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
  return { run, store }
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
