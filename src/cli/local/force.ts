import type { CheckedChange } from '../../inventory/check-add.ts'
import type { Finding } from '../../inventory/finding.ts'

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

/** The change to carry out, if any: with `force` also where no error is one that dhcpd would share. */
export function allowedChange<T>(
  { findings, change, meant }: CheckedChange<T>,
  force: boolean,
): T | undefined {
  return change ?? (force && canBeForced(findings) ? meant : undefined)
}

function canBeForced(findings: readonly Finding[]): boolean {
  return findings.every(({ severity, code }) => severity !== 'error' || FORCEABLE.has(code))
}
