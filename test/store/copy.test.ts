import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claimDatabase } from '../../src/store/claim-database.ts'
import { claimFile } from '../../src/store/claim-file.ts'
import { copyStore } from '../../src/store/copy.ts'
import { openStore } from '../../src/store/store.ts'
import { TABLE_NAMES } from '../../src/store/tables.ts'
import {
  approvalGiven,
  approved,
  began,
  later,
  noon,
  person,
  settled,
  submitted,
} from '../request/samples.ts'
import { needs } from '../support/needs.ts'
import { asUser, temporaryDatabase } from '../support/postgres-database.ts'
import { stored } from '../support/stored.ts'
import { execute, failureOf, query, temporaryPath, temporaryStore } from './temporary-store.ts'

const machine = needs('initdb')

/** A store with something in every table; its texts hold what texts can hold. */
async function fullStore(): Promise<string> {
  const path = temporaryPath()
  const {
    requests,
    cards,
    forms,
    answers,
    queues,
    drifts,
    pairs,
    audit,
    headNotes,
    registrations,
    delegations,
    close,
  } = await openStore({
    sqlite: path,
  })
  const request = await stored(requests, submitted({ reason: 'für „alle“ \u202e \0' }))
  await requests.commit(request, [approvalGiven, approved, began, settled])
  await cards.posted((await cards.ensure(request.id, 1)).id, { channel: 'C1', ts: '1.2' })
  await forms.offer(await forms.open(person('ann'), 'campus'), '10.20.0.7', 1)
  await answers.keep(person('ann'), 'campus', [{ kind: 'hosts', network: undefined, page: 0 }])
  const paused = { type: 'paused', by: person('bob'), at: noon, reason: '' } as const
  await queues.commit(await queues.find('campus'), [paused])
  await queues.commit(await queues.find('campus'), [{ type: 'resumed', by: person('bob'), at: later }])
  await queues.noteRestart('campus', noon)
  const naming = {
    approver: person('bob'),
    delegate: person('carl'),
    from: noon,
    until: later,
    reason: 'Übung',
  }
  const delegated = { type: 'delegated', by: person('bob'), at: noon, ...naming } as const
  await delegations.commit(await delegations.find(person('bob')), [delegated])
  const host = { name: 'Äpfel', expected: 'host a;', found: '# \xe9 \0\nhost ä { }', end: undefined }
  const begun = { server: 'campus', noticedAt: noon, version: 1, hosts: [host], keptBy: undefined }
  const drift = await drifts.begin(begun)
  await drifts.commit({ ...drift, version: 2, hosts: [{ ...host, end: { how: 'kept', at: later } }] })
  const partner = { digest: '', edits: [] }
  await pairs.keep({ id: 'tx-1', server: 'campus', step: { kind: 'first', undo: [], partner } })
  await headNotes.take({ channel: 'C2', heads: 'audit_log:5:…', at: noon }, noon)
  await audit.seal({ before: later, file: undefined, localUser: 'root', at: later })
  await pairs.noteDifference('campus', { first: 'a', second: 'b', hosts: ['x'] }, noon)
  const departed = [{ owner: { team: 'T1', id: 'U0GONE' }, hosts: ['Äpfel'] }]
  await registrations.noteDeparted('campus', { departed, unsure: [] }, noon)
  await close()
  return path
}

const TABLES_THERE = `select relname from pg_class where relnamespace = 'public'::regnamespace`

describe.skipIf(machine.skip)(`a SQLite store that is copied into PostgreSQL ${machine.why}`, () => {
  test('reads the same there, all of it, with its ids, numbers and hashes', async () => {
    const path = await fullStore()
    const url = await temporaryDatabase('template template1')

    const copied = await copyStore(path, url, noon)

    for (const table of TABLE_NAMES) {
      const rows = await query({ sqlite: path }, `select * from ${table} order by 1, 2`)
      expect(rows).not.toEqual([])
      expect(await asUser(url, `select * from ${table} order by 1, 2`)).toEqual(rows)
    }
    expect(copied.tables.map(({ table }) => table)).toEqual(TABLE_NAMES)
    expect(copied.heads).toMatchObject([
      { log: 'audit_log', seq: 5 },
      { log: 'queue_log', seq: 3 },
      { log: 'seal_log', seq: 1 },
    ])
    const store = await temporaryStore({ postgres: url })
    expect(await store.audit.verify(copied.heads)).toMatchObject({ kind: 'intact' })
    expect((await store.drifts.applied('campus')).map(({ name }) => name)).toEqual(['printer-3f', 'Äpfel'])
  })

  test('has every row when there are many', async () => {
    const path = temporaryPath()
    await (await openStore({ sqlite: path })).close()
    await execute(
      { sqlite: path },
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 2500)
      insert into applied_hosts select 'server-' || i % 3, 'host-' || i, '"x"' from n`,
    )

    const { tables } = await copyStore(path, await temporaryDatabase(), noon)

    expect(tables).toContainEqual(expect.objectContaining({ table: 'applied_hosts', rows: 2_500 }))
  })

  test('goes on with ids that were never given', async () => {
    const path = temporaryPath()
    const before = await openStore({ sqlite: path })
    await stored(before.requests, submitted())
    await before.outbox.done((await before.outbox.due(later, 10)).map(({ id }) => id))
    await before.close()
    const url = await temporaryDatabase()

    await copyStore(path, url, noon)

    const { requests, outbox } = await temporaryStore({ postgres: url })
    expect(await stored(requests, submitted())).toMatchObject({ id: 2 })
    expect((await outbox.due(later, 10)).map(({ id }) => id)).toEqual([3, 4])
  })

  test('is refused while a bot has it open', async () => {
    const path = await fullStore()
    onTestFinished(claimFile(path))

    const error = await failureOf(copyStore(path, await temporaryDatabase(), noon))

    expect(error.message).toContain('in use by another Leasehold')
  })

  test('is refused while a bot has the database open, empty as it is', async () => {
    const url = await temporaryDatabase()
    onTestFinished(await claimDatabase(url, 'shared', () => {}))

    const error = await failureOf(copyStore(await fullStore(), url, noon))

    expect(error.message).toContain('in use by another Leasehold')
  })

  test('is not copied over what is there', async () => {
    const url = await temporaryDatabase()
    const { queues } = await temporaryStore({ postgres: url })
    await queues.noteRestart('campus', noon)

    const error = await failureOf(copyStore(await fullStore(), url, noon))

    expect(error.message).toContain('is not empty: there are rows in restarts')
    expect(await asUser(url, 'select server from restarts')).toEqual([{ server: 'campus' }])
  })

  test('leaves nothing there when it does not read back the same', async () => {
    const url = await temporaryDatabase()
    await asUser(
      url,
      `create function spoil() returns trigger language plpgsql as $$ begin new.step := '{}'; return new; end $$;
      create trigger spoil before insert on pairs for each row execute function spoil()`,
    )

    const error = await failureOf(copyStore(await fullStore(), url, noon))

    expect(error.message).toContain('The copy of pairs does not read as the table itself')
    expect(await asUser(url, 'select count(*)::int as count from requests')).toEqual([{ count: 0 }])
  })

  test('is not copied when its record is not whole', async () => {
    const path = await fullStore()
    await execute(
      { sqlite: path },
      'drop trigger queue_log_refuses_update',
      "update queue_log set at = 'never'",
    )
    const url = await temporaryDatabase('template template1')

    const error = await failureOf(copyStore(path, url, noon))

    expect(error.message).toContain('entry 2 of queue_log')
    expect(await asUser(url, TABLES_THERE)).toEqual([])
  })

  test('is not made where there is none', async () => {
    const path = temporaryPath()

    const error = await failureOf(copyStore(path, await temporaryDatabase(), noon))

    expect(error.message).toBe(`There is no store ${path}.`)
    expect(existsSync(path)).toBe(false)
  })
})
