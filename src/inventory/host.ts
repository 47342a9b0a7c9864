import { commentsOf } from '../dhcpd/comments.ts'
import { decodeText } from '../dhcpd/source.ts'
import type { Host, Scope } from './model.ts'
import { type Located, placeOf, type Walk } from './walk.ts'

/** A host declaration read; what dhcpd would refuse in it is reported to the walk. */
export function hostOf(located: Located, name: string, scopes: readonly Scope[], walk: Walk): Host {
  const { visit, statement } = located
  let hardware: Host['hardware']
  let addresses: readonly string[] | undefined
  let addresses6: readonly string[] | undefined
  for (const inner of walk.statements(visit, statement.block ?? [])) {
    const { meaning } = inner
    switch (meaning.kind) {
      case 'hardware':
        if (hardware) walk.report('second-hardware', inner, 'a host has one hardware address')
        hardware ??= { type: meaning.type, address: meaning.address }
        break
      case 'fixed-address':
        if (addresses) walk.report('second-fixed-address', inner, 'a host has one fixed-address statement')
        addresses ??= meaning.addresses
        break
      case 'fixed-address6':
        addresses6 ??= meaning.addresses
        break
      case 'host':
        walk.report('misplaced-host', inner, 'a host may not stand inside a host')
        break
      case 'malformed':
        walk.report('malformed-statement', inner, meaning.message)
    }
  }
  const { lines } = commentsOf(visit.tree, statement)
  return {
    name,
    hardware,
    addresses: addresses ?? [],
    addresses6: addresses6 ?? [],
    scopes,
    comment: lines.length === 0 ? undefined : lines.map(decodeText).join('\n'),
    place: placeOf(located),
  }
}
