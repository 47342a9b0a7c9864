import type { Request } from '../../src/request/request.ts'
import type { Store } from '../../src/store/store.ts'
import { approve } from './approve.ts'
import type { Side } from './side.ts'

/** How many requests there are about each host. */
const A_HOST = 10
/** So many requests are added in one statement. */
const PAGE = 50_000

/** The host of a number, in SQL that both databases understand: `h` is the number, `d` its six digits behind a one. */
const NAME = "('grown-' || h)"
const MAC = "('02:00:01:' || substr(d, 2, 2) || ':' || substr(d, 4, 2) || ':' || substr(d, 6, 2))"
const ADDRESS = "('10.' || (h / 65536) || '.' || (h / 256 % 256) || '.' || (h % 256))"
const SERVER = "('s' || substr(cast(100 + h % 40 as text), 2, 2))"

/** What the same host is looked up by. */
export function subjectsOfHost(number: number) {
  const digits = String(1_000_000 + number)
  return {
    name: `name:grown-${number}`,
    mac: `mac:02:00:01:${digits.slice(1, 3)}:${digits.slice(3, 5)}:${digits.slice(5, 7)}`,
    address: `address:10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
  } as const
}

/**
 * Fills the tables with settled requests, their audit log and what they are about, each a copy of one that went all the
 * way through the store, with another host. What guards the tables stays; only the hashes are no chain, which nobody
 * reads here.
 * @param request that was asked for, the only one of the store
 * @returns how many hosts they are about
 */
export async function fill(store: Store, side: Side, request: Request, count: number): Promise<number> {
  await settle(store, request)
  const hosts = Math.max(1, Math.floor(count / A_HOST))
  const like = likeOther(request)
  const events = `(select count(*) from audit_log where request_id = ${request.id})`
  for (let from = 0; from < count; from += PAGE) {
    const to = Math.min(from + PAGE, count)
    // `i` counts the requests from 0; the ids that they are given follow on that of the first.
    const numbers = `with recursive counted(i) as (select ${from} union all select i + 1 from counted where i + 1 < ${to}),
      numbers as (select i, ${request.id} + 1 + i as id, i % ${hosts} as h,
        cast(1000000 + i % ${hosts} as text) as d from counted)`
    await side.run(
      `insert into requests (server, status, version, request, requested_at, updated_at)
        ${numbers} select ${SERVER}, status, version, ${like('request')}, requested_at, updated_at
        from numbers cross join requests where requests.id = ${request.id} order by i`,
    )
    await side.run(
      `insert into audit_log (seq, request_id, version, at, event, hash)
        ${numbers} select (i + 1) * ${events} + version, numbers.id, version, at, ${like('event')}, hash
        from numbers cross join audit_log where request_id = ${request.id} order by i, version`,
    )
    for (const subject of [`'name:' || ${NAME}`, `'mac:' || ${MAC}`, `'address:' || ${ADDRESS}`]) {
      await side.run(
        `insert into request_subjects (subject, request_id) ${numbers} select ${subject}, id from numbers`,
      )
    }
  }
  await side.run("update audit_heads set seq = (select max(seq) from audit_log) where log = 'audit_log'")
  return hosts
}

async function settle(store: Store, request: Request): Promise<void> {
  await approve(store.requests, request)
  const at = new Date().toISOString()
  const transaction = crypto.randomUUID()
  const digest = '0'.repeat(64)
  const approved = await store.requests.find(request.id)
  if (!approved) throw new Error('the request is gone')
  await store.requests.commit(approved, [
    { type: 'apply-began', at, transaction, base: digest },
    {
      type: 'settled',
      at,
      outcome: { kind: 'applied' },
      record: { transaction, digest, steps: { test: 200, restart: 100, verify: 300 } },
    },
  ])
}

/** Makes of a column of JSON about the request's host what it would say of the host of a number. */
function likeOther({ server, proposal }: Request): (column: string) => string {
  const [change] = proposal.changes
  if (change?.kind !== 'add') throw new Error('the request to be copied asks for no new host')
  const others = [
    [change.name, NAME],
    [change.mac, MAC],
    [change.address, ADDRESS],
    [`"server":"${server}"`, `('"server":"' || ${SERVER} || '"')`],
  ]
  return (column) => others.reduce((text, [one, other]) => `replace(${text}, '${one}', ${other})`, column)
}
