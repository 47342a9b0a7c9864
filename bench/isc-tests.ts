import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toBytes } from '../src/dhcpd/source.ts'
import { Oracle } from '../test/dhcpd/fuzz/oracle.ts'
import { keamaTests } from '../test/dhcpd/grammar/keama.ts'
import { coverageRow, type ValidFile } from './beside-others.ts'
import { beside, type Row } from './measure.ts'
import { augtool, leaseholdHosts, pyparsing } from './readers.ts'

const TITLE = "valid files of ISC's tests"

/**
 * How many of ISC's own test files each reader can read, of those that `dhcpd -t` accepts for IPv4 or for IPv6.
 * @param folder for the files
 * @param program the path of an installed `bin/leasehold`
 */
export async function iscTestRows(folder: string, program: string): Promise<Row[]> {
  const files = await validFiles(join(folder, 'isc'))
  if (!files) return [beside(TITLE, undefined, 'cannot be fetched')]
  return [leaseholdHosts(program), augtool, pyparsing].map((reader) => coverageRow(reader, TITLE, files))
}

/** Undefined where the sources of ISC DHCP cannot be fetched. */
async function validFiles(folder: string): Promise<ValidFile[] | undefined> {
  const tests = keamaTests()
  if (!tests) return undefined
  mkdirSync(folder)
  for (const { name, content } of tests) writeFileSync(join(folder, name), toBytes(content))
  const cases = tests.flatMap((test) => [
    { ...test, family: 4 as const },
    { ...test, family: 6 as const },
  ])
  const oracle = new Oracle()
  const verdicts = await oracle.verdicts(cases).finally(() => oracle.close())
  const accepted = cases.filter((_case, index) => verdicts[index] === 'accepted')
  return tests.flatMap(({ name }) => {
    const first = accepted.find((one) => one.name === name)
    return first ? [{ path: join(folder, name), family: first.family }] : []
  })
}
