import type { ByteString } from '../dhcpd/source.ts'
import type { Family } from './address.ts'
import type { AddHost } from './change.ts'
import { type CheckedAddress, checkAddress, checkTypedAddress } from './check-address.ts'
import { listedTwice } from './check-addresses.ts'
import { checkComment } from './check-comment.ts'
import { checkMacIn } from './check-mac.ts'
import { type Checked, checkName } from './check-name.ts'
import { type CheckedTenure, checkTenure } from './check-tenure.ts'
import { type Finding, hasErrors } from './finding.ts'
import { parseMac } from './mac.ts'
import type { Inventory } from './model.ts'
import type { NamePolicy } from './name.ts'
import type { Offers } from './offers.ts'
import { refusedOf } from './refused.ts'
import type { Reservation } from './reservations.ts'
import { finding } from './said.ts'

export type { NamePolicy } from './name.ts'
export type { Reservation } from './reservations.ts'

/** A registration as a person typed it. */
export interface HostInput {
  readonly name: string
  readonly mac: string
  /** `''` or `auto` for the next free one. */
  readonly address: string
  /** Further addresses of the same host. */
  readonly moreAddresses?: readonly string[]
  /**
   * Where to take the next free address from, as `10.20.0.0/24` or `2001:db8::/64`; may be left open where there is only
   * one.
   */
  readonly subnet: string | undefined
  readonly comment: string
  /** An id of Slack's; `''` where nobody is named. */
  readonly owner?: string | undefined
  /** A day, `YYYY-MM-DD`, or `never`; `''` where none is given. */
  readonly until?: string | undefined
  /** As in {@link AddHost}. */
  readonly restores?: ByteString
}

/** What an input is checked against. */
export interface CheckContext {
  readonly inventory: Inventory
  readonly names: NamePolicy
  /** What pending requests will take, those of the input's own request left out. The list may grow, but not change. */
  readonly reserved: readonly Reservation[]
  /** What is kept for open forms; nothing where it is left out. */
  readonly offers?: Offers
  /** Which addresses hosts get: 4 where it is left out. */
  readonly family?: Family
  /** The day on which it is checked, `YYYY-MM-DD`; where it is left out, ends are not held against a calendar. */
  readonly today?: string
  /** Slack's id of who asks: a host that is given an end and has no owner is theirs. */
  readonly asker?: string
  /** The owners of the record by the names of their hosts. */
  readonly owners?: ReadonlyMap<string, string>
}

/** What the checks make of an input. */
export interface CheckedChange<T> {
  readonly findings: readonly Finding[]
  /** Normalised; undefined exactly when a finding is an error. */
  readonly change: T | undefined
  /** What is meant, whatever else is wrong with it; undefined where its very form leaves that open. */
  readonly meant: T | undefined
}

/**
 * Checks a new host against what the server declares and what others have asked for. All findings come at once.
 * Checking the change that it gives once more gives that change and the same warnings.
 */
export function checkAdd(input: HostInput, context: CheckContext): CheckedChange<AddHost> {
  const name = checkName(input.name, context)
  // Which network the MAC is used in depends on the address, and who may share an address on the MAC.
  const mac = parseMac(input.mac)
  const address = checkAddress(input, mac.ok ? mac.value : undefined, context)
  const more = checkMore(input, mac.ok ? mac.value : undefined, context)
  const hardware = checkMacIn(input.mac, [address.subnet, ...more.map(({ subnet }) => subnet)], context)
  const comment = checkCommentOf(input)
  const tenure = checkTenureOf(input, context)
  const findings = [
    ...checkConfiguration(context),
    ...name.findings,
    ...hardware.findings,
    ...address.findings,
    ...more.flatMap((each) => each.findings),
    ...twiceFindings([address, ...more]),
    ...comment.findings,
    ...tenure.findings,
  ]
  const moreAddresses = more.flatMap(({ value }) => value ?? [])
  if (!name.value || !hardware.value || !address.value || moreAddresses.length < more.length) {
    return { findings, change: undefined, meant: undefined }
  }
  const meant: AddHost = {
    kind: 'add',
    name: name.value,
    mac: hardware.value,
    address: address.value,
    ...(more.length > 0 && { moreAddresses }),
    comment: comment.value || undefined,
    ...(typeof tenure.value === 'object' && { tenure: tenure.value }),
    ...(input.restores !== undefined && { restores: input.restores }),
  }
  return { findings, change: hasErrors(findings) ? undefined : meant, meant }
}

/** What is written again has the comments that it had. */
function checkCommentOf({ comment, restores }: HostInput): Checked {
  return restores === undefined ? checkComment(comment) : { value: comment, findings: [] }
}

/** What is written again is whose it was, though its end may have come. */
function checkTenureOf({ name, owner, until, restores }: HostInput, context: CheckContext): CheckedTenure {
  const { today, ...timeless } = context
  const given = { owner: owner || undefined, until: until || undefined }
  return checkTenure(given, name, undefined, restores === undefined ? context : timeless)
}

function checkMore({ moreAddresses = [] }: HostInput, mac: string | undefined, context: CheckContext) {
  return moreAddresses.map((text) => checkTypedAddress(text, mac, context))
}

function twiceFindings(checked: readonly CheckedAddress[]): Finding[] {
  const values = checked.flatMap(({ value }) => value ?? [])
  return values.filter((value, index) => values.indexOf(value) < index).map(listedTwice)
}

/** Nothing is added to a configuration that dhcpd would refuse, or would not read to its end. */
export function checkConfiguration({ inventory, family = 4 }: CheckContext): Finding[] {
  const [first, ...more] = refusedOf(inventory, family)
  if (!first) return []
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  const message = `The configuration cannot be edited as it is: ${first.path}:${first.line}: ${first.message}${others}.`
  return [finding('name', 'configuration-broken', message, 'Have an administrator mend the file first.')]
}
