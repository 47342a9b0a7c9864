import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type ByteString, encodeText } from '../../src/dhcpd/source.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { AddHost } from '../../src/inventory/change.ts'
import type { Inventory } from '../../src/inventory/model.ts'
import { PlanRefused } from '../../src/request/plan.ts'
import { type Placement, planAdd, planAdds } from '../../src/request/plan-add.ts'
import { host, inventoryOf, LAB } from '../inventory/inventory-of.ts'

const BEHIND: Placement = { after: 'last-host-of-subnet' }
const CAMERA = host('camera', '00:00:5e:00:53:01', '10.20.0.10')

function adding(fields: Partial<AddHost> = {}): AddHost {
  return {
    kind: 'add',
    name: 'printer',
    mac: '00:00:5e:00:53:02',
    address: '10.20.0.11',
    comment: undefined,
    ...fields,
  }
}

/** The main file after one or more hosts were added. */
function withAdded(text: string, change: AddHost | AddHost[] = adding(), place = BEHIND): string {
  const { edits } = planAdds([change].flat(), inventoryOf(text), place)
  return applyEdits(encodeText(text), edits)
}

function inventoryOfBytes(content: ByteString): Inventory {
  return buildInventory({
    main: 'dhcpd.conf',
    files: [{ path: 'dhcpd.conf', content }],
    leases: undefined,
    digest: '',
  })
}

test('what a host inherits is told of itself, and not of one whose name differs in case only', () => {
  const text = `${host('Printer', '00:00:5e:00:53:01', '10.20.0.10')}group phones {\n  filename "a";\n}\n`

  const { hosts } = planAdd(adding(), inventoryOf(text), { group: 'phones' })

  expect(hosts[0]?.scopes).toMatchObject([{ label: 'group phones' }])
})

describe('the place', () => {
  test('is behind the last host of the subnet, not of another one', () => {
    const other = host('desk', '00:00:5e:00:53:03', '10.30.0.10')

    expect(withAdded(LAB + CAMERA + other)).toBe(
      `${LAB}${CAMERA}host printer { hardware ethernet 00:00:5e:00:53:02; fixed-address 10.20.0.11; }\n${other}`,
    )
  })

  test('is inside the declaration of the subnet where its hosts stand there', () => {
    const text = `subnet 10.20.0.0 netmask 255.255.255.0 {\n\toption routers 10.20.0.1;\n\t${CAMERA}}\n`

    expect(withAdded(text)).toBe(
      text.replace(
        '\n}',
        '\n\thost printer { hardware ethernet 00:00:5e:00:53:02; fixed-address 10.20.0.11; }\n}',
      ),
    )
    expect(planAdd(adding(), inventoryOf(text), BEHIND).hosts[0]?.scopes).toEqual([
      { label: 'subnet 10.20.0.0 netmask 255.255.255.0', options: ['option routers 10.20.0.1;'] },
    ])
  })

  test('is behind the last host of the IPv6 subnet, in its declaration where its hosts stand there', () => {
    const text = `subnet6 2001:db8::/64 {
  host camera { fixed-address6 2001:DB8::10; }
}
subnet6 2001:db8:1::/64 {
  host desk { fixed-address6 2001:db8:1::10; }
}
`

    expect(withAdded(text, adding({ address: '2001:db8::11' }))).toBe(
      text.replace(
        '::10; }\n}',
        '::10; }\n  host printer { hardware ethernet 00:00:5e:00:53:02; fixed-address6 2001:db8::11; }\n}',
      ),
    )
  })

  test.each([
    ['a group', `${LAB}group { ${CAMERA} }\n`],
    ['a pool', `${LAB.replace(/}\n$/, `pool { ${CAMERA} } }\n`)}`],
    ['the declaration of another subnet', `${LAB}subnet 10.30.0.0 netmask 255.255.255.0 { ${CAMERA} }\n`],
  ])('is the end of the file where the only host stands in %s', (_, text) => {
    expect(withAdded(text).startsWith(`${text.trimEnd()}\n\nhost printer {`)).toBe(true)
  })

  test('is the end of the file where that is asked for, or the host stands in an include', () => {
    const inventory = inventoryOf(`${LAB}include "hosts";\n`, { includes: { hosts: CAMERA } })

    expect(planAdd(adding(), inventory, BEHIND).edits).toMatchObject([{ path: 'dhcpd.conf', length: 0 }])
    expect(withAdded(`${CAMERA}authoritative;\n${LAB}`, adding(), 'end')).toMatch(/}\n\nhost printer {.*}\n$/)
  })
})

describe('the stanza', () => {
  test('has several lines where there is no example, its comment above', () => {
    expect(withAdded('', adding({ comment: 'Zoë’s' }))).toBe(
      encodeText(
        '# Zoë’s\nhost printer {\n  hardware ethernet 00:00:5e:00:53:02;\n  fixed-address 10.20.0.11;\n}\n',
      ),
    )
  })

  test('follows its neighbour in tabs, brace, blank line and line breaks', () => {
    const text = `${LAB}
host camera
{
\thardware ethernet 00:00:5e:00:53:01;
\tfixed-address 10.20.0.10;
} # by the door

authoritative;
`.replaceAll('\n', '\r\n')

    const stanza = `host printer
{
\thardware ethernet 00:00:5e:00:53:02;
\tfixed-address 10.20.0.11;
}

`.replaceAll('\n', '\r\n')

    expect(withAdded(text)).toBe(text.replace('authoritative', `${stanza}authoritative`))
  })

  test('is shown to people as it is written, but for the indentation round it and the kind of line break', () => {
    const text = `subnet 10.20.0.0 netmask 255.255.255.0 {\r\n  host camera {\r\n    fixed-address 10.20.0.10;\r\n  }\r\n}\r\n`

    const { hosts, edits } = planAdd(adding({ comment: 'x' }), inventoryOf(text), BEHIND)

    const [shown] = hosts
    expect(shown).toMatchObject({ name: 'printer', path: 'dhcpd.conf', before: undefined, line: 5 })
    expect(shown?.after).toBe(
      '# x\nhost printer {\n  hardware ethernet 00:00:5e:00:53:02;\n  fixed-address 10.20.0.11;\n}',
    )
    expect(edits[0]?.content).toBe(`\r\n  ${shown?.after?.replaceAll('\n', '\r\n  ')}`)
  })

  test('goes right behind its neighbour where something else follows on the line', () => {
    const text = `subnet 10.20.0.0 netmask 255.255.255.0 { host camera { fixed-address 10.20.0.10; } }`

    expect(withAdded(text)).toBe(
      text.replace(
        '; } }',
        '; }\nhost printer { hardware ethernet 00:00:5e:00:53:02; fixed-address 10.20.0.11; } }',
      ),
    )
  })
})

test('a new host stands behind what dhcpd reads on behind a byte 0xFF in a comment', () => {
  const text = `${LAB}${CAMERA.trimEnd()} # caf\u00ff authoritative;\n`
  const { edits } = planAdd(adding(), inventoryOfBytes(text), BEHIND)

  expect(applyEdits(text, edits)).toMatch(/10; } # caf\u00ff authoritative;\nhost printer {.*}\n$/)
})

test('a file without a final line break is left without one', () => {
  const text = (LAB + CAMERA).trimEnd()

  expect(withAdded(text)).toBe(
    `${text}\nhost printer { hardware ethernet 00:00:5e:00:53:02; fixed-address 10.20.0.11; }`,
  )
})

test('a comment at the end of the file does not become the comment of the new host', () => {
  expect(withAdded(`${LAB}# end of file`)).toContain('# end of file\n\nhost printer')
})

test('hosts planned for one place are written in their order', () => {
  const second = adding({ name: 'scanner', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })
  const inventory = inventoryOf(LAB + CAMERA)
  const single = [planAdd(adding(), inventory, BEHIND), planAdd(second, inventory, BEHIND)]

  const edits = single.flatMap((plan) => plan.edits)

  expect(applyEdits(LAB + CAMERA, edits)).toBe(withAdded(LAB + CAMERA, [adding(), second]))
  expect(inventoryOf(applyEdits(LAB + CAMERA, edits)).hosts.map(({ name }) => name)).toEqual([
    'camera',
    'printer',
    'scanner',
  ])
})

test.each([
  ['a broken file', `${LAB}host x {`],
  ['a file that dhcpd does not read to its end', `${LAB}\u00ff`],
  ['a file that has the name already', LAB + host('printer', '00:00:5e:00:53:09', '10.20.0.9')],
])('nothing is planned on %s', (_, text) => {
  expect(() => planAdd(adding(), inventoryOfBytes(text), BEHIND)).toThrow(PlanRefused)
})

test('a refusal names the place of the problem', () => {
  expect(() => planAdd(adding(), inventoryOf(`${LAB}host x {`), BEHIND)).toThrow('dhcpd.conf:5: ')
})

test('two new hosts of one name are refused', () => {
  expect(() => planAdds([adding(), adding()], inventoryOf(LAB), BEHIND)).toThrow(PlanRefused)
})

test('every byte outside the new hosts stays, and they are all that is new', () => {
  const hosts = fc
    .array(fc.integer({ min: 2, max: 90 }), { maxLength: 6 })
    .map((numbers) => [...new Set(numbers)])
  const layout = fc.constantFrom(
    (text: string) => LAB + text,
    (text: string) => `${LAB}group { ${text} }\n`,
    (text: string) => `${LAB}# caf\u00e9\n${text}`,
    (text: string) => (LAB + text).replaceAll(/([;{]) /g, '$1\r\n\t').trimEnd(),
    (text: string) => (LAB + text).trimEnd(),
    (text: string) => `subnet 10.20.0.0 netmask 255.255.255.0 { ${text}}`,
    (text: string) => `subnet 10.20.0.0 netmask 255.255.255.0 {\n\t${text.replaceAll('\n', '\n\t')}}`,
    (text: string) => `${LAB + text}\n\n# end`,
  )
  const place = fc.constantFrom<Placement>(BEHIND, 'end')
  const comment = fc.constantFrom(undefined, 'Room 3F', '#1', 'voilà', '日本')
  fc.assert(
    fc.property(hosts, layout, place, comment, (numbers, laidOut, where, said) => {
      const declared = numbers.map((number) =>
        host(`h${number}`, `0:0:5e:0:53:${number}`, `10.20.0.${number}`),
      )
      const text = laidOut(declared.join(''))
      const base = inventoryOf(text)
      const changes = [200, 201].map((number) =>
        adding({
          name: `n${number}`,
          mac: `00:00:5e:00:54:${number - 150}`,
          address: `10.20.0.${number}`,
          comment: said,
        }),
      )

      const { edits } = planAdds(changes, base, where)

      const before = base.configuration.files[0]?.content ?? ''
      const result = applyEdits(before, edits)
      expect(edits.every(({ length }) => length === 0)).toBe(true)
      expect(
        edits.reduceRight((rest, { offset, content }) => {
          const start = rest.indexOf(content, offset)
          return rest.slice(0, start) + rest.slice(start + content.length)
        }, result),
      ).toBe(before)
      const found = inventoryOfBytes(result).hosts
      expect(found.filter(({ name }) => name.startsWith('h')).map(({ name }) => name)).toEqual(
        base.hosts.map(({ name }) => name),
      )
      expect(found.filter(({ name }) => name.startsWith('n'))).toMatchObject(
        changes.map(({ name, mac, address }) => ({
          name,
          hardware: { type: 'ethernet', address: mac },
          addresses: [address],
          comment: said,
        })),
      )
    }),
  )
})
