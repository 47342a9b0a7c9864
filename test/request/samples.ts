import type { RequestEvent } from '../../src/request/events.ts'
import { begin, evolve } from '../../src/request/evolve.ts'
import type { Person } from '../../src/request/person.ts'
import type { Proposal, Request } from '../../src/request/request.ts'

export const noon = '2026-03-01T12:00:00.000Z'
export const later = '2026-03-01T12:30:00.000Z'

/** Somebody of the one workspace that most tests live in. */
export function person(user: string, team = 'T1'): Person {
  return { team, user }
}

/** A proposal to add one host below a subnet. */
export function proposal(changes: Partial<Proposal> = {}): Proposal {
  return {
    change: {
      kind: 'add',
      name: 'printer-3f',
      mac: '00:11:22:33:44:55',
      address: '10.20.0.7',
      comment: undefined,
    },
    findings: [],
    hosts: [
      {
        name: 'printer-3f',
        path: '/etc/dhcp/dhcpd.conf',
        before: undefined,
        after: 'host printer-3f {\n  hardware ethernet 00:11:22:33:44:55;\n  fixed-address 10.20.0.7;\n}\n',
        scopes: ['subnet 10.20.0.0 netmask 255.255.255.0'],
        line: 12,
      },
    ],
    ...changes,
  }
}

export type Submitted = Extract<RequestEvent, { type: 'submitted' }>

/** Ann asks for a printer on the server campus. */
export function submitted(changes: Partial<Submitted> = {}): Submitted {
  return {
    type: 'submitted',
    by: person('ann'),
    at: noon,
    server: 'campus',
    reason: 'a new printer',
    proposal: proposal(),
    ...changes,
  }
}

/** The request after its submission and these events. */
export function requestAfter(...events: readonly RequestEvent[]): Request {
  return events.reduce(evolve, begin(1, submitted()))
}
