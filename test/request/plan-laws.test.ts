import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type ByteString } from '../../src/dhcpd/source.ts'
import { tokenText } from '../../src/dhcpd/token.ts'
import { tokenize } from '../../src/dhcpd/tokenize.ts'
import type { Family } from '../../src/inventory/address.ts'
import { plainIpv6 } from '../../src/inventory/address6.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { AddHost, EditHost } from '../../src/inventory/change.ts'
import type { Host, Inventory } from '../../src/inventory/model.ts'
import { meaningOf } from '../../src/request/drift.ts'
import type { Plan } from '../../src/request/plan.ts'
import { type Placement, planAdd, planAdds } from '../../src/request/plan-add.ts'
import { planChanges } from '../../src/request/plan-changes.ts'
import { planEdit } from '../../src/request/plan-edit.ts'
import { planRemove } from '../../src/request/plan-remove.ts'
import { configuration } from '../dhcpd/arbitrary/configuration.ts'
import { UNCHANGED } from '../support/unchanged.ts'

const PLACEMENTS: readonly Placement[] = [
  { after: 'last-host-of-subnet' },
  'end',
  { file: 'dhcpd.conf' },
  'managed-block',
]

function inventoryOfBytes(content: ByteString): Inventory {
  const files = [{ path: 'dhcpd.conf', content }]
  return buildInventory({ main: 'dhcpd.conf', files, leases: undefined, digest: '' })
}

function planned(content: ByteString, plan: (inventory: Inventory) => Plan): ByteString {
  return applyEdits(content, plan(inventoryOfBytes(content)).edits)
}

function newHost(number: number, comment: string | undefined, family: Family): AddHost {
  const address = family === 6 ? `2001:db8::2:${number}` : `10.20.200.${number}`
  return { kind: 'add', name: `new${number}`, mac: `00:00:5e:00:54:0${number}`, address, comment }
}

const comments = fc.constantFrom(undefined, 'Room 3F', '#1', 'voilà')

describe.each([4, 6] as const)('over generated configurations for IPv%i', (family) => {
  test('printing what was read gives back every byte', () => {
    fc.assert(
      fc.property(configuration(family), (content) => {
        const tokens = tokenize(content)
        const texts = Array.from(tokens.kinds, (_, index) => tokenText(content, tokens, index))

        expect(texts.join('')).toBe(content)
        expect(inventoryOfBytes(content).problems).toEqual([])
      }),
    )
  })

  test('adding a host and removing it gives back every byte', () => {
    fc.assert(
      fc.property(
        configuration(family),
        fc.constantFrom(...PLACEMENTS),
        comments,
        (content, place, comment) => {
          const managed = planned(content, (base) =>
            planAdd(newHost(1, undefined, family), base, 'managed-block'),
          )
          const before = place === 'managed-block' ? managed : content
          const host = newHost(2, comment, family)

          const added = planned(before, (base) => planAdd(host, base, place))

          expect(planned(added, (base) => planRemove({ kind: 'remove', target: host.name }, base))).toBe(
            before,
          )
        },
      ),
      { numRuns: 400 },
    )
  })

  test('adding a host to a group and removing it gives back every byte', () => {
    let groups = 0
    fc.assert(
      fc.property(configuration(family), comments, (content, comment) => {
        const base = inventoryOfBytes(content)
        const lines = content.split('\n')
        const line = lines.findIndex((text) => text.split(/\bgroup\b/).length === 2)
        if (line === -1) return
        const group = /group (g\d+)/.exec(lines[line] ?? '')?.[1] ?? `dhcpd.conf:${line + 1}`
        const host = newHost(1, comment, family)

        const { edits, hosts } = planAdd(host, base, { group })

        expect(hosts[0]?.scopes.at(-1)?.label).toMatch(/^group\b/)
        const added = applyEdits(content, edits)
        expect(planned(added, (result) => planRemove({ kind: 'remove', target: host.name }, result))).toBe(
          content,
        )
        groups++
      }),
      { numRuns: 400 },
    )
    expect(groups).toBeGreaterThan(20)
  })

  test('several hosts planned at once do not overlap, and each can be taken out again', () => {
    fc.assert(
      fc.property(
        configuration(family),
        fc.constantFrom(...PLACEMENTS),
        comments,
        (content, place, comment) => {
          const hosts = [1, 2, 3].map((number) => newHost(number, comment, family))

          const added = planned(content, (base) => planAdds(hosts, base, place))

          const removed = hosts.reduceRight(
            (text, { name }) => planned(text, (base) => planRemove({ kind: 'remove', target: name }, base)),
            added,
          )
          const kept = place === 'managed-block' ? /\r?\n\r?\n# leasehold begin\r?\n# leasehold end/ : /^$/
          expect(removed.replace(kept, '')).toBe(content)
        },
      ),
    )
  })

  test('any hosts can be taken out at once, and what is left is the others as they were', () => {
    fc.assert(
      fc.property(
        configuration(family),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (content, picks) => {
          const base = inventoryOfBytes(content)
          const gone = base.hosts.filter((_, index) => picks[index % picks.length])

          const result = planned(content, (same) =>
            planChanges(
              gone.map(({ name }) => ({ kind: 'remove', target: name })),
              same,
              'end',
            ),
          )

          const left = inventoryOfBytes(result)
          const kept = base.hosts.filter((host) => !gone.includes(host))
          expect(left.problems).toEqual([])
          expect(left.hosts.map((host) => meaningOf(host, left))).toEqual(
            kept.map((host) => meaningOf(host, base)),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  test('removing a host takes out lines or parts of them, and joins no two blank stretches', () => {
    fc.assert(
      fc.property(configuration(family), fc.nat(), (content, pick) => {
        const base = inventoryOfBytes(content)
        const host = base.hosts[pick % Math.max(1, base.hosts.length)]
        if (!host) return

        const { edits } = planRemove({ kind: 'remove', target: host.name }, base)

        const result = applyEdits(content, edits)
        expect(edits).toMatchObject([{ path: 'dhcpd.conf', content: '' }])
        expect(longestGap(result)).toBeLessThanOrEqual(longestGap(content))
        expect(orphanedBlanks(result)).toBeLessThanOrEqual(orphanedBlanks(content))
        expect(result.endsWith('\n')).toBe(content.endsWith('\n'))
      }),
      { numRuns: 400 },
    )
  })

  test('a change and its inverse give back every byte', () => {
    fc.assert(
      fc.property(configuration(family), fc.nat(), fc.constantFrom(...FIELDS), (content, pick, field) => {
        const base = inventoryOfBytes(content)
        const host = base.hosts[pick % Math.max(1, base.hosts.length)]
        if (!host || !isPlain(host, content)) return
        const there: EditHost['change'] = { ...UNCHANGED, ...changesFor(family)[field] }
        const back: EditHost['change'] = {
          ...UNCHANGED,
          ...(field === 'name' && { name: host.name }),
          ...(field === 'mac' && { mac: host.hardware?.address }),
          ...(field === 'addresses' && addressesOf(family, family === 6 ? host.addresses6 : host.addresses)),
          ...(field === 'comment' && { comment: host.comment ?? '' }),
        }
        // Several comments become one, and text is written as UTF-8.
        if (field === 'comment' && /[^ -~]/.test(host.comment ?? '')) return
        // Between others on its line a new comment has no place, which is refused.
        if (field === 'comment' && isBetweenOthers(host, content)) return

        const changed = planned(content, (inventory) =>
          planEdit({ kind: 'edit', target: host.name, change: there }, inventory),
        )

        const target = there.name ?? host.name
        expect(changed).not.toBe(content)
        expect(
          planned(changed, (inventory) => planEdit({ kind: 'edit', target, change: back }, inventory)),
        ).toBe(content)
      }),
      { numRuns: 400 },
    )
  })

  test('addresses put before and behind those of a host and taken out again give back every byte', () => {
    let lists = 0
    fc.assert(
      fc.property(configuration(family), fc.nat(), fc.boolean(), (content, pick, isBefore) => {
        const { hosts } = inventoryOfBytes(content)
        const host = hosts[pick % Math.max(1, hosts.length)]
        const own = (family === 6 ? host?.addresses6 : host?.addresses) ?? []
        if (!host || own.length === 0) return
        const more = [newHost(1, undefined, family).address, newHost(2, undefined, family).address]
        const change = (addresses: readonly string[]) => (inventory: Inventory) =>
          planEdit(
            { kind: 'edit', target: host.name, change: { ...UNCHANGED, ...addressesOf(family, addresses) } },
            inventory,
          )

        const listed = planned(content, change(isBefore ? [...more, ...own] : [...own, ...more]))

        expect(listed).not.toBe(content)
        expect(planned(listed, change(own))).toBe(content)
        lists++
      }),
      { numRuns: 400 },
    )
    expect(lists).toBeGreaterThan(50)
  })
})

const FIELDS = ['name', 'mac', 'addresses', 'comment'] as const
function changesFor(family: Family) {
  return {
    name: { name: 'renamed' },
    mac: { mac: '00:00:5e:00:55:01' },
    addresses: addressesOf(family, [family === 6 ? '2001:db8::2:1' : '10.20.201.1']),
    comment: { comment: 'Room 9' },
  }
}

function addressesOf(family: Family, addresses: readonly string[]) {
  return family === 6 ? { addresses6: addresses } : { addresses }
}

/** Plain notation, and blanks round the statements: what is written when nothing else is asked. */
function isPlain({ place, hardware, addresses6 }: Host, content: ByteString): boolean {
  const text = content.slice(place.offset, place.offset + place.length)
  const isMacPlain = text.includes(` ${hardware?.address};`)
  return isMacPlain && addresses6.every((address) => plainIpv6(address) === address) && /\s}$/.test(text)
}

/** Whether something stands before a host on its line, and something behind it. */
function isBetweenOthers({ place }: Host, content: ByteString): boolean {
  const end = place.offset + place.length
  const before = content.slice(content.lastIndexOf('\n', place.offset) + 1, place.offset)
  const behind = content.slice(
    end,
    content.indexOf('\n', end) === -1 ? undefined : content.indexOf('\n', end),
  )
  return /\S/.test(before) && /\S/.test(behind)
}

/** The most line breaks in one stretch of white space. */
function longestGap(text: ByteString): number {
  return Math.max(0, ...(text.match(/[ \t\r\n]+/g) ?? []).map((blanks) => blanks.split('\n').length - 1))
}

/** Lines that end in blanks behind something else. */
function orphanedBlanks(text: ByteString): number {
  return text.match(/\S[ \t]+\r?$/gm)?.length ?? 0
}
