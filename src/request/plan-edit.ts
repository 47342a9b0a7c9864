import { changeHost, type HostChange } from '../dhcpd/change-host.ts'
import { byHandOnly } from '../dhcpd/edit-by-hand.ts'
import { EditRefused } from '../dhcpd/edit-refused.ts'
import type { Splice } from '../dhcpd/remove.ts'
import { isSameTenure, type Tenure } from '../dhcpd/tenure.ts'
import { plainIpv6 } from '../inventory/address6.ts'
import type { EditHost } from '../inventory/change.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { type HostPlan, type Plan, PlanRefused } from './plan.ts'
import { proveBody } from './plan-body.ts'
import { type Part, planParts, type Result } from './plan-parts.ts'
import type { HostFacts } from './plan-proof.ts'
import { refuseProblems, shownText, type Target, targetOf } from './plan-target.ts'

/**
 * Plans the change of a host: only the words that change, in its own formatting. The result is read again and differs
 * from the base by exactly this host. A host that says all of it already needs no edits.
 * @throws PlanRefused when the files have problems, there is no such host, or it is to be edited by hand: it holds
 * more than hardware, addresses and plain options (SAFETY K3), or it is written so that a program cannot tell what
 * a person would do.
 */
export function planEdit(edit: EditHost, inventory: Inventory): Plan {
  refuseProblems(inventory)
  return planParts([editPart(edit, inventory)], inventory)
}

/** @throws PlanRefused as {@link planEdit} does. */
export function editPart({ target: name, change }: EditHost, inventory: Inventory): Part {
  const target = targetOf(inventory, name)
  const { host } = target
  const needed = differing(change, host)
  const splice = spliceFor(target, needed)
  const isSame = splice.length === 0 && splice.content === ''
  const facts = factsAfter(host, needed)
  const show = ({ hosts }: Result): HostPlan => {
    const after = isSame ? { host, inventory } : hosts.get(facts.name)
    if (!after) throw new PlanRefused(`Host ${facts.name} would not be in the result.`)
    proveBody(after, change.options, { host, inventory })
    return {
      name: facts.name,
      ...(facts.name !== name && { formerName: name }),
      path: host.place.path,
      before: shownText(target),
      after: shownText(targetOf(after.inventory, facts.name)),
      scopes: host.scopes.map(({ label, options }) => ({ label, options })),
      line: host.place.line,
    }
  }
  if (isSame) return { edits: [], show }
  return { edits: [{ path: host.place.path, ...splice }], fate: { name, facts }, show }
}

function spliceFor({ host, tree, found }: Target, change: HostChange): Splice {
  const where = `Host ${host.name} in ${host.place.path}:${host.place.line} cannot be edited`
  const reason = byHandOnly(tree, found.statement)
  if (reason !== undefined) throw new PlanRefused(`${where}: ${reason}. Edit it by hand.`)
  try {
    return changeHost(tree, found.statement, change)
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error
    throw new PlanRefused(`${where}: ${error.message}. Edit it by hand.`, { cause: error })
  }
}

/** What says the same in another notation is not written anew. */
function differing(change: HostChange, host: Host): HostChange {
  const addresses6 = change.addresses6 && keptAsWritten(change.addresses6, host.addresses6)
  return {
    ...change,
    name: change.name === host.name ? undefined : change.name,
    mac: change.mac === host.hardware?.address ? undefined : change.mac,
    addresses: change.addresses?.join() === host.addresses.join() ? undefined : change.addresses,
    addresses6: addresses6?.join() === host.addresses6.join() ? undefined : addresses6,
    comment: change.comment === (host.comment ?? '') ? undefined : change.comment,
    tenure: isSameTenure(toTenure(change.tenure), host.tenure) ? undefined : change.tenure,
  }
}

function toTenure(wanted: HostChange['tenure']): Tenure | undefined {
  return wanted === 'none' ? undefined : wanted
}

/** Addresses of which those that a host has already stand in the notation in which it has them. */
function keptAsWritten(addresses: readonly string[], written: readonly string[]): string[] {
  const known = new Map(written.map((text) => [plainIpv6(text), text]))
  return addresses.map((address) => known.get(plainIpv6(address)) ?? address)
}

function factsAfter(host: Host, change: HostChange): HostFacts {
  const { name, mac, addresses, addresses6, comment, tenure = host.tenure } = change
  return {
    name: name ?? host.name,
    hardware: mac === undefined ? host.hardware : { type: 'ethernet', address: mac },
    addresses: addresses ?? host.addresses,
    addresses6: addresses6 ?? host.addresses6,
    comment: comment === undefined ? host.comment : comment || undefined,
    tenure: toTenure(tenure),
  }
}
