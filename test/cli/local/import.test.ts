import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { exportLocal } from '../../../src/cli/local/export.ts'
import { type ImportOptions, importLocal } from '../../../src/cli/local/import.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith, recordingTerminal } from './folder.ts'

const CAMERA = host('camera', '00:00:5e:00:53:01', '10.20.0.10')
const PRINTER = host('printer', '00:00:5e:00:53:02', '10.20.0.11')
const SCANNER = host('scanner', '00:00:5e:00:53:03', '10.20.0.2')
const BASE = LAB + CAMERA
const GOOD = 'name,mac,address,comment\nprinter,0000.5E00.5302,10.20.0.11,\nscanner,00-00-5E-00-53-03,,\n'

async function importing(csv: string, fields: Partial<ImportOptions> = {}, base = BASE) {
  const at = folderWith({ 'dhcpd.conf': base, 'hosts.csv': csv })
  const terminal = recordingTerminal()
  const flags = {
    leases: undefined,
    family: 4,
    dryRun: false,
    force: false,
    subnet: undefined,
    skipBad: false,
  } as const
  const place = { after: 'last-host-of-subnet' } as const
  const options = { ...flags, place, file: at('dhcpd.conf'), table: at('hosts.csv'), ...fields }
  const code = await importLocal(options, terminal)
  return { code, ...terminal.said, content: readFileSync(at('dhcpd.conf'), 'latin1') }
}

async function exporting(content: string) {
  const at = folderWith({ 'dhcpd.conf': content })
  const terminal = recordingTerminal()
  const code = await exportLocal({ file: at('dhcpd.conf') }, terminal)
  return { code, ...terminal.said }
}

describe('importing a table', () => {
  test('adds all its hosts at once, in its order', async () => {
    const { code, out, content } = await importing(GOOD)

    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Added 2 hosts in') })
    expect(content).toBe(BASE + PRINTER + SCANNER)
  })

  test('takes what a spreadsheet writes: a byte order mark, CRLF, other order and case, blank lines', async () => {
    const { content } = await importing(
      '\u00ef\u00bb\u00bfComment,MAC,Name\r\n\r\n"a, ""b""",00:00:5e:00:53:02,printer\r\n',
    )

    expect(content).toBe(`${BASE}# a, "b"\n${PRINTER.replace('0.11', '0.2')}`)
  })

  test('judges every row against the file and the rows before it, and then writes nothing', async () => {
    const { code, err, content } = await importing(
      `${GOOD}camera,00:00:5e:00:53:04,,\nprinter,00:00:5e:00:53:05,,\nx,y,,\n`,
    )

    expect(code).toBe(1)
    expect(err).toContain('row 4: error: The name camera is taken by host camera')
    expect(err).toContain('row 5: error: The name printer is asked for by row 2 for printer.')
    expect(err).toContain('row 6: error: `y` is not a MAC address.')
    expect(err).toContain('3 of 5 rows are refused.\nNothing was written.\n')
    expect(content).toBe(BASE)
  })

  test('leaves bad rows out where that is asked for', async () => {
    const { code, err, content } = await importing(`${GOOD}x,y,,\n`, { skipBad: true })

    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('1 of 3 rows is refused.') })
    expect(content).toBe(BASE + PRINTER + SCANNER)
  })

  test('puts hosts where that is asked for', async () => {
    const { content } = await importing(GOOD, { place: 'managed-block' })

    expect(content).toBe(`${BASE}\n# leasehold begin\n${PRINTER}${SCANNER}# leasehold end\n`)
  })

  test('judges each of several addresses of a row, also against those of the rows before it', async () => {
    const { code, err } = await importing(
      'name,mac,address\na,00:00:5e:00:53:02,10.20.0.11 10.20.0.11\n' +
        'b,00:00:5e:00:53:03,10.20.0.12 10.20.0.150\nc,00:00:5e:00:53:04,10.20.0.13 x\n' +
        'd,00:00:5e:00:53:05,10.20.0.14 10.20.0.15\nd,00:00:5e:00:53:06,10.20.0.15\n',
    )

    expect(code).toBe(1)
    expect(err).toContain('row 2: error: 10.20.0.11 is listed twice.')
    expect(err).toContain('row 3: error: 10.20.0.150 lies in the dynamic range')
    expect(err).toContain('row 4: error: `x` is not')
    expect(err).toContain('row 6: error: The name d is asked for by row 5 for d.')
    expect(err).toContain('row 6: error: 10.20.0.15 is')
    expect(err).toContain('4 of 5 rows')
  })

  test('goes past what dhcpd itself would take when forced', async () => {
    const { code, content } = await importing('name,mac,address\na,00:00:5e:00:53:02,10.20.0.150\n', {
      force: true,
    })

    expect(code).toBe(0)
    expect(content).toContain('fixed-address 10.20.0.150;')
  })

  test.each([
    ['without a column that is needed', 'name,address\na,b\n', 'names no column mac'],
    ['with a column that is not known', 'name,mac,group\na,b,c\n', 'column `group`'],
    ['with rows of other lengths', 'name,mac\na\n', 'no table with commas'],
    ['in another encoding', 'name,mac\ncaf\u00e9,x\n', 'not in UTF-8'],
    ['that is empty', '', 'The table has no rows.\nNothing was written.'],
    [
      'with more rows than a person looks through',
      `name,mac\n${'a,b\n'.repeat(10_001)}`,
      'more than 10000 rows',
    ],
  ])('refuses one %s', async (_, csv, reason) => {
    expect(await importing(csv)).toMatchObject({
      code: 1,
      err: expect.stringContaining(reason),
      content: BASE,
    })
  })

  test('tells a table that cannot be read apart', async () => {
    expect(await importing('', { table: '/nowhere/hosts.csv' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('Cannot read /nowhere/hosts.csv'),
    })
  })
})

describe('exporting', () => {
  test('prints a table of all hosts', async () => {
    const text = `${BASE}# one, two\nhost b { fixed-address 10.20.0.5, b.example; } # three\n`

    expect(await exporting(text)).toEqual({
      code: 1,
      out: 'name,mac,address,comment\ncamera,00:00:5e:00:53:01,10.20.0.10,\nb,,10.20.0.5 b.example,"one, two · three"\n',
      err: expect.stringContaining(
        'dhcpd.conf:7:1: the table cannot say this of host b: a host without an Ethernet address, the name b.example as an address\n',
      ),
    })
  })

  test('and importing it into a file without hosts brings all of them back', async () => {
    const more = `subnet 10.30.0.0 netmask 255.255.255.0 { }\n`
    const moves = host('laptop', '00:00:5e:00:53:04', '10.20.0.13, 10.30.0.13')

    const { code, out } = await exporting(LAB + more + CAMERA + moves)
    const { content } = await importing(out, {}, LAB + more)

    expect(code).toBe(0)
    expect(content).toContain('fixed-address 10.20.0.13, 10.30.0.13;')
    expect(await exporting(content)).toEqual({ code: 0, out, err: '' })
  })

  test('has columns for owner and end where a host has them, which are brought back too', async () => {
    const owned = host('guest', '00:00:5e:00:53:04', '10.20.0.13')

    const { out } = await exporting(`${LAB}${CAMERA}# owner: U0OWN, until 2027-03-31\n# Room 3\n${owned}`)
    const { content } = await importing(out, {}, LAB)

    expect(out).toContain('name,mac,address,comment,owner,until\n')
    expect(out).toContain('guest,00:00:5e:00:53:04,10.20.0.13,Room 3,U0OWN,2027-03-31\n')
    expect(content).toContain('# owner: U0OWN, until 2027-03-31\n# Room 3\nhost guest {')
    expect(await exporting(content)).toMatchObject({ out })
  })

  test.each([
    ['a DUID', 'hardware ethernet 00:00:5e:00:53:01; uid "x"; fixed-address 10.20.0.5;', 'its uid'],
    [
      'a host-identifier',
      'hardware ethernet 00:00:5e:00:53:01; host-identifier option agent.circuit-id "x"; fixed-address 10.20.0.5;',
      'its host-identifier',
    ],
    ['a MAC alone', 'hardware ethernet 00:00:5e:00:53:01;', 'a host without an address'],
    [
      'other hardware',
      'hardware token-ring 00:00:5e:00:53:01; fixed-address 10.20.0.5;',
      'a host without an Ethernet address',
    ],
  ])('names a host with %s, which the table cannot say', async (_, body, unsaid) => {
    const { code, err } = await exporting(`${LAB}host x { ${body} }\n`)

    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`dhcpd.conf:5:1: the table cannot say this of host x: ${unsaid}\n$`))
  })

  test.each(['=1+1', '+1', '-1', '@a'])(
    'makes the comment %s no formula, and importing brings it back',
    async (comment) => {
      const text = `${BASE}# ${comment}\n${PRINTER}`

      const { out } = await exporting(text)

      expect(out).toContain(`,'${comment}\n`)
      expect((await importing(out.replace(/camera.*\n/, ''))).content).toBe(text)
    },
  )

  test('prints what can be understood of a broken file, and says what is wrong', async () => {
    expect(await exporting(`${CAMERA}host x {`)).toMatchObject({
      code: 1,
      out: expect.stringContaining('camera,'),
      err: expect.stringContaining('dhcpd.conf:2:1: '),
    })
  })
})
