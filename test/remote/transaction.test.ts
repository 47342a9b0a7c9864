import { expect, test } from 'vitest'
import { generateConfiguration } from '../../bench/generate.ts'
import { applyEdits, type Configuration, type Edit, toBytes } from '../../src/dhcpd/source.ts'
import { configurationDigest, digestsOf, sha256 } from '../../src/remote/digest.ts'
import { applyRequest } from '../../src/remote/transaction.ts'
import { encodeRequest } from '../../src/remote/wire.ts'
import { planEdits } from './plan-edits.ts'

const MAIN = '/etc/dhcp/dhcpd.conf'
const HOSTS = '/etc/dhcp/hosts.conf'

function baseOf(main: string, hosts: string): Configuration {
  const files = [
    { path: MAIN, content: main },
    { path: HOSTS, content: hosts },
  ]
  return { main: MAIN, files, leases: undefined, digest: configurationDigest(digestsOf(files)) }
}

function insertion(path: string, content: string): Edit {
  return { path, offset: 0, length: 0, content }
}

test('names each file that changes, with what it will be, in the order in which the files are read', () => {
  const base = baseOf('authoritative;\n', '# hosts\n')
  const edits = [insertion(HOSTS, 'host b { }\n'), insertion(MAIN, 'host a { }\n')]

  const request = applyRequest({ id: 'one', base, edits })

  expect(request?.changes).toEqual(
    base.files.map(({ path, content }) => {
      const own = edits.filter((edit) => edit.path === path)
      const after = toBytes(applyEdits(content, own))
      return {
        path,
        size: after.length,
        digest: sha256(after),
        splices: own.map(({ offset, length, content }) => ({ offset, length, content })),
      }
    }),
  )
})

test('leaves out files that stay as they are', () => {
  const request = applyRequest({
    id: 'one',
    base: baseOf('', ''),
    edits: [insertion(HOSTS, 'host a { }\n')],
  })

  expect(request?.changes.map(({ path }) => path)).toEqual([HOSTS])
})

test('is none for a file that is not of the configuration', () => {
  expect(applyRequest({ id: 'one', base: baseOf('', ''), edits: [insertion('/etc/passwd', '')] })).toBe(
    undefined,
  )
})

test('sends less than 4 kB for a host, however large the file', () => {
  const content = generateConfiguration(10_000)
  const edits = [planEdits(content, 1), planEdits(content, 6), planEdits(content, 7)]

  const sizes = edits.map((of) => {
    const request = applyRequest({
      id: 'one',
      base: baseOf(content, ''),
      edits: of.map((edit) => ({ ...edit, path: MAIN })),
    })
    return request ? encodeRequest(request, '0'.repeat(32)).length : Number.NaN
  })

  for (const size of sizes) expect(size).toBeLessThan(4096)
})
