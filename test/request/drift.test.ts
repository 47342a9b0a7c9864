import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../src/dhcpd/source.ts'
import { type Drift, isOpen, keepDrift, lookForDrift } from '../../src/request/drift.ts'
import { planAdd } from '../../src/request/plan-add.ts'
import { inventoryOf, LAB } from '../inventory/inventory-of.ts'
import { later, noon, person } from './samples.ts'

const TEXT = `host printer-2 {
  hardware ethernet 00:00:5e:00:53:02;
  fixed-address 10.20.0.11;
}`
const applied = [{ name: 'printer-2', text: TEXT }]

/** What a look at this file says, without any drift before. */
function look(text: string, open: readonly Drift[] = []) {
  return lookForDrift(applied, inventoryOf(text), open, later)
}

/** The drift that a look at this file began. */
function drift(text: string): Drift {
  const hosts = look(text).begun
  return { id: 'one', server: 'campus', noticedAt: noon, version: 1, hosts, keptBy: undefined }
}

describe('a host says what was applied', () => {
  test.for([
    ['as it was written', TEXT],
    ['on one line', 'host printer-2 { hardware ethernet 0:0:5E:0:53:2; fixed-address 10.20.0.11; }'],
    ['with its statements in another order', TEXT.replace(/( {2}hardware.*\n)(.*\n)/, '$2$1')],
    ['with tabs and CRLF', TEXT.replaceAll('\n', '\r\n').replaceAll('  ', '\t')],
    ['in a group', `group {\n${TEXT}\n}`],
  ] as const)('%s', ([_, text]) => {
    expect(look(LAB + text).begun).toEqual([])
  })

  test('when its own comment was planned with it', () => {
    const base = inventoryOf(`# The lab.\n${LAB}`)
    const mac = '00:00:5e:00:53:02'
    const change = {
      kind: 'add',
      name: 'printer-2',
      mac,
      address: '10.20.0.11',
      comment: 'by the door',
    } as const
    fc.assert(
      fc.property(fc.constantFrom('end' as const, 'managed-block' as const), (place) => {
        const { hosts, edits } = planAdd(change, base, place)
        const content = applyEdits(base.configuration.files[0]?.content ?? '', edits)

        const { begun } = lookForDrift(
          [{ name: 'printer-2', text: hosts[0]?.after ?? '' }],
          inventoryOf(content),
          [],
          later,
        )

        expect(begun).toEqual([])
      }),
    )
  })
})

describe('a host has drifted', () => {
  test.for([
    ['when its address was changed', TEXT.replace('0.11', '0.12')],
    ['when its MAC was changed', TEXT.replace('53:02', '53:03')],
    ['when an option was put in', TEXT.replace('}', '  option host-name "x";\n}')],
    ['when a comment was put above it', `# spare\n${TEXT}`],
  ] as const)('%s: what was applied and what the file says are shown', ([_, text]) => {
    expect(look(`${LAB}\n${text}\n`).begun).toEqual([
      { name: 'printer-2', expected: TEXT, found: text, end: undefined },
    ])
  })

  test('when it is gone', () => {
    expect(look(LAB).begun).toEqual([{ name: 'printer-2', expected: TEXT, found: undefined, end: undefined }])
  })

  test('when only its name is written in other letters', () => {
    expect(look(LAB + TEXT.replace('printer-2', 'Printer-2')).begun).toMatchObject([{ found: undefined }])
  })
})

describe('a drift that was shown', () => {
  const changed = LAB + TEXT.replace('0.11', '0.12')

  test('is no news while the file still says the same', () => {
    expect(look(changed, [drift(changed)])).toEqual({ ended: [], begun: [] })
  })

  test('is no news when it was only written in another form since', () => {
    const onOneLine = LAB + TEXT.replace('0.11', '0.12').replaceAll(/\s+/g, ' ')

    expect(look(onOneLine, [drift(changed)])).toEqual({ ended: [], begun: [] })
  })

  test('is over when the file again says what was applied', () => {
    const { ended, begun } = look(LAB + TEXT, [drift(changed)])

    expect(begun).toEqual([])
    expect(ended).toMatchObject([{ version: 2, hosts: [{ end: { how: 'over', at: later } }] }])
    expect(ended.some(isOpen)).toBe(false)
  })

  test('gives way to a new one when the file was changed again', () => {
    const { ended, begun } = look(LAB, [drift(changed)])

    expect(ended).toMatchObject([{ hosts: [{ end: { how: 'over' } }] }])
    expect(begun).toMatchObject([{ name: 'printer-2', found: undefined }])
  })

  test('has ended when a person keeps it, and keeps what was over before', () => {
    const [over] = look(LAB + TEXT, [drift(changed)]).ended
    if (!over) throw new Error('nothing was over')
    const other = { ...drift(changed).hosts[0], name: 'printer-3' } as Drift['hosts'][number]

    const kept = keepDrift({ ...over, hosts: [...over.hosts, other] }, person('bob'), noon)

    expect(kept.hosts.map(({ end }) => end?.how)).toEqual(['over', 'kept'])
    expect([isOpen(kept), kept.keptBy]).toEqual([false, person('bob')])
  })
})
