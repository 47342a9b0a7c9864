import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ByteString, Configuration } from '../../src/dhcpd/source.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import { indexOf } from '../../src/inventory/index.ts'
import type { Host, Inventory, Place } from '../../src/inventory/model.ts'
import { refusedOf } from '../../src/inventory/refused.ts'
import { updateInventory } from '../../src/inventory/update.ts'
import { configuration } from '../dhcpd/arbitrary/configuration.ts'
import { edited } from '../dhcpd/arbitrary/edited.ts'
import { host, LAB } from './inventory-of.ts'

function configurationOf(
  content: ByteString,
  includes: Readonly<Record<string, string>> = {},
): Configuration {
  const more = Object.entries(includes).map(([path, text]) => ({ path, content: text }))
  return {
    main: 'dhcpd.conf',
    files: [{ path: 'dhcpd.conf', content }, ...more],
    leases: undefined,
    digest: '',
  }
}

function placeOf({ path, offset, length, line, column }: Place) {
  return [path, offset, length, line, column]
}

function hostSaid(all: Host) {
  const { name, hardware, addresses, addresses6, uid, identifiers, group, options, beyond, scopes, comment } =
    all
  return [
    name,
    hardware,
    addresses,
    addresses6,
    uid,
    identifiers,
    group,
    options,
    beyond,
    scopes,
    comment,
    placeOf(all.place),
  ]
}

function everything(inventory: Inventory) {
  const placed = <T extends { place: Place }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, place: placeOf(one.place) }))
  const { byName, byMac, byAddress } = indexOf(inventory)
  const groups = [byName, byMac, byAddress].map((by) => {
    // Looked up one by one before all are asked for, as that is another way.
    const keys = inventory.hosts.flatMap(({ name, hardware, addresses }) => [
      name,
      hardware?.address ?? '',
      ...addresses,
    ])
    const found = keys.map((key) => by.get(key).map(hostSaid))
    return {
      found,
      all: [...by.keys()].toSorted(),
      shared: [...by.shared()].map(([key, hosts]) => [key, hosts.map(hostSaid)]),
    }
  })
  return {
    hosts: inventory.hosts.map(hostSaid),
    subnets: placed(inventory.subnets),
    sharedNetworks: placed(inventory.sharedNetworks),
    ranges: placed(inventory.ranges),
    pools: placed(inventory.pools),
    routers: placed(inventory.routers),
    notables: placed(inventory.notables),
    refused: refusedOf(inventory, 4),
    rest: [inventory.options, [...inventory.groups], inventory.problems],
    groups,
  }
}

/** Both ways of reading a change, and whether the quick one was taken. */
function readTwice(before: Configuration, after: Configuration) {
  const base = buildInventory(before)
  indexOf(base).byName.has('')
  refusedOf(base, 4)
  const updated = updateInventory(base, after)
  const whole = buildInventory({ ...after, files: after.files.map((file) => ({ ...file })) })
  return { updated, whole, wasDerived: updated.subnets[0] !== undefined && updated.groups === base.groups }
}

describe('a configuration that was read before', () => {
  test('is after any change what it would be when read whole', () => {
    let derived = 0
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const { updated, whole, wasDerived } = readTwice(configurationOf(before), configurationOf(after))

        if (wasDerived) derived++
        expect(everything(updated)).toEqual(everything(whole))
      }),
      { numRuns: 1_000 },
    )
    expect(derived).toBeGreaterThan(50)
  })

  test('is so where included files change, one or both, and where the earlier one is looked at again', () => {
    let derived = 0
    const mains = ['group { include "one"; } include "two";', 'include "two"; group a { } include "one";']
    fc.assert(
      fc.property(
        edited,
        edited,
        fc.constantFrom(...mains),
        fc.constantFrom('one', 'two', 'both'),
        (one, two, main, changed) => {
          const otherNames = (text: string) => text.replace(/\bh(?=\d)/g, 'k')
          const before = { one: one.before, two: otherNames(two.before) }
          const after = {
            one: changed === 'two' ? before.one : one.after,
            two: changed === 'one' ? before.two : otherNames(two.after),
          }
          const base = buildInventory(configurationOf(main, before))
          refusedOf(base, 4)

          const updated = updateInventory(base, configurationOf(main, after))
          const again = updateInventory(base, configurationOf(main, before))

          if (updated.groups === base.groups) derived++
          const whole = everything(buildInventory(configurationOf(main, before)))
          expect(everything(updated)).toEqual(everything(buildInventory(configurationOf(main, after))))
          expect(everything(again)).toEqual(whole)
          expect(everything(base)).toEqual(whole)
        },
      ),
      { numRuns: 500 },
    )
    expect(derived).toBeGreaterThan(5)
  })

  test('is so after many changes in a row, and where hosts are taken out', () => {
    fc.assert(
      fc.property(configuration(), fc.array(fc.nat(), { minLength: 10, maxLength: 12 }), (content, picks) => {
        let inventory = buildInventory(configurationOf(content))
        for (const pick of picks) {
          const { place } = inventory.hosts[pick % inventory.hosts.length] ?? {}
          if (!place) return
          const text = inventory.configuration.files[0]?.content ?? ''
          const end = place.offset + place.length
          const added = pick % 3 === 0 ? `\nhost added${pick} { fixed-address 10.20.201.${pick % 250}; }` : ''
          const from = pick % 3 === 1 ? place.offset : end
          inventory = updateInventory(
            inventory,
            configurationOf(text.slice(0, from) + added + text.slice(end)),
          )
        }
        const whole = buildInventory(configurationOf(inventory.configuration.files[0]?.content ?? ''))

        expect(everything(inventory)).toEqual(everything(whole))
      }),
      { numRuns: 100 },
    )
  })

  const A = host('a', '00:00:5e:00:53:01', '10.20.0.10')
  const B = host('b', '00:00:5e:00:53:02', '10.20.0.11')
  const C = host('c', '00:00:5e:00:53:03', '10.20.0.12')

  test.each([
    ['in the main file', `${LAB}include "more";\n${A}`, `${LAB}include "more";\n${A}${C}`, B, B],
    ['in an included file', `${LAB}include "more";\n${A}`, `${LAB}include "more";\n${A}`, B, B + C],
    [
      'in a file that is included in a group',
      `${LAB}group { include "more"; }\n${A}`,
      `${LAB}group { include "more"; }\n${A}`,
      B,
      B + C,
    ],
    [
      'in a file where a host beside it has its name in capitals',
      `${LAB}include "more"; group { ${A.toUpperCase().replace('HOST', 'host')} }\n${A}`,
      `${LAB}include "more"; group { ${A.toUpperCase().replace('HOST', 'host')} }\n${A.replace('0.10', '0.13')}`,
      B,
      B,
    ],
  ])('is read at the change alone %s', (_, main, mainAfter, more, moreAfter) => {
    const { updated, whole, wasDerived } = readTwice(
      configurationOf(main, { more }),
      configurationOf(mainAfter, { more: moreAfter }),
    )

    expect(wasDerived).toBe(true)
    expect(everything(updated)).toEqual(everything(whole))
  })

  test.each([
    ['another statement changes', LAB + A, LAB.replace('0.199', '0.200') + A],
    ['a name comes twice', LAB + A + B, LAB + A + B + A],
    ['a host is no host any more', LAB + A + B, LAB + A.replace('fixed-address', 'include') + B],
    ['it was broken', `${LAB}${A}}`, LAB + A],
    ['it breaks', LAB + A, `${LAB}${A}}`],
  ])('is read whole where %s', (_, before, after) => {
    const { updated, whole, wasDerived } = readTwice(configurationOf(before), configurationOf(after))

    expect(wasDerived).toBe(false)
    expect(everything(updated)).toEqual(everything(whole))
  })

  test('is read whole where another file is the main one, or one is there no more', () => {
    const before = configurationOf(`${LAB}include "more";\n${A}`, { more: B })
    const after = configurationOf(`${LAB}include "more";\n${C}`, { more: B })
    const [main, ...others] = after.files

    for (const changed of [
      { ...after, main: 'more' },
      { ...after, files: main ? [main] : others },
    ]) {
      const { updated, whole } = readTwice(before, changed)
      expect(everything(updated)).toEqual(everything(whole))
    }
  })

  const DEFINED = 'option host-name code 12 = unsigned integer 8;\n'
  test.each([
    ['a string with an escape that is none', 'host a { }', 'host a { option host-name "\\xzz"; }'],
    ['a string too long for dhcpd', 'host a { }', `host a { option host-name "${'x'.repeat(1_500)}"; }`],
    ['a name too long for dhcpd', 'host a { }', `host a${'x'.repeat(1_500)} { }`],
    ['a blank too long for dhcpd', 'host a { }', `host a {${' '.repeat(1_500)}}`],
    [
      'blanks that become one too long',
      `host a { }${' '.repeat(800)}host b { }${' '.repeat(800)}`,
      `host a { }${' '.repeat(1_600)}`,
    ],
    [
      'a value of an option that is defined anew',
      `${DEFINED}host a { }`,
      `${DEFINED}host a { option host-name "a"; }`,
    ],
    [
      'a value of another option that is defined anew',
      `${DEFINED.replace('host-name code 12', 'domain-name code 15')}host a { }`,
      `${DEFINED.replace('host-name code 12', 'domain-name code 15')}host a { option domain-name "a"; }`,
    ],
    [
      'a value of an option that is defined anew in capitals',
      `${DEFINED.toUpperCase()}host a { }`,
      `${DEFINED.toUpperCase()}host a { option host-name "a"; }`,
    ],
  ])('is refused where dhcpd would refuse the change: %s', (_, before, after) => {
    const { updated, whole } = readTwice(configurationOf(LAB + before), configurationOf(LAB + after))

    expect(refusedOf(updated, 4)).not.toEqual([])
    expect(refusedOf(updated, 4)).toEqual(refusedOf(whole, 4))
  })

  test('lists a host once that names an address twice', () => {
    const twice = host('b', '00:00:5e:00:53:02', '10.20.0.11, 10.20.0.11')
    const { updated, whole } = readTwice(configurationOf(LAB + A), configurationOf(LAB + A + twice))

    for (const inventory of [updated, whole]) {
      expect(indexOf(inventory).byAddress.get('10.20.0.11')).toHaveLength(1)
    }
  })

  test('has one object for each host, however it is looked for', () => {
    const { updated, wasDerived } = readTwice(configurationOf(LAB + A), configurationOf(LAB + A + B))

    const found = ['a', 'b'].map((name) => indexOf(updated).byName.get(name)[0])

    expect(wasDerived).toBe(true)
    expect(updated.hosts.map((each, index) => each === found[index])).toEqual([true, true])
  })
})
