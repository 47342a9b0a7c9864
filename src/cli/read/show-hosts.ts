import { effectiveOptions } from '../../inventory/effective.ts'
import type { Host, Inventory } from '../../inventory/model.ts'

/** A host as `--json` prints it (docs/JSON.md). */
export function hostObject(host: Host, inventory: Inventory, withOptions: boolean): object {
  const { name, hardware, addresses, addresses6, uid, identifiers, scopes, beyond, comment, place } = host
  return {
    name,
    hardware: hardware ? [hardware] : [],
    addresses,
    addresses6,
    uid: uid ?? null,
    identifiers,
    scope: scopes.map(({ label }) => label),
    file: place.path,
    line: place.line,
    column: place.column,
    comment: comment ?? null,
    beyond,
    ...(withOptions ? { options: effectiveOptions(inventory, host) } : {}),
  }
}

/** A host as a row of columns: name, hardware, addresses, place, comment. */
export function hostRow({ name, hardware, addresses, addresses6, place, comment }: Host): string[] {
  return [
    name,
    hardware?.address ?? '-',
    [...addresses, ...addresses6].join(',') || '-',
    `${place.path}:${place.line}`,
    (comment ?? '').replaceAll('\n', ' · '),
  ]
}
