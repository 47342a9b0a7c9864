import type { CheckContext } from './check-add.ts'
import { CHECKS } from './checks/registry.ts'
import type { Finding } from './finding.ts'
import { indexOf } from './index.ts'
import type { LeaseHost } from './model.ts'
import { parseName } from './name.ts'
import { reservationsOf } from './reservations.ts'
import { finding, findingOf, hostsSaid, maskSaid, reservationsSaid } from './said.ts'

/** What is checked about a field: the findings, and its normalised value unless its very form is wrong. */
export interface Checked {
  readonly value: string | undefined
  readonly findings: readonly Finding[]
}

/** The name's form, and that neither a host nor a pending request has it, in whatever case. */
export function checkName(text: string, { inventory, names, reserved }: CheckContext): Checked {
  const parsed = parseName(text, names)
  if (!parsed.ok) return { value: undefined, findings: [findingOf('name', parsed)] }
  const name = parsed.value
  const findings: Finding[] = []
  const inLeases = indexOf(inventory).leaseHosts.get(name)
  if (inLeases) findings.push(leaseHostFinding(inLeases))
  const namesakes = indexOf(inventory).byName.get(name.toLowerCase())
  const same = namesakes.filter((host) => host.name === name)
  if (same.length > 0) {
    const message = `The name ${name} is taken by ${hostsSaid(same)}.`
    findings.push(finding('name', 'name-taken', message, 'Choose another name.'))
  } else if (namesakes.length > 0) {
    const message = `The name ${name} differs only in case from ${hostsSaid(namesakes)}.`
    findings.push(finding('name', 'name-taken-but-for-case', message, 'Choose another name.'))
  }
  const pending = reservationsOf(reserved).byName(name)
  if (pending.length > 0) {
    const message = `The name ${name} is asked for by ${reservationsSaid(pending)}.`
    findings.push(finding('name', 'name-reserved', message, 'Choose another name, or wait for that request.'))
  }
  return { value: name, findings }
}

/** What dhcpd wrote about a host of this name counts for more than the file. */
function leaseHostFinding({ name, deleted, place }: LeaseHost): Finding {
  if (!deleted) {
    const message = `The name ${name} is taken by a host that was made through OMAPI, in ${place.path}:${place.line}.`
    return finding('name', 'name-taken', message, 'Choose another name.')
  }
  return finding('name', 'name-masked', `${maskSaid({ name, place })}.`, CHECKS['name-masked'].advice)
}
