import { join } from 'node:path'
import type { Request } from '../../src/request/request.ts'
import type { Store } from '../../src/store/store.ts'
import type { AuditEntry } from '../../src/usecases/ports.ts'
import { deedsIn } from '../../test/support/simulated/server.ts'
import { type Site, serverName } from '../../test/support/simulated/site.ts'
import { type Times, timesOf } from './figures.ts'

/**
 * The times of all requests, once it is proven that a flood was answered as it must be: figures of a record that is not
 * whole, or of changes that were made twice, would be worth nothing.
 * @throws Error where it was not
 */
export async function provenTimes(
  { audit }: Pick<Store, 'audit'>,
  site: Site,
  all: readonly Request[],
): Promise<readonly Times[]> {
  const verdict = await audit.verify([])
  if (verdict.kind !== 'intact')
    throw new Error(`the audit log is ${verdict.kind}: ${JSON.stringify(verdict)}`)
  const entries: AuditEntry[] = []
  for await (const entry of audit.entries()) entries.push(entry)
  const times = timesOf(entries)
  if (times.size !== all.length)
    throw new Error(`${times.size} requests of ${all.length} are in the audit log`)
  refuseOtherFiles(site, all)
  return [...times.values()]
}

/** Every host was written by one transaction, and stands once in the file of its server at the end. */
function refuseOtherFiles(site: Site, all: readonly Request[]): void {
  for (let index = 0; index < site.servers; index++) {
    const name = serverName(index)
    const asked = all.filter(({ server }) => server === name).flatMap(({ proposal }) => proposal.hosts)
    const deeds = deedsIn(join(site.folder, name))
    const found = deeds.at(-1)?.content.match(/^ *host \S+/gm) ?? []
    const hosts = new Set(found.map((words) => words.trim().slice('host '.length)))
    const isWhole = asked.every((host) => hosts.has(host.name))
    if (!isWhole || hosts.size !== asked.length || found.length !== asked.length) {
      throw new Error(
        `${name} has ${found.length} hosts, ${hosts.size} of them different, and not ${asked.length}`,
      )
    }
  }
}
