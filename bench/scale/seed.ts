import { propose } from '../../src/request/propose.ts'
import type { Request } from '../../src/request/request.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { hostOf, type Site, serversOf } from '../../test/support/simulated/site.ts'
import { stored } from '../../test/support/stored.ts'

/** Who asks; the site's approvers are others. */
const ANN = { team: 'T1', user: 'ann' }

/** Stores requests that wait for approval in a new SQLite store: one host each, the servers in turn. */
export async function seed(path: string, site: Site, count: number): Promise<void> {
  const store = await openStore({ sqlite: path })
  try {
    const ask = await asker(store, site)
    for (let number = 0; number < count; number++) await ask(number)
  } finally {
    await store.close()
  }
}

/** Asks for the host of a number, of which no two have anything in common. */
export async function asker(store: Pick<Store, 'requests'>, site: Site) {
  const servers = await Promise.all(
    serversOf(site).map(async (server) => ({ ...server, inventory: await server.cache.refresh() })),
  )
  return async (number: number): Promise<Request> => {
    const index = number % servers.length
    const server = servers[index]
    if (!server) throw new Error('there is no server')
    const input = { kind: 'add', ...hostOf(index, 1 + Math.floor(number / servers.length)) } as const
    const { names, inventory, name, place } = server
    const { proposal } = propose([input], { names, inventory, reserved: [] }, place)
    if (!proposal) throw new Error(`nothing can be proposed for ${input.name}`)
    const at = new Date().toISOString()
    const event = { type: 'submitted', by: ANN, at, server: name, reason: 'a new printer', proposal } as const
    return stored(store.requests, event)
  }
}
