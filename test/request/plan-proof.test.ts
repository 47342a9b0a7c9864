import { describe, expect, test } from 'vitest'
import { PlanRefused } from '../../src/request/plan.ts'
import { type HostFacts, prove as proveEdits } from '../../src/request/plan-proof.ts'
import { host, inventoryOf, LAB } from '../inventory/inventory-of.ts'

const BASE = LAB + host('camera', '00:00:5e:00:53:01', '10.20.0.10')
const PRINTER: HostFacts = {
  name: 'printer',
  hardware: { type: 'ethernet', address: '00:00:5e:00:53:02' },
  addresses: ['10.20.0.11'],
  addresses6: [],
  comment: undefined,
}
const STANZA = host('printer', '00:00:5e:00:53:02', '10.20.0.11')

/** Proves that a content put in the place of `length` bytes at the end of the file adds the printer. */
function prove(content: string, length = 0): void {
  const edits = [{ path: 'dhcpd.conf', offset: BASE.length - length, length, content }]
  proveEdits(edits, inventoryOf(BASE), { added: [PRINTER], fates: new Map() })
}

test('the host that was asked for is proved', () => {
  expect(() => prove(STANZA)).not.toThrow()
})

test.each([
  ['nothing', ''],
  ['another name', STANZA.replace('printer', 'scanner')],
  ['another MAC', STANZA.replace('53:02', '53:03')],
  ['another type of hardware', STANZA.replace('ethernet', 'token-ring')],
  ['another address', STANZA.replace('0.11', '0.12')],
  ['a comment', `# mine\n${STANZA}`],
  ['one host more', STANZA + host('scanner', '00:00:5e:00:53:03', '10.20.0.12')],
  ['a subnet', `${STANZA}subnet 10.30.0.0 netmask 255.255.255.0 { }`],
  ['a range', `${STANZA}range 10.20.0.20;`],
  ['a statement that no inventory lists', `${STANZA}authoritative;`],
  ['what cannot be read', `${STANZA}}`],
])('an edit that adds %s is refused', (_, content) => {
  expect(() => prove(content)).toThrow(PlanRefused)
})

test('an edit that takes something away is refused', () => {
  expect(() => prove(STANZA, host('camera', '00:00:5e:00:53:01', '10.20.0.10').length)).toThrow(PlanRefused)
})

describe('a host that is meant to change or to go', () => {
  const text = 'group a { host camera { fixed-address 10.20.0.10; } }\ngroup b { }\nauthoritative;\n'
  const base = inventoryOf(text)
  const [camera] = base.hosts
  const changed = {
    name: 'desk',
    hardware: undefined,
    addresses: ['10.20.0.10'],
    addresses6: [],
    comment: undefined,
  }

  /** Proves that the file with `from` replaced is the base with the camera's fate. */
  function proveFate(fate: HostFacts | undefined, from: string | RegExp, to: string): void {
    if (!camera) throw new Error('the base has a host')
    const edits = [{ path: 'dhcpd.conf', offset: 0, length: text.length, content: text.replace(from, to) }]
    proveEdits(edits, base, { added: [], fates: new Map([[camera.name, fate]]) })
  }

  test('is proved to be so', () => {
    expect(() => proveFate(changed, 'camera', 'desk')).not.toThrow()
    expect(() => proveFate(undefined, /host.*?; }/, '')).not.toThrow()
  })

  test.each([
    ['stays as it is', changed, '', ''],
    ['changes in more', changed, /camera(.*)0.10/, 'desk$10.11'],
    ['stands elsewhere', changed, /(host) camera(.*?}) (.*b {)/s, '$3 $1 desk$2'],
    ['changes what stands round it', changed, /camera(.*)\nauth/s, 'desk$1\nnot auth'],
    ['stays', undefined, '', ''],
    ['takes its group with it', undefined, /group a.*\n/, ''],
    ['goes with another statement', undefined, /host.*?; }(.*)authoritative;/s, '$1'],
  ])('is refused when it %s', (_, fate, from, to) => {
    expect(() => proveFate(fate, from, to)).toThrow(PlanRefused)
  })
})

describe('an included file in which no host stands yet', () => {
  const at = { path: 'more', offset: 0, length: 0, content: STANZA }

  function proveIn(main: string): void {
    proveEdits([at], inventoryOf(main, { includes: { more: '' } }), { added: [PRINTER], fates: new Map() })
  }

  test('takes one where hosts may stand', () => {
    expect(() => proveIn(`${LAB}group { include "more"; }`)).not.toThrow()
  })

  test.each([
    ['it is read twice', `${LAB}include "more"; include "more";`],
    ['no host may stand there', `${LAB}class "x" { include "more"; }`],
    ['it is read within a host', `${LAB}host x { include "more"; }`],
  ])('takes none where %s', (_, main) => {
    expect(() => proveIn(main)).toThrow(PlanRefused)
  })
})

test('the same name is not given to hosts of two files', () => {
  const base = inventoryOf('include "more";\nhost a { }\n', { includes: { more: 'host c { }\n' } })
  const facts = { name: 'b', hardware: undefined, addresses: [], addresses6: [], comment: undefined }
  const edits = [
    { path: 'dhcpd.conf', offset: 'include "more";\nhost '.length, length: 1, content: 'b' },
    { path: 'more', offset: 0, length: 0, content: 'host b { }\n' },
  ]

  expect(() => proveEdits(edits, base, { added: [facts], fates: new Map([['a', facts]]) })).toThrow(
    'Host b would be declared twice.',
  )
})

test('a host stays in its group, though another group is called the same', () => {
  const text = 'group { filename "a"; host camera { } }\ngroup { filename "b"; }\n'
  const moved = 'group { filename "a"; }\ngroup { filename "b"; host desk { } }\n'
  const desk = { name: 'desk', hardware: undefined, addresses: [], addresses6: [], comment: undefined }
  const edits = [{ path: 'dhcpd.conf', offset: 0, length: text.length, content: moved }]

  expect(() =>
    proveEdits(edits, inventoryOf(text), { added: [], fates: new Map([['camera', desk]]) }),
  ).toThrow('More would change in the configuration than the host that is meant.')
})

test('a host that is to go is not proved gone by an edit elsewhere', () => {
  const edits = [{ path: 'dhcpd.conf', offset: 0, length: 0, content: '# said\n\n' }]
  const intent = { added: [], fates: new Map([['camera', undefined]]) }

  expect(() => proveEdits(edits, inventoryOf(BASE), intent)).toThrow('A host would not be in the result.')
})

test('a name may differ from another in case alone, as dhcpd tells the two apart', () => {
  const base = inventoryOf(`host Printer { }\n${BASE}`)
  const at = { path: 'dhcpd.conf', offset: `host Printer { }\n${BASE}`.length, length: 0, content: STANZA }

  expect(() => proveEdits([at], base, { added: [PRINTER], fates: new Map() })).not.toThrow()
})
