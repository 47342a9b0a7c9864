import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeHost, type HostChange } from '../../src/dhcpd/change-host.ts'
import { commentsOf } from '../../src/dhcpd/comments.ts'
import { parse } from '../../src/dhcpd/parse.ts'
import { applyEdits } from '../../src/dhcpd/source.ts'
import { isDay, readTenure, type Tenure, tenureLine } from '../../src/dhcpd/tenure.ts'
import { UNCHANGED } from '../support/unchanged.ts'

const ids = fc.stringMatching(/^[USW][A-Z0-9]{1,20}$/)
const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const tenures = fc.record({ owner: ids, end: fc.option(days, { nil: undefined }) })

describe('the comment that says whose a host is', () => {
  test('is one that a person can read', () => {
    expect(tenureLine({ owner: 'U0123ABCD', end: '2027-03-31' })).toBe('owner: U0123ABCD, until 2027-03-31')
    expect(tenureLine({ owner: 'S0GROUP', end: undefined })).toBe('owner: S0GROUP')
  })

  test('is read as what was written, whatever that is', () => {
    fc.assert(
      fc.property(tenures, (tenure) => {
        expect(readTenure(tenureLine(tenure))).toEqual(tenure)
      }),
    )
  })

  test('is the only text that is read so', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.tuple(tenures, fc.string({ minLength: 1 })).map(([tenure, more]) => tenureLine(tenure) + more),
      tenures.map((tenure) => tenureLine(tenure).replace('owner: ', 'owner:')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const read = readTenure(text)
        expect(read === undefined || tenureLine(read) === text).toBe(true)
      }),
    )
  })

  test.each([
    'owner: Bob',
    'owner: u0abc',
    'owner: C0ABC',
    'owner: U1, until 2027-02-29',
    'owner: U1, until soon',
    'Owner: U1',
  ])('is not what a person wrote of somebody: %s', (line) => {
    expect(readTenure(line)).toBeUndefined()
  })
})

test.each([
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-13-01', false],
  ['2027-00-10', false],
  ['2027-4-1', false],
  ['27-04-01', false],
  ['2027-04-01T00:00', false],
])('%s is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is)
})

/** Hosts that are written as people write them; `x` is the last statement. */
const HOSTS = [
  'host x {\n  hardware ethernet 00:00:5e:00:53:01;\n}\n',
  '# Room 3\n# by the door\nhost x { # dock\n\thardware ethernet 00:00:5e:00:53:01;\n} # moved\n',
  'host y { }\n\n\n# one\n\n# two\nhost x { }\n\n',
  'subnet 10.0.0.0 netmask 255.0.0.0 { }\r\n    # caf\u00e9\r\n    host x\r\n    {\r\n    }\r\n',
  'host y { } host x { }',
  'host x { fixed-address 10.20.0.10; }',
]

function edited(text: string, change: Partial<HostChange>): string {
  const tree = parse(text)
  const host = tree.statements.at(-1)
  if (!host) throw new Error('the file holds a host')
  return applyEdits(text, [changeHost(tree, host, { ...UNCHANGED, ...change })])
}

function said(text: string): { tenure: Tenure | undefined; lines: readonly string[] } {
  const tree = parse(text)
  const host = tree.statements.at(-1)
  if (!host) throw new Error('the file holds a host')
  const { tenure, lines } = commentsOf(tree, host)
  const line =
    tenure === undefined ? '' : text.slice(tree.tokens.ends[tenure - 1] ?? 0, tree.tokens.ends[tenure])
  return { tenure: readTenure(line.replace(/^# /, '').trimEnd()), lines }
}

describe('in the text of a host', () => {
  test('it stands above the other comments, which stay as they are', () => {
    const tenure = { owner: 'U1', end: '2027-03-31' }

    expect(edited(HOSTS[1] ?? '', { tenure })).toBe(`# owner: U1, until 2027-03-31\n${HOSTS[1]}`)
  })

  test('it comes and goes with no other byte changed, and is changed in its place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOSTS), tenures, tenures, (text, first, second) => {
        const before = said(text)

        const owned = edited(text, { tenure: first })
        const given = edited(owned, { tenure: second })

        expect(said(owned)).toEqual({ tenure: first, lines: before.lines })
        expect(said(given)).toEqual({ tenure: second, lines: before.lines })
        expect(given).toBe(owned.replace(tenureLine(first), tenureLine(second)))
        expect(edited(given, { tenure: 'none' })).toBe(text)
      }),
    )
  })

  test('it stays when the comment for people is changed, taken out or put there, and both can change at once', () => {
    const owned = edited(HOSTS[0] ?? '', { tenure: { owner: 'U1', end: undefined } })

    const commented = edited(owned, { comment: 'Room 3' })
    const both = edited(commented, { comment: 'Room 4\nfloor 1', tenure: { owner: 'U2', end: '2027-01-01' } })
    const bare = edited(both, { comment: '', tenure: 'none' })

    expect(said(commented)).toEqual({ tenure: { owner: 'U1', end: undefined }, lines: ['Room 3'] })
    expect(said(both)).toEqual({ tenure: { owner: 'U2', end: '2027-01-01' }, lines: ['Room 4', 'floor 1'] })
    expect(bare).toBe(HOSTS[0])
  })
})
