import fc from 'fast-check'
import { expect, test } from 'vitest'
import { haveSameWords } from '../../src/dhcpd/edit-same-words.ts'
import type { ByteString } from '../../src/dhcpd/source.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { Host, Inventory } from '../../src/inventory/model.ts'
import { PlanRefused } from '../../src/request/plan.ts'
import { type HostFacts, prove } from '../../src/request/plan-proof.ts'
import { edited } from '../dhcpd/arbitrary/edited.ts'

const PATH = 'dhcpd.conf'

function inventoryOfBytes(content: ByteString): Inventory {
  return buildInventory({
    main: PATH,
    files: [{ path: PATH, content }],
    leases: undefined,
    digest: '',
  })
}

function factsOf({ name, hardware, addresses, addresses6, comment }: Host): HostFacts {
  return { name, hardware, addresses, addresses6, comment }
}

/** The chain of declarations and all that a host says. */
function said(host: Host): string {
  return JSON.stringify([factsOf(host), host.scopes.map(({ label }) => label)])
}

/** What the whole files show: the hosts that are new, gone and changed. */
function intentOf(before: Inventory, after: Inventory) {
  const old = new Map(before.hosts.map((host) => [host.name, host]))
  const now = new Map(after.hosts.map((host) => [host.name, host]))
  const added = after.hosts.filter(({ name }) => !old.has(name)).map(factsOf)
  const fates = new Map<string, HostFacts | undefined>()
  for (const [name, host] of old) {
    const later = now.get(name)
    if (!later) fates.set(name, undefined)
    else if (said(later) !== said(host)) fates.set(name, factsOf(later))
  }
  return { added, fates }
}

/** Whether the files, read whole, differ in nothing but in what is intended. */
function differsAsIntended(
  before: Inventory,
  after: Inventory,
  { added, fates }: ReturnType<typeof intentOf>,
): boolean {
  const isNew = new Set(added.map(({ name }) => name))
  const isLeftOut = ({ name }: Host) => fates.has(name) || isNew.has(name)
  const others = ({ hosts }: Inventory) => hosts.filter((host) => !isLeftOut(host)).map(said)
  const leftOut = ({ hosts }: Inventory) =>
    hosts.filter(isLeftOut).map(({ name, place }) => ({ place, isKept: fates.get(name) !== undefined }))
  const [old, now] = [before, after].map(({ configuration: { files } }) => files[0]?.content ?? '')
  return (
    after.problems.length === 0 &&
    others(before).join('\n') === others(after).join('\n') &&
    haveSameWords(old ?? '', leftOut(before), now ?? '', leftOut(after))
  )
}

test('what is proved on an excerpt is true of the whole file', () => {
  let proved = 0
  fc.assert(
    fc.property(edited, ({ before, edit, after }) => {
      const base = inventoryOfBytes(before)
      const result = inventoryOfBytes(after)
      const intent = intentOf(base, result)
      try {
        prove([{ path: PATH, ...edit }], base, intent)
      } catch (error) {
        expect(error).toBeInstanceOf(PlanRefused)
        return
      }
      proved++
      expect(differsAsIntended(base, result, intent)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
  expect(proved).toBeGreaterThan(100)
})
