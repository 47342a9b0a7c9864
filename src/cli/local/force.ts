import { parseAddress } from '../../inventory/address.ts'
import type { AddHost } from '../../inventory/change.ts'
import type { HostInput } from '../../inventory/check-add.ts'
import type { Finding } from '../../inventory/finding.ts'
import { parseMac } from '../../inventory/mac.ts'
import { parseName } from '../../inventory/name.ts'

/** Errors about things that dhcpd itself would take: whoever forces them knows better than the checks. */
const FORCEABLE: ReadonlySet<string> = new Set([
  'name-taken-but-for-case',
  'mac-used-in-network',
  'address-outside',
  'address-network',
  'address-broadcast',
  'address-router',
  'address-in-range',
  'address-leased',
  'address-same-device',
  'comment-braces',
  'comment-long',
])

/** Whether none of the errors is one that dhcpd would share. */
export function canBeForced(findings: readonly Finding[]): boolean {
  return findings.every(({ severity, code }) => severity !== 'error' || FORCEABLE.has(code))
}

/** The change that an input means whatever the checks say; undefined where its form leaves that open. */
export function forcedChange(input: HostInput): AddHost | undefined {
  const name = parseName(input.name, { pattern: undefined, domain: undefined })
  const mac = parseMac(input.mac)
  const address = parseAddress(input.address)
  if (!name.ok || !mac.ok || !address.ok) return undefined
  const comment = input.comment.trim() || undefined
  return { kind: 'add', name: name.value, mac: mac.value, address: address.value, comment }
}
