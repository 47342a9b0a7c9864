import { expect, test } from 'vitest'
import { readFailoverStates } from '../../src/dhcpd/failover-states.ts'

/** As dhcpd 4.4.3-P1 writes it. */
function entry(mine: string, partner: string, peer = '"campus"'): string {
  return `
failover peer ${peer} state {
  my state ${mine} at 1 2026/11/23 04:30:24;
  partner state ${partner} at 1 2026/11/23 04:30:24;
}
`
}

test('the states of a member and its partner are read beside leases', () => {
  const leases = `authoring-byte-order little-endian;
server-duid "\\000\\001\\000\\0012";
${entry('normal', 'communications-interrupted')}lease 10.20.0.100 {
  binding state free;
}
`

  expect(readFailoverStates(leases)).toEqual([
    { peer: 'campus', mine: 'normal', partner: 'communications-interrupted' },
  ])
})

test('the last entry of a peer holds, each peer by itself', () => {
  const leases = [
    entry('recover', 'unknown-state'),
    entry('partner-down', 'normal', '"lab"'),
    entry('normal', 'normal'),
  ].join('')

  expect(readFailoverStates(leases)).toEqual([
    { peer: 'campus', mine: 'normal', partner: 'normal' },
    { peer: 'lab', mine: 'partner-down', partner: 'normal' },
  ])
})

test.each([
  'partner-down',
  'normal',
  'communications-interrupted',
  'resolution-interrupted',
  'potential-conflict',
  'conflict-done',
  'recover',
  'recover-done',
  'recover-wait',
  'shutdown',
  'paused',
  'startup',
])('the state %s is read as it is written', (state) => {
  expect(readFailoverStates(entry(state, state))).toEqual([{ peer: 'campus', mine: state, partner: state }])
})

test('the words of the manual, a time counted in seconds, an mclt and a name without quotes are read too', () => {
  const leases = `failover peer campus state {
  My State Normal at epoch 1795408224; # Mon Nov 23 04:30:24 2026
  peer state NORMAL at epoch 1795408224;
  mclt 60;
}`

  expect(readFailoverStates(leases)).toEqual([{ peer: 'campus', mine: 'normal', partner: 'normal' }])
})

test('what an entry does not say is unknown', () => {
  expect(
    readFailoverStates('failover peer "campus" state { my state normal at 1 2026/11/23 04:30:24; }'),
  ).toEqual([{ peer: 'campus', mine: 'normal', partner: 'unknown-state' }])
})

test('an entry that dhcpd is still writing is left out, and the one before it holds', () => {
  const half = entry('communications-interrupted', 'normal').replace(/\n}\n$/, '')

  expect(readFailoverStates(entry('normal', 'normal') + half)).toEqual([
    { peer: 'campus', mine: 'normal', partner: 'normal' },
  ])
})

test('a lease database of a server without failover holds no states', () => {
  expect(readFailoverStates('')).toEqual([])
  expect(readFailoverStates('lease 10.20.0.100 { binding state free; }')).toEqual([])
})
