import { expect, test } from 'vitest'
import { sha256 } from '../../src/remote/digest.ts'
import { type ReadFile, readListing } from '../../src/remote/listing.ts'

function file(path: string, content: string): ReadFile {
  return { path, content, digest: sha256(Buffer.from(content, 'latin1')) }
}

const main = file('/etc/dhcp/dhcpd.conf', 'include "/etc/dhcp/my hosts";\n')
const hosts = file('/etc/dhcp/my hosts', '# \xe9\n')
const leases = file('/var/lib/dhcp/dhcpd.leases', '')

test('files that were sent are cut out of the body in their order', () => {
  const lines = [
    `file sent ${main.digest} ${main.content.length} ${main.path}`,
    `file sent ${hosts.digest} ${hosts.content.length} ${hosts.path}`,
    `leases sent ${leases.digest} 0 ${leases.path}`,
  ]

  const listing = readListing(lines, Buffer.from(main.content + hosts.content, 'latin1'), () => undefined)

  expect(listing).toEqual({
    main,
    files: new Map([
      [main.path, main],
      [hosts.path, hosts],
    ]),
    leases,
    absent: new Map(),
  })
})

test('a file that did not change is taken from what is known', () => {
  const listing = readListing([`file same ${main.digest} ${main.path}`], Buffer.alloc(0), () => main)

  expect(listing?.main).toBe(main)
})

test('an answer does not hold together when bytes and digest differ or nothing of that digest is known', () => {
  const sent = readListing([`file sent ${main.digest} 1 ${main.path}`], Buffer.from('x'), () => undefined)
  const same = readListing([`file same ${main.digest} ${main.path}`], Buffer.alloc(0), () => hosts)

  expect([sent, same]).toEqual([undefined, undefined])
})

test('files that cannot be had are told apart', () => {
  const lines = [
    `file sent ${main.digest} ${main.content.length} ${main.path}`,
    'missing /etc/dhcp/gone',
    'denied /etc/shadow',
  ]

  const listing = readListing(lines, Buffer.from(main.content, 'latin1'), () => undefined)

  expect([...(listing?.absent ?? [])]).toEqual([
    ['/etc/dhcp/gone', 'missing'],
    ['/etc/shadow', 'denied'],
  ])
})
