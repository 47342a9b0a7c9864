import type { Change, EditHost, RemoveHost } from './change.ts'
import {
  type CheckContext,
  type CheckedChange,
  checkAdd,
  checkConfiguration,
  type HostInput,
} from './check-add.ts'
import { checkEdit, type EditInput } from './check-edit.ts'
import { tenureInput } from './check-tenure.ts'
import { escaped } from './escaped.ts'
import type { Finding } from './finding.ts'
import { hostNamed } from './host-named.ts'
import { indexOf } from './index.ts'
import type { Host } from './model.ts'
import { reservationsFor, reservationsOf } from './reservations.ts'
import { finding, reservationsSaid } from './said.ts'

/** A change as a person typed it. */
export type ChangeInput =
  | ({ readonly kind: 'add' } & HostInput)
  /** `target` is the host's present name. */
  | ({ readonly kind: 'edit'; readonly target: string } & EditInput)
  | { readonly kind: 'remove'; readonly target: string }

/** What the checks make of several changes. */
export interface CheckedChanges {
  readonly findings: readonly Finding[]
  /** In the order of the inputs; undefined exactly when a finding is an error. */
  readonly changes: readonly Change[] | undefined
}

/**
 * Checks changes that are to be made together, each also against those before it. Checking the changes that they give
 * once more ({@link inputOf}) gives these changes and the same warnings.
 */
export function checkChanges(inputs: readonly ChangeInput[], context: CheckContext): CheckedChanges {
  const [only, ...more] = inputs
  if (!only || more.length > 0) return checkSeveral(inputs, context)
  const { findings, change } = checkChange(only, context)
  return { findings, changes: change && [change] }
}

/** A configuration that is broken is told once, and not of each change. */
function checkSeveral(inputs: readonly ChangeInput[], context: CheckContext): CheckedChanges {
  const broken = checkConfiguration(context)
  if (broken.length > 0) return { findings: broken, changes: undefined }
  const reserved = [...context.reserved]
  const findings: Finding[] = []
  const changes: Change[] = []
  for (const [index, input] of inputs.entries()) {
    const checked = checkChange(input, { ...context, reserved })
    findings.push(...checked.findings.map(said(input, index)))
    if (!checked.change) continue
    changes.push(checked.change)
    reserved.push(...reservationsFor([checked.change], 'this request'))
  }
  return { findings, changes: changes.length < inputs.length ? undefined : changes }
}

/** Checks one change against what the server declares and what others have asked for. */
export function checkChange(input: ChangeInput, context: CheckContext): CheckedChange<Change> {
  if (input.kind === 'add') return checkAdd(input, context)
  const host = hostNamed(context.inventory, input.target)
  if (!host) return refused(noSuchHost(input.target, context))
  const held = reservationsOf(context.reserved).byTarget(host.name)
  if (held.length > 0) {
    const message = `Host ${host.name} is to be changed or removed by ${reservationsSaid(held)}.`
    return refused(finding('name', 'host-reserved', message, 'Wait until that request is decided.'))
  }
  return input.kind === 'edit' ? checkEditOf(host, input, context) : checkRemovalOf(host, context)
}

function checkEditOf(
  host: Host,
  input: Extract<ChangeInput, { kind: 'edit' }>,
  context: CheckContext,
): CheckedChange<EditHost> {
  const { findings, change, meant } = checkEdit(input, host, context)
  const recorded = input.recorded && { recorded: input.recorded }
  const edit = (what: typeof meant): EditHost | undefined =>
    what && { kind: 'edit', target: host.name, change: what, ...recorded }
  return { findings, change: edit(change), meant: edit(meant) }
}

function checkRemovalOf(host: Host, context: CheckContext): CheckedChange<RemoveHost> {
  const removal: RemoveHost = { kind: 'remove', target: host.name }
  const findings = checkConfiguration(context)
  return { findings, change: findings.length > 0 ? undefined : removal, meant: removal }
}

/** dhcpd tells upper and lower case apart, and so does a change. */
function noSuchHost(name: string, { inventory }: CheckContext): Finding {
  const [other] = indexOf(inventory).byName.get(name.toLowerCase())
  const message = `There is no host ${escaped(name)}${other ? `, but ${other.name}` : ''}.`
  return finding('name', 'no-such-host', message, 'Look it up and take its name as it is written.')
}

function refused(found: Finding): CheckedChange<never> {
  return { findings: [found], change: undefined, meant: undefined }
}

/** Where several hosts are changed, a finding says which it is about. */
function said(input: ChangeInput, index: number): (finding: Finding) => Finding {
  const host = escaped(input.kind === 'add' ? input.name : input.target)
  return (found) => ({ ...found, change: index, message: `${host}: ${found.message}` })
}

/** The input that gives a change again. */
export function inputOf(change: Change): ChangeInput {
  switch (change.kind) {
    case 'add':
      return { ...change, subnet: undefined, comment: change.comment ?? '', ...tenureInput(change.tenure) }
    case 'edit': {
      const { target, recorded } = change
      const { name, mac, addresses, addresses6, comment, tenure } = change.change
      const address = (addresses ?? addresses6)?.join()
      const typed = { name, mac, address, subnet: undefined, comment, ...tenureInput(tenure) }
      return { kind: 'edit', target, ...typed, recorded }
    }
    case 'remove':
      return change
    default:
      return change satisfies never
  }
}
