import { existsSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testWithDhcpd } from '../../src/cli/local/test-with-dhcpd.ts'
import { applyEdits, type ByteString, toBytes } from '../../src/dhcpd/source.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import { checkAdd } from '../../src/inventory/check-add.ts'
import { planAdd } from '../../src/request/plan-add.ts'
import { folderWith } from '../cli/local/folder.ts'

const hasDhcpd = existsSync('/usr/sbin/dhcpd')

/** Whole statements that dhcpd takes at top level, in any order and number, each with what may part them. */
function configurations(): fc.Arbitrary<ByteString> {
  const blank = fc.constantFrom(' ', '\n', '\t', '\r\n', '\n\n', ' # {caf\u00e9;"\n', '\n# x }\n')
  const lone = fc.constantFrom(
    'authoritative;',
    'default-lease-time 600;',
    'option domain-name "a;}\\"#";',
    'if known { default-lease-time 60; } elsif exists host-name { } else { }',
    'class "c" { match if substring(hardware, 1, 3) = 00:00:5e; }',
    'group named { option routers 10.20.0.1; host g { } }',
    'shared-network s { subnet 10.40.0.0 netmask 255.255.255.0 { } pool { range 10.40.0.9; } }',
  )
  const host = fc
    .tuple(fc.integer({ min: 2, max: 250 }), blank, fc.boolean())
    .map(([number, gap, inside]) => {
      const body = `hardware ethernet 0:0:5e:0:53:${number.toString(16)};${gap}fixed-address 10.20.0.${number};`
      const host = `host h${number}${gap}{${gap}${body}${gap}}`
      return inside ? `subnet 10.${number}.0.0 netmask 255.255.0.0 {${gap}${host}${gap}}` : host
    })
  const statement = fc.tuple(fc.oneof(lone, host), blank).map((parts) => parts.join(''))
  return fc
    .uniqueArray(statement, { maxLength: 8, selector: (text) => text.slice(0, 9) })
    .map((statements) => `subnet 10.20.0.0 netmask 255.255.255.0 { }\n${statements.join('')}`)
}

describe.skipIf(!hasDhcpd && process.env.CI !== 'true')('held against the real dhcpd', () => {
  test('what is added to a file that dhcpd accepts is accepted', async () => {
    const at = folderWith({})
    const file = at('dhcpd.conf')
    const accepts = async (content: ByteString) => {
      writeFileSync(file, toBytes(content))
      return (await testWithDhcpd(file, 4)).kind === 'accepted'
    }
    let added = 0
    const place = fc.constantFrom<Parameters<typeof planAdd>[2]>('end', { after: 'last-host-of-subnet' })
    await fc.assert(
      fc.asyncProperty(
        configurations(),
        place,
        fc.constantFrom('', 'caf\u00e9'),
        async (content, where, comment) => {
          const files = [{ path: file, content }]
          const inventory = buildInventory({ main: file, files, leases: undefined, digest: '' })
          if (!(await accepts(content))) return
          expect(inventory.problems).toEqual([])
          const names = { pattern: undefined, domain: undefined }
          const typed = {
            name: 'new',
            mac: '00:00:5e:00:54:01',
            address: 'auto',
            subnet: '10.20.0.0/24',
            comment,
          }
          const { change } = checkAdd(typed, { inventory, names, reserved: [] })
          if (!change) throw new Error('the host is refused')

          const result = applyEdits(content, planAdd(change, inventory, where).edits)

          expect(await accepts(result)).toBe(true)
          added++
        },
      ),
      { numRuns: 150 },
    )
    expect(added).toBeGreaterThan(50)
  })

  test('its reason is told without its banner', async () => {
    const at = folderWith({ 'dhcpd.conf': 'authoritative;\nhost a { hardwar }\n' })

    const verdict = await testWithDhcpd(at('dhcpd.conf'), 4)

    expect(verdict).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/dhcpd\.conf line 2: /) })
    expect(JSON.stringify(verdict)).not.toMatch(/Internet Systems|exiting/)
  })
})

test('where there is no dhcpd, that is told apart from a refusal', async () => {
  expect(await testWithDhcpd('/dev/null', 4, ['/nowhere/dhcpd'])).toEqual({ kind: 'absent' })
})
