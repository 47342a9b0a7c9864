import { expect, test } from 'vitest'
import { createInventoryCache, factsWithin } from '../../src/usecases/inventory-cache.ts'
import { ServerUnreachable } from '../../src/usecases/ports.ts'
import { fakeServer } from '../support/fake-server.ts'
import { CONFIG } from '../support/story.ts'

function cacheOf(server = fakeServer(CONFIG)) {
  let milliseconds = 0
  const cache = createInventoryCache(server, () => milliseconds)
  return {
    server,
    cache,
    pass: (time: number) => {
      milliseconds += time
    },
  }
}

test('facts that are fresh enough are given without asking the server', async () => {
  const { server, cache, pass } = cacheOf()
  const first = await cache.refresh()
  server.failures.push(new Error('it must not be asked'))
  pass(5_000)

  expect(await factsWithin(cache, 5_000, 100)).toBe(first)
})

test('older facts are read again', async () => {
  const { server, cache, pass } = cacheOf()
  await cache.refresh()
  server.edit(CONFIG.replaceAll('printer-1', 'printer-x'))
  pass(5_001)

  const facts = await factsWithin(cache, 5_000, 100)

  expect(facts?.hosts.map((host) => host.name)).toEqual(['printer-x'])
})

test('an unchanged configuration is not parsed again', async () => {
  const { cache } = cacheOf()

  expect(await cache.refresh()).toBe(await cache.refresh())
})

test('a new lease is seen though the configuration is unchanged', async () => {
  const { server, cache } = cacheOf()
  await cache.refresh()
  server.leases('lease 10.20.0.150 {\n  binding state active;\n  hardware ethernet 00:00:5e:00:53:aa;\n}\n')

  expect((await cache.refresh()).leases).toHaveLength(1)
})

test('calls that come while the server is read share the read', async () => {
  const { cache } = cacheOf()

  expect(cache.refresh()).toBe(cache.refresh())
})

test('after a change of the server a read that began before it is not taken for fresh', async () => {
  const { server, cache } = cacheOf()
  const before = cache.refresh()
  server.edit(CONFIG.replaceAll('printer-1', 'printer-x'))
  cache.expire()
  await before

  const facts = await factsWithin(cache, 5_000, 100)

  expect(facts?.hosts.map((host) => host.name)).toEqual(['printer-x'])
})

test('a server that could not be read has facts that are at hand and not fresh', async () => {
  const { server, cache } = cacheOf()
  await cache.refresh()
  server.failures.push(new ServerUnreachable('away', 'wait'))

  await expect(cache.refresh()).rejects.toThrow('away')

  expect(cache.current()?.hosts).toHaveLength(1)
  expect(cache.age()).toBe(Number.POSITIVE_INFINITY)
})

test('a server that takes too long leaves the caller without facts, and the next one with them', async () => {
  const { server, cache } = cacheOf()
  const { promise, resolve } = Promise.withResolvers<void>()
  const slow = createInventoryCache({ read: () => promise.then(server.read) }, () => 0)

  const late = await factsWithin(slow, 5_000, 1)
  resolve()
  const next = await factsWithin(slow, 5_000, 1_000)

  expect(late).toBeUndefined()
  expect(next?.hosts).toHaveLength(1)
  expect(cache.current()).toBeUndefined()
})
