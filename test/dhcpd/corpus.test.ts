import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toByteString } from '../../src/dhcpd/source.ts'
import { tokenText } from '../../src/dhcpd/token.ts'
import { tokenize } from '../../src/dhcpd/tokenize.ts'
import { buildInventory } from '../../src/inventory/build.ts'

/** Real configurations with dhcpd's verdicts; they are not part of the project and lie beside it where they lie. */
const corpus = new URL('../../../shared/corpus/', import.meta.url)

describe.skipIf(!existsSync(corpus))('over the corpus of real files', () => {
  const filesIn = (folder: string) =>
    existsSync(new URL(folder, corpus))
      ? readdirSync(new URL(folder, corpus)).map((name) => `${folder}${name}`)
      : []
  const read = (file: string) => toByteString(readFileSync(new URL(file, corpus)))

  test('tokens tile every file', () => {
    const files = ['dhcpd/', 'leases/', 'kea/', 'dnsmasq/', 'probes/'].flatMap(filesIn)

    const changed = files.filter((file) => {
      const content = read(file)
      const tokens = tokenize(content)
      return Array.from(tokens.kinds, (_, index) => tokenText(content, tokens, index)).join('') !== content
    })

    expect(files.length).toBeGreaterThan(0)
    expect(changed).toEqual([])
  })

  test('what dhcpd accepts has no problem, and its hosts are all found', () => {
    const rows = readFileSync(new URL('verdicts.tsv', corpus), 'utf8').split('\n').slice(1)
    const accepted = rows
      .map((row) => row.split('\t'))
      .filter(([file, , exit]) => file?.startsWith('dhcpd/') && exit === '0')

    const judged = accepted.map(([file = '', , , , , hosts]) => {
      const files = [{ path: file, content: read(file) }]
      const inventory = buildInventory({ main: file, files, leases: undefined, digest: '' })
      const problems = inventory.problems.filter(({ code }) => code !== 'missing-include')
      return { file, problems, hosts: String(inventory.hosts.length), expected: hosts }
    })

    expect(judged.length).toBeGreaterThan(0)
    expect(judged.filter(({ problems }) => problems.length > 0)).toEqual([])
    expect(judged.filter(({ hosts, expected }) => hosts !== expected)).toEqual([])
  })
})
