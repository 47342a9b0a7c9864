import type { Lease, LeaseHost } from '../../inventory/model.ts'

/** A lease as `--json` prints it (docs/JSON.md). */
export function leaseObject({ address, mac, hostname, state, ends }: Lease): object {
  return { kind: 'lease', address, mac: mac ?? null, hostname: hostname ?? null, state, ends: ends ?? null }
}

export function leaseRow({ address, mac, hostname, state, ends }: Lease): string[] {
  return ['lease', address, mac ?? '-', state, ends ?? '-', hostname ?? '']
}

/** A host of the lease database as `--json` prints it (docs/JSON.md). */
export function leaseHostObject({ name, deleted, mac, addresses, place }: LeaseHost): object {
  return { kind: 'host', name, deleted, mac: mac ?? null, addresses, file: place.path, line: place.line }
}

export function leaseHostRow({ name, deleted, mac, addresses }: LeaseHost): string[] {
  return ['host', addresses.join(',') || '-', mac ?? '-', deleted ? 'deleted' : 'dynamic', '-', name]
}
