import { escaped } from '../../inventory/escaped.ts'
import { indexOf } from '../../inventory/index.ts'
import type { Host, Inventory } from '../../inventory/model.ts'
import { refuseProblems } from '../../request/plan-target.ts'
import { NotReplaced } from './replace-file.ts'

/**
 * The host of this very name.
 * @throws NotReplaced when there is none; one that differs in case only is named. PlanRefused when the file is broken, so
 * that the host may stand where dhcpd would not read it.
 */
export function hostNamed(inventory: Inventory, name: string): Host {
  const alike = indexOf(inventory).byName.get(name.toLowerCase())
  const host = alike.find((candidate) => candidate.name === name)
  if (host) return host
  refuseProblems(inventory)
  const where = `There is no host \`${escaped(name)}\` in ${inventory.configuration.main}`
  const [other] = alike
  throw new NotReplaced(
    other
      ? `${where}, but \`${other.name}\`: dhcpd tells upper and lower case apart.`
      : `${where}. \`leasehold find\` looks for a part of a name.`,
  )
}
