import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { includedPaths } from '../../src/dhcpd/includes.ts'
import { applyEdits, type ByteString, toByteString } from '../../src/dhcpd/source.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { AddHost, EditHost } from '../../src/inventory/change.ts'
import type { Host, Inventory } from '../../src/inventory/model.ts'
import { type Plan, PlanRefused } from '../../src/request/plan.ts'
import { type Placement, planAdd } from '../../src/request/plan-add.ts'
import { planEdit } from '../../src/request/plan-edit.ts'
import { planRemove } from '../../src/request/plan-remove.ts'
import { UNCHANGED } from '../support/unchanged.ts'

/** Real configurations; they are not part of the project and lie beside it where they lie. */
const corpus = new URL('../../../shared/corpus/dhcpd/', import.meta.url)
const MOST_HOSTS = 12

describe.skipIf(!existsSync(corpus))('over the corpus of real files', () => {
  const contents = existsSync(corpus)
    ? readdirSync(corpus).map((name) => toByteString(readFileSync(new URL(name, corpus))))
    : []
  const sound = contents.filter((content) => inventoryOf(content).problems.length === 0)

  test('adding a host and removing it gives back every byte', () => {
    const places: Placement[] = [{ after: 'last-host-of-subnet' }, 'end']

    const changed = sound.flatMap((content) =>
      places.filter((place) => {
        const host = newHost(inventoryOf(content))
        const added = planned(content, (base) => planAdd(host, base, place))
        return planned(added, (base) => planRemove({ kind: 'remove', target: host.name }, base)) !== content
      }),
    )

    expect(sound.length).toBeGreaterThan(50)
    expect(changed).toEqual([])
  })

  test('every host can be removed, and takes nothing else with it', () => {
    const lengths = sound.flatMap((content) =>
      someHosts(content).map(({ name, place }) => {
        const result = planned(content, (base) => planRemove({ kind: 'remove', target: name }, base))
        return content.length - result.length - place.length
      }),
    )

    expect(lengths.length).toBeGreaterThan(100)
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(0)
  })

  test('a new name and the old one again give back every byte', () => {
    let edited = 0
    for (const content of sound) {
      for (const { name } of someHosts(content)) {
        const there = tried(content, {
          kind: 'edit',
          target: name,
          change: { ...UNCHANGED, name: 'renamed' },
        })
        if (there === undefined) continue
        edited++

        expect(tried(there, { kind: 'edit', target: 'renamed', change: { ...UNCHANGED, name } })).toBe(
          content,
        )
      }
    }
    expect(edited).toBeGreaterThan(100)
  })
})

/** A file whose includes are there and say nothing. */
function inventoryOf(content: ByteString): Inventory {
  const includes = [...new Set(includedPaths(content))].map((path) => ({ path, content: '' }))
  const files = [{ path: 'dhcpd.conf', content }, ...includes]
  return buildInventory({ main: 'dhcpd.conf', files, leases: undefined, digest: '' })
}

function planned(content: ByteString, plan: (inventory: Inventory) => Plan): ByteString {
  return applyEdits(content, plan(inventoryOf(content)).edits)
}

/** Undefined for a host that is to be edited by hand. */
function tried(content: ByteString, edit: EditHost): ByteString | undefined {
  try {
    return planned(content, (base) => planEdit(edit, base))
  } catch (error) {
    if (error instanceof PlanRefused && error.message.endsWith('Edit it by hand.')) return undefined
    throw error
  }
}

function someHosts(content: ByteString): readonly Host[] {
  return inventoryOf(content).hosts.slice(0, MOST_HOSTS)
}

/** A host whose address makes it a neighbour of one that is there. */
function newHost({ hosts, subnets }: Inventory): AddHost {
  const address = hosts.flatMap(({ addresses }) => addresses)[0] ?? subnets[0]?.network ?? '10.20.0.1'
  return { kind: 'add', name: 'new-host', mac: '00:00:5e:00:53:01', address, comment: undefined }
}
