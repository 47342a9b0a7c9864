import { CHECKS, type FormCode } from './checks/registry.ts'
import type { Field, Finding } from './finding.ts'
import type { Place } from './model.ts'
import type { Refusal } from './parsed.ts'
import type { Reservation } from './reservations.ts'

/** A finding of the form, with the severity that its rule has there. */
export function finding(field: Field, code: FormCode, message: string, advice: string): Finding {
  return { code, severity: CHECKS[code].form, field, message, advice }
}

export function findingOf(field: Field, { code, message, advice }: Refusal): Finding {
  return finding(field, code, message, advice)
}

/** A host of the files or of the lease database. */
export interface Named {
  readonly name: string
  readonly place: Pick<Place, 'path' | 'line'>
}

/** Hosts as messages name them: `host a in dhcpd.conf:12 and host b in dhcpd.conf:20`. */
export function hostsSaid(hosts: readonly Named[]): string {
  return listed(hosts.map(({ name, place }) => `host ${name} in ${placeSaid({ place })}`))
}

/** Where something is declared: `dhcpd.conf:12`. */
export function placeSaid({ place }: Pick<Named, 'place'>): string {
  return `${place.path}:${place.line}`
}

export function maskSaid({ name, place }: Named): string {
  return `The lease database holds host ${name} as deleted (${placeSaid({ place })}), so dhcpd drops it at every restart`
}

export function reservationsSaid(reservations: readonly Reservation[]): string {
  // A host that is to have several addresses holds each of them.
  return listed([...new Set(reservations.map(({ host, by }) => `${by} for ${host}`))])
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
