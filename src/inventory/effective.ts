import { subnetOf } from './index.ts'
import type { Host, Inventory, Scope } from './model.ts'

/** A statement that a host's client gets, and where it comes from. */
export interface EffectiveOption {
  /** On one line, as `option routers 10.20.0.1;`. */
  readonly text: string
  /** `host`, the label of the declaration that hands it down, or `file` for the top level. */
  readonly from: string
}

/**
 * What a host's client gets: its own statements, then those of the group that it names, of the declarations round it
 * from the innermost outwards, of the subnet of its address where it stands elsewhere, and of the top level. Of two
 * that set the same thing the nearer one counts; conditions (`if`, `on`) are all listed, as nobody knows here which hold.
 */
export function effectiveOptions(inventory: Inventory, host: Host): EffectiveOption[] {
  const named = host.group === undefined ? undefined : inventory.groups.get(host.group)
  const scopes = [...(named ? [named] : []), ...host.scopes.toReversed(), ...scopesOfAddress(inventory, host)]
  const sources = [
    { from: 'host', options: host.options },
    ...scopes.map(({ label, options }) => ({ from: label, options })),
    { from: 'file', options: inventory.options },
  ]
  const set = new Set<string>()
  return sources.flatMap(({ from, options }) => {
    const mine = options.filter((text) => !set.has(subjectOf(text)))
    for (const text of mine) if (!isCondition(text)) set.add(subjectOf(text))
    return mine.map((text) => ({ text, from }))
  })
}

/** The declarations round the subnet of the host's first address that do not stand round the host. */
function scopesOfAddress(inventory: Inventory, { addresses, scopes }: Host): Scope[] {
  const [address] = addresses
  const subnet = address === undefined ? undefined : subnetOf(inventory, address)
  const labels = new Set(scopes.map(({ label }) => label))
  return subnet?.scopes.toReversed().filter(({ label }) => !labels.has(label)) ?? []
}

/** What a statement sets: `option NAME`, or its keyword; of a permission also what is permitted. */
function subjectOf(text: string): string {
  const [keyword = '', ...words] = text.toLowerCase().replace(/;$/, '').split(' ')
  if (keyword === 'option') return `option ${words[0]}`
  return PERMISSIONS.has(keyword) ? `permission ${words.join(' ')}` : keyword
}

const PERMISSIONS: ReadonlySet<string> = new Set(['allow', 'deny', 'ignore'])

function isCondition(text: string): boolean {
  return text.endsWith('}')
}
