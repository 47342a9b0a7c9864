import { expect, test } from 'vitest'
import { find } from '../../../src/cli/read/find.ts'
import { listFree } from '../../../src/cli/read/free.ts'
import { listHosts } from '../../../src/cli/read/hosts.ts'
import { listLeases } from '../../../src/cli/read/leases.ts'
import { listSubnets } from '../../../src/cli/read/subnets.ts'
import { showTree } from '../../../src/cli/read/tree.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith } from '../local/folder.ts'
import { objectsIn, optionsFor, recordingDesk } from './desk.ts'

const LEASE = 'lease 10.20.0.101 { binding state active; hardware ethernet 0:0:5e:0:53:9; }\n'

test('hosts are listed in the order of their addresses, with all that is known of them', async () => {
  const text = `${LAB}group g { ${host('b', '0:0:5e:0:53:A', '10.20.0.10').trim()} # Zo\u00eb
}
host a { uid "x"; fixed-address 10.20.0.9, a.example; if known { filename "f"; } }\n`
  const at = folderWith({ 'dhcpd.conf': text })
  const { desk, said } = recordingDesk()

  const code = await listHosts({ ...optionsFor(at('dhcpd.conf')), options: true }, desk)

  expect({ code, err: said.err }).toEqual({ code: 0, err: '' })
  expect(objectsIn(said.out)).toMatchObject([
    { name: 'a', hardware: [], addresses: ['10.20.0.9', 'a.example'], uid: '"x"', scope: [], beyond: ['if'] },
    {
      name: 'b',
      hardware: [{ type: 'ethernet', address: '00:00:5e:00:53:0a' }],
      addresses: ['10.20.0.10'],
      addresses6: [],
      scope: ['group g'],
      file: at('dhcpd.conf'),
      line: 5,
      column: 11,
      comment: 'Zo\u00eb',
      options: [{ text: 'option routers 10.20.0.1;', from: 'subnet 10.20.0.0 netmask 255.255.255.0' }],
    },
  ])
})

test('a file that dhcpd would refuse is listed as far as it goes, and one that is not there is told apart', async () => {
  const at = folderWith({ 'broken.conf': 'host a { }\nhost b {' })
  const { desk, said } = recordingDesk()

  const broken = await listHosts({ ...optionsFor(at('broken.conf')), options: false }, desk)
  const missing = await listHosts({ ...optionsFor(at('missing.conf')), options: false }, desk)

  expect({ broken, missing }).toEqual({ broken: 1, missing: 2 })
  expect(objectsIn(said.out).map(({ name }) => name)).toEqual(['a', 'b'])
  expect(said.err).toMatch(/:2:8: .*\nCannot read /)
})

test('hosts are found and printed in columns without what would steer the terminal', async () => {
  const hosts = `# R\u00f6om\u001b 3\n${host('printer', '00:00:5e:00:53:01', '10.20.0.10')}host a { fixed-address 10.20.0.9; }\n`
  const at = folderWith({ 'dhcpd.conf': LAB + hosts })
  const { desk, said } = recordingDesk()
  const options = { ...optionsFor(at('dhcpd.conf'), { json: false }), options: false }

  const found = await find({ ...options, text: '10.20' }, desk)
  const nothing = await find({ ...options, text: 'camera' }, desk)

  expect({ found, nothing }).toEqual({ found: 0, nothing: 1 })
  expect(said.out).toBe(
    `a        -                  10.20.0.9   ${at('dhcpd.conf')}:7\n` +
      `printer  00:00:5e:00:53:01  10.20.0.10  ${at('dhcpd.conf')}:6  R\u00f6om\ufffd 3\n`,
  )
  expect(said.err).toContain('No host in')
})

test('leases are found beside hosts', async () => {
  const at = folderWith({ 'dhcpd.conf': LAB, 'dhcpd.leases': LEASE })
  const { desk, said } = recordingDesk()

  await find(
    { ...optionsFor(at('dhcpd.conf'), { leases: at('dhcpd.leases') }), text: '53:09', options: false },
    desk,
  )

  expect(objectsIn(said.out)).toMatchObject([{ kind: 'lease', address: '10.20.0.101', state: 'active' }])
})

test('subnets are listed with their pools and their use', async () => {
  const text = `shared-network s { ${LAB} pool { range 10.20.0.200 10.20.0.209; deny unknown-clients; } }
subnet6 2001:DB8:0::/64 { range6 2001:db8::10 2001:db8::20; }\n`
  const at = folderWith({ 'dhcpd.conf': text, 'dhcpd.leases': LEASE })
  const { desk, said } = recordingDesk()

  await listSubnets(optionsFor(at('dhcpd.conf'), { leases: at('dhcpd.leases') }), desk)

  expect(objectsIn(said.out)).toMatchObject([
    {
      subnet: '10.20.0.0/24',
      sharedNetwork: 's',
      pools: [{ ranges: [{ from: '10.20.0.200', to: '10.20.0.209' }], options: ['deny unknown-clients;'] }],
      routers: ['10.20.0.1'],
      hosts: 0,
      dynamic: 110,
      leases: 1,
      free: 143,
    },
    { subnet: '2001:db8::/64', ranges: [{ from: '2001:db8::10', to: '2001:db8::20' }] },
  ])
})

test('a lease database is listed with the hosts that it declares', async () => {
  const at = folderWith({ 'dhcpd.leases': `${LEASE}host x { deleted; }\n` })
  const { desk, said } = recordingDesk()

  const code = await listLeases({ file: at('dhcpd.leases'), json: true }, desk)

  expect(code).toBe(0)
  expect(objectsIn(said.out)).toMatchObject([
    { kind: 'lease', address: '10.20.0.101', mac: '00:00:5e:00:53:09', hostname: null, ends: null },
    { kind: 'host', name: 'x', deleted: true, line: 2 },
  ])
})

test('free addresses are those of one subnet or of all, outside what is kept', async () => {
  const at = folderWith({ 'dhcpd.conf': `${LAB}subnet 10.30.0.0 netmask 255.255.255.0 { }\n` })
  const { desk, said } = recordingDesk()
  const options = {
    ...optionsFor(at('dhcpd.conf')),
    count: 2,
    zones: [{ from: '10.20.0.3', to: '10.20.0.9' }],
  }

  const codes = [
    await listFree({ ...options, subnet: '10.20.0.77' }, desk),
    await listFree({ ...options, subnet: undefined, count: 1 }, desk),
    await listFree({ ...options, subnet: '10.40.0.0/24' }, desk),
  ]

  expect(codes).toEqual([0, 0, 1])
  expect(objectsIn(said.out).map(({ address }) => address)).toEqual([
    '10.20.0.2',
    '10.20.0.10',
    '10.20.0.2',
    '10.30.0.1',
  ])
})

test('the tree shows statements before those in them, of included files too', async () => {
  const at = folderWith({ 'more.conf': 'host a { }' })
  const main = folderWith({ 'dhcpd.conf': `group { include "${at('more.conf')}"; }\nauthoritative;\n` })
  const { desk, said } = recordingDesk()

  await showTree(optionsFor(main('dhcpd.conf')), desk)

  expect(objectsIn(said.out).map(({ depth, words }) => [depth, (words as string[])[0]])).toEqual([
    [0, 'group'],
    [1, 'include'],
    [2, 'host'],
    [0, 'authoritative'],
  ])
})
