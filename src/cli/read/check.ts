import { addressNumber } from '../../inventory/address.ts'
import { checkConfiguration } from '../../inventory/checks/check-configuration.ts'
import type { ConfigurationFinding } from '../../inventory/checks/configuration-finding.ts'
import type { Inventory } from '../../inventory/model.ts'
import { type Desk, DONE, REFUSED, type ReadOptions } from './desk.ts'
import { jsonLines } from './lines.ts'
import { findingObject, findingPrinter } from './show-finding.ts'
import { withProblems } from './with-inventory.ts'

/**
 * `leasehold check FILE`: everything that dhcpd would refuse and that the rules of docs/CHECKS.md find.
 * @returns the exit code: 0 no errors, 1 errors, 2 a file cannot be read.
 */
export function check(options: ReadOptions & { readonly dns: boolean }, desk: Desk): Promise<number> {
  const { terminal } = desk
  return withProblems(options, desk, async (inventory, problems) => {
    const unresolvable = options.dns ? await desk.unresolvable(namesIn(inventory)) : undefined
    const findings = checkConfiguration(inventory, problems, { unresolvable })
    if (options.json) terminal.out(jsonLines(findings.map(findingObject)))
    else {
      terminal.out(findings.map(findingPrinter(inventory, terminal.color)).join(''))
      terminal.out(summary(findings, inventory))
    }
    return findings.some(({ severity }) => severity === 'error') ? REFUSED : DONE
  })
}

function namesIn({ hosts }: Inventory): string[] {
  const names = hosts.flatMap(({ addresses }) =>
    addresses.filter((text) => addressNumber(text) === undefined),
  )
  return [...new Set(names)]
}

function summary(findings: readonly ConfigurationFinding[], { hosts, subnets, subnets6 }: Inventory): string {
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length
  const counts = [
    numbered(count('error'), 'error'),
    numbered(count('warning'), 'warning'),
    numbered(count('note'), 'note'),
  ]
  const read = `${numbered(hosts.length, 'host')}, ${numbered(subnets.length + subnets6.length, 'subnet')}`
  return `${counts.join(', ')} (${read})\n`
}

function numbered(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
