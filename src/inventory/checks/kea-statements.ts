import { fixedAddressInKea, groupOfHostInKea, hardwareInKea, hostIdentifierInKea } from './kea-hosts.ts'
import { isOtherInKea, parameterInKea } from './kea-parameters.ts'
import { permissionInKea } from './kea-permissions.ts'
import { type KeaFinding, type KeaRule, when } from './kea-rule.ts'
import type { Said } from './statements.ts'

const RULES: ReadonlyMap<string, KeaRule> = new Map<string, KeaRule>([
  ['fixed-address', fixedAddressInKea],
  ['hardware', hardwareInKea],
  ['host-identifier', hostIdentifierInKea],
  ['group', groupOfHostInKea],
  ['allow', permissionInKea],
  ['deny', permissionInKea],
  ['ignore', permissionInKea],
  ['range', rangeInKea],
  ['pool', poolInKea],
  ['spawn', () => ({ code: 'kea-class-spawn', message: 'The class makes further classes.' })],
  ['lease', leaseLimitInKea],
  ['failover', ({ hasBlock }) => when(hasBlock, 'kea-failover', 'A failover peer is declared.')],
  ['zone', ({ hasBlock }) => when(hasBlock, 'kea-ddns-zone', 'A DNS zone is declared.')],
  ['key', ({ hasBlock }) => when(hasBlock, 'kea-ddns-zone', 'A key is declared.')],
  ['option', optionInKea],
  ['on', ({ words }) => ({ code: 'kea-on-event', message: `Statements are run on ${words.join(' ')}.` })],
  ['if', conditionInKea],
  ['switch', conditionInKea],
  ...'add append break default define eval execute log parse-vendor-option prepend return set unset'
    .split(' ')
    .map((keyword) => [keyword, executableInKea] as const),
])

/** What Kea would not take over of a statement as it is; undefined where it would, or where the block says it. */
export function statementInKea(said: Said): KeaFinding | undefined {
  const { keyword, around } = said
  if (around.includes('on')) return undefined
  const rule = RULES.get(keyword)
  if (rule) return rule(said)
  if (isOtherInKea(keyword)) return parameter(said)
  return keyword.startsWith('ddns-') ? ddnsInKea(said) : undefined
}

function parameter({ keyword, words }: Said): KeaFinding | undefined {
  const inKea = parameterInKea(keyword, words)
  return when(inKea !== undefined, 'kea-parameter', `\`${keyword}\` is set: ${inKea}.`)
}

const WITHOUT_DDNS: ReadonlySet<string> = new Set(['host', 'class', 'subclass', 'group'])

function ddnsInKea({ keyword, around }: Said): KeaFinding | undefined {
  const block = around.findLast((name) => WITHOUT_DDNS.has(name))
  return when(block !== undefined, 'kea-ddns-place', `\`${keyword}\` stands in a ${block}.`)
}

function rangeInKea({ words }: Said): KeaFinding | undefined {
  const isBootp = words[0]?.toLowerCase() === 'dynamic-bootp'
  return when(isBootp, 'kea-bootp', 'BOOTP clients get addresses of this range.')
}

function poolInKea({ around }: Said): KeaFinding | undefined {
  const isBeside = around.at(-1) === 'shared-network'
  return when(isBeside, 'kea-pool-in-shared-network', 'The pool stands in no subnet.')
}

function leaseLimitInKea({ words: [what, count] }: Said): KeaFinding | undefined {
  const isLimit = what?.toLowerCase() === 'limit'
  return when(isLimit, 'kea-lease-limit', `The class has at most ${count} leases at a time.`)
}

/** `option space NAME …`, `option NAME code …`, or a value; one that is a literal is the same as one without `=`. */
function optionInKea({ words: [name = '', how = '', ...rest] }: Said): KeaFinding | undefined {
  if (how === '=') {
    return when(rest.length > 1, 'kea-option-expression', `The value of option ${name} is an expression.`)
  }
  const definition = rest.join(' ')
  if (name.toLowerCase() === 'space') {
    const isWide = /\bwidth [^1]/i.test(definition)
    return when(isWide, 'kea-option-definition', `Option space ${how} has wide codes or lengths.`)
  }
  const isList = how.toLowerCase() === 'code' && /= array of \{/i.test(definition)
  return when(isList, 'kea-option-definition', `Option ${name} is defined as a list of records.`)
}

/** The outermost condition is told, not those within it. */
function conditionInKea({ keyword, around }: Said): KeaFinding | undefined {
  return when(!isConditional(around), 'kea-condition', `An \`${keyword}\` is decided for each client.`)
}

function executableInKea({ keyword, around }: Said): KeaFinding | undefined {
  return when(!isConditional(around), 'kea-statement', `\`${keyword}\` is run for each client.`)
}

const CONDITIONALS: ReadonlySet<string> = new Set(['if', 'elsif', 'else', 'switch'])

function isConditional(around: readonly string[]): boolean {
  return around.some((block) => CONDITIONALS.has(block))
}
