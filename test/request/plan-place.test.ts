import { describe, expect, test } from 'vitest'
import { applyEdits, encodeText } from '../../src/dhcpd/source.ts'
import type { AddHost } from '../../src/inventory/change.ts'
import { PlanRefused } from '../../src/request/plan.ts'
import { type Placement, planAdds } from '../../src/request/plan-add.ts'
import { host, inventoryOf, LAB } from '../inventory/inventory-of.ts'

const CAMERA = host('camera', '00:00:5e:00:53:01', '10.20.0.10')
const PRINTER = host('printer', '00:00:5e:00:53:02', '10.20.0.11').trimEnd()
const SCANNER = host('scanner', '00:00:5e:00:53:03', '10.20.0.12').trimEnd()

function adding(name = 'printer', last = 2): AddHost {
  return {
    kind: 'add',
    name,
    mac: `00:00:5e:00:53:0${last}`,
    address: `10.20.0.1${last - 1}`,
    comment: undefined,
  }
}

/** The main file, or an include, after hosts were added. */
function added(
  text: string,
  place: Placement,
  { hosts = [adding()], includes = {} }: { hosts?: AddHost[]; includes?: Record<string, string> } = {},
): string {
  const { edits } = planAdds(hosts, inventoryOf(text, { includes }), place)
  const [path = ''] = edits.map((edit) => edit.path)
  return applyEdits(encodeText(includes[path] ?? text), edits)
}

describe('a file', () => {
  test('gets new hosts at its end, in the style of its own hosts', () => {
    const text = `${LAB}group {\n  include "hosts";\n}\n`
    const includes = { hosts: `${CAMERA}# old\n` }

    expect(added(text, { file: 'hosts' }, { includes })).toBe(`${CAMERA}# old\n\n${PRINTER}\n`)
  })

  test('that is empty gets them as its only lines', () => {
    expect(added(`${LAB}include "hosts";\n`, { file: 'hosts' }, { includes: { hosts: '' } })).toMatch(
      /^host printer {\n[^}]*}\n$/,
    )
  })

  test('that is not one of the configuration is refused', () => {
    expect(() => added(LAB, { file: 'hosts' })).toThrow('hosts is no file of this configuration')
  })
})

describe('a group', () => {
  test('is found by its name and gets new hosts behind its own', () => {
    const text = `group a {\n  filename "a";\n  ${CAMERA}  group { ${SCANNER} }\n}\n`

    expect(added(text, { group: 'a' })).toBe(text.replace('  group', `  ${PRINTER}\n  group`))
  })

  test('without a name is found by its place', () => {
    expect(added(`${CAMERA}group {\n\tfilename "a";\n}\n`, { group: 'dhcpd.conf:2' })).toBe(
      `${CAMERA}group {\n\tfilename "a";\n\t${PRINTER}\n}\n`,
    )
  })

  test('in an include is edited there', () => {
    const includes = { hosts: `group a {\n}\n${CAMERA}` }

    expect(added('include "hosts";\n', { group: 'a' }, { includes })).toBe(
      `group a {\n  ${PRINTER}\n}\n${CAMERA}`,
    )
  })

  test('keeps a comment at its end apart from a new host', () => {
    expect(added(`${CAMERA}group a {\n  # phones\n}\n`, { group: 'a' })).toBe(
      `${CAMERA}group a {\n  # phones\n\n  ${PRINTER}\n}\n`,
    )
  })

  test.each([
    ['missing', LAB, 'There is no group a.'],
    ['declared twice', 'group a { }\ngroup a { }\n', 'is declared in dhcpd.conf:1 and in dhcpd.conf:2'],
  ])('that is %s is refused', (_, text, message) => {
    expect(() => added(text, { group: 'a' })).toThrow(PlanRefused)
    expect(() => added(text, { group: 'a' })).toThrow(message)
  })
})

describe('the managed block', () => {
  const both = [adding(), adding('scanner', 3)]

  test('is made at the end of the file, once for all new hosts', () => {
    expect(added(CAMERA, 'managed-block', { hosts: both })).toBe(
      `${CAMERA}\n# leasehold begin\n${PRINTER}\n${SCANNER}\n# leasehold end\n`,
    )
  })

  test('keeps new hosts between its comments, which belong to none of them', () => {
    const text = `# leasehold begin\n# leasehold end\n${CAMERA}`

    const once = added(text, 'managed-block')

    expect(once).toBe(`# leasehold begin\n${PRINTER}\n# leasehold end\n${CAMERA}`)
    expect(inventoryOf(once).hosts[0]?.comment).toBeUndefined()
    expect(added(once, 'managed-block', { hosts: [adding('scanner', 3)] })).toBe(
      once.replace('# leasehold end', `${SCANNER}\n# leasehold end`),
    )
  })

  test('is none inside a declaration', () => {
    const text = `${CAMERA}group {\n  # leasehold begin\n  # leasehold end\n}\n`

    expect(added(text, 'managed-block').startsWith(`${text}\n# leasehold begin\n`)).toBe(true)
  })
})
