import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, type ByteString } from '../../src/dhcpd/source.ts'
import { tokenText } from '../../src/dhcpd/token.ts'
import { tokenize } from '../../src/dhcpd/tokenize.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { AddHost } from '../../src/inventory/change.ts'
import type { Inventory } from '../../src/inventory/model.ts'
import type { Plan } from '../../src/request/plan.ts'
import { type Placement, planAdd, planAdds } from '../../src/request/plan-add.ts'
import { type HostEdit, planEdit } from '../../src/request/plan-edit.ts'
import { planRemove } from '../../src/request/plan-remove.ts'
import { configuration } from '../dhcpd/arbitrary/configuration.ts'

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

function newHost(number: number, comment: string | undefined, address = `10.20.200.${number}`): AddHost {
  return { kind: 'add', name: `new${number}`, mac: `00:00:5e:00:54:0${number}`, address, comment }
}

const comments = fc.constantFrom(undefined, 'Room 3F', '#1', 'voilà')

describe('over generated configurations', () => {
  test('printing what was read gives back every byte', () => {
    fc.assert(
      fc.property(configuration(), (content) => {
        const tokens = tokenize(content)
        const texts = Array.from(tokens.kinds, (_, index) => tokenText(content, tokens, index))

        expect(texts.join('')).toBe(content)
        expect(inventoryOfBytes(content).problems).toEqual([])
      }),
    )
  })

  test('adding a host and removing it gives back every byte', () => {
    fc.assert(
      fc.property(configuration(), fc.constantFrom(...PLACEMENTS), comments, (content, place, comment) => {
        const managed = planned(content, (base) => planAdd(newHost(1, undefined), base, 'managed-block'))
        const before = place === 'managed-block' ? managed : content
        const host = newHost(2, comment)

        const added = planned(before, (base) => planAdd(host, base, place))

        expect(planned(added, (base) => planRemove({ kind: 'remove', name: host.name }, base))).toBe(before)
      }),
      { numRuns: 400 },
    )
  })

  test('adding a host to a group and removing it gives back every byte', () => {
    let groups = 0
    fc.assert(
      fc.property(configuration(), comments, (content, comment) => {
        const base = inventoryOfBytes(content)
        const lines = content.split('\n')
        const line = lines.findIndex((text) => text.split(/\bgroup\b/).length === 2)
        if (line === -1) return
        const group = /group (g\d+)/.exec(lines[line] ?? '')?.[1] ?? `dhcpd.conf:${line + 1}`
        const host = newHost(1, comment)

        const { edits, hosts } = planAdd(host, base, { group })

        expect(hosts[0]?.scopes.at(-1)?.label).toMatch(/^group\b/)
        const added = applyEdits(content, edits)
        expect(planned(added, (result) => planRemove({ kind: 'remove', name: host.name }, result))).toBe(
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
      fc.property(configuration(), fc.constantFrom(...PLACEMENTS), comments, (content, place, comment) => {
        const hosts = [1, 2, 3].map((number) => newHost(number, comment))

        const added = planned(content, (base) => planAdds(hosts, base, place))

        const removed = hosts.reduceRight(
          (text, { name }) => planned(text, (base) => planRemove({ kind: 'remove', name }, base)),
          added,
        )
        const kept = place === 'managed-block' ? /\r?\n\r?\n# leasehold begin\r?\n# leasehold end/ : /^$/
        expect(removed.replace(kept, '')).toBe(content)
      }),
    )
  })

  test('removing a host takes out lines or parts of them, and joins no two blank stretches', () => {
    fc.assert(
      fc.property(configuration(), fc.nat(), (content, pick) => {
        const base = inventoryOfBytes(content)
        const host = base.hosts[pick % Math.max(1, base.hosts.length)]
        if (!host) return

        const { edits } = planRemove({ kind: 'remove', name: host.name }, base)

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
      fc.property(configuration(), fc.nat(), fc.constantFrom(...FIELDS), (content, pick, field) => {
        const base = inventoryOfBytes(content)
        const host = base.hosts[pick % Math.max(1, base.hosts.length)]
        if (!host || !isPlain(content.slice(host.place.offset, host.place.offset + host.place.length))) return
        const there: HostEdit['change'] = { ...KEPT, ...CHANGES[field] }
        const back: HostEdit['change'] = {
          ...KEPT,
          ...(field === 'name' && { name: host.name }),
          ...(field === 'mac' && { mac: host.hardware?.address }),
          ...(field === 'addresses' && { addresses: host.addresses }),
          ...(field === 'comment' && { comment: host.comment ?? '' }),
        }
        // Several comments become one, and text is written as UTF-8.
        if (field === 'comment' && /[^ -~]/.test(host.comment ?? '')) return

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
})

const FIELDS = ['name', 'mac', 'addresses', 'comment'] as const
const KEPT: HostEdit['change'] = {
  name: undefined,
  mac: undefined,
  addresses: undefined,
  addresses6: undefined,
  comment: undefined,
  options: [],
}
const CHANGES = {
  name: { name: 'renamed' },
  mac: { mac: '00:00:5e:00:55:01' },
  addresses: { addresses: ['10.20.201.1'] },
  comment: { comment: 'Room 9' },
}

/** Octets of two digits in lower case, and blanks round the statements: what is written when nothing else is asked. */
function isPlain(text: ByteString): boolean {
  return !/:[0-9a-fA-F]:|:[0-9a-fA-F];|[A-F]/.test(text) && /\s}$/.test(text)
}

/** The most line breaks in one stretch of white space. */
function longestGap(text: ByteString): number {
  return Math.max(0, ...(text.match(/[ \t\r\n]+/g) ?? []).map((blanks) => blanks.split('\n').length - 1))
}

/** Lines that end in blanks behind something else. */
function orphanedBlanks(text: ByteString): number {
  return text.match(/\S[ \t]+\r?$/gm)?.length ?? 0
}
