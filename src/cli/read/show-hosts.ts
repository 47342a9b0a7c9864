import { tenureLine } from '../../dhcpd/tenure.ts'
import { effectiveOptions } from '../../inventory/effective.ts'
import type { Hardware, Host, Inventory } from '../../inventory/model.ts'

/** A host as `--json` prints it (docs/JSON.md). */
export function hostObject(host: Host, inventory: Inventory, withOptions: boolean): object {
  const { name, addresses, addresses6, uid, identifiers, scopes, beyond, comment, tenure, place } = host
  return {
    name,
    hardware: hardwareOf(host),
    addresses,
    addresses6,
    uid: uid ?? null,
    identifiers,
    scope: scopes.map(({ label }) => label),
    file: place.path,
    line: place.line,
    column: place.column,
    comment: comment ?? null,
    owner: tenure?.owner ?? null,
    until: tenure?.end ?? null,
    beyond,
    ...(withOptions ? { options: effectiveOptions(inventory, host) } : {}),
  }
}

/** A host as a row of columns: name, hardware, addresses, place, comment. */
export function hostRow(host: Host): string[] {
  const { name, addresses, addresses6, place } = host
  return [
    name,
    hardwareOf(host)
      .map(({ address }) => address)
      .join(', ') || '-',
    [...addresses, ...addresses6].join(',') || '-',
    `${place.path}:${place.line}`,
    saidOf(host).join(' · '),
  ]
}

/** What its comments say, whose it is first. */
function saidOf({ tenure, comment }: Host): readonly string[] {
  return [...(tenure ? [tenureLine(tenure)] : []), ...(comment?.split('\n') ?? [])]
}

/** All that it says, though dhcpd takes no more than one. */
function hardwareOf({ hardware, surplusHardware }: Host): readonly Hardware[] {
  return hardware ? [hardware, ...surplusHardware] : surplusHardware
}
