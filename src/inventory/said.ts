import type { Field, Finding } from './finding.ts'
import type { Host } from './model.ts'
import type { Reservation } from './next-free.ts'
import type { Refusal } from './parsed.ts'

export function error(field: Field, code: string, message: string, advice: string): Finding {
  return { code, severity: 'error', field, message, advice }
}

export function warning(field: Field, code: string, message: string, advice: string): Finding {
  return { code, severity: 'warning', field, message, advice }
}

export function errorOf(field: Field, { code, message, advice }: Refusal): Finding {
  return error(field, code, message, advice)
}

/** Hosts as messages name them: `host a in dhcpd.conf:12 and host b in dhcpd.conf:20`. */
export function hostsSaid(hosts: readonly Host[]): string {
  return listed(hosts.map(({ name, place }) => `host ${name} in ${place.path}:${place.line}`))
}

export function reservationsSaid(reservations: readonly Reservation[]): string {
  return listed(reservations.map(({ name, by }) => `${by} for ${name}`))
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
