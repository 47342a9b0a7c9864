import { escaped } from './escaped.ts'
import { type Parsed, refused } from './parsed.ts'

/** How hosts are named here: `pattern` is a regular expression for the name without the domain. */
export interface NamePolicy {
  readonly pattern: string | undefined
  /** Where set, `printer-3f` is written as `printer-3f.DOMAIN`. */
  readonly domain: string | undefined
}

const LONGEST_LABEL = 63
const LONGEST_NAME = 253

/**
 * Reads a host name that a person typed: labels of RFC 1123 (letters, digits, inner hyphens) with dots between.
 * dhcpd itself would take more; a name that DNS cannot hold helps nobody.
 * @returns the name as it is to be written, or why it is refused.
 */
export function parseName(text: string, policy: NamePolicy): Parsed<string> {
  const name = policy.domain && text !== '' && !text.includes('.') ? `${text}.${policy.domain}` : text
  return formOf(text) ?? lengthOf(name) ?? patternOf(name, policy) ?? { ok: true, value: name }
}

function formOf(text: string): Parsed<string> | undefined {
  const shown = `\`${escaped(text)}\``
  const advice = 'Use letters, digits and hyphens, with dots between the parts: `printer-3f`.'
  if (text === '') return refused('name-form', 'No name was given.', advice)
  const wrong = /[^A-Za-z0-9.-]/u.exec(text)?.[0]
  if (wrong !== undefined) {
    return refused('name-form', `${shown} holds \`${escaped(wrong)}\`, which no host name may hold.`, advice)
  }
  const labels = text.split('.')
  if (labels.some((label) => label === '')) {
    return refused('name-form', `${shown} has a dot at its start or end, or two in a row.`, advice)
  }
  const hyphened = labels.find((label) => label.startsWith('-') || label.endsWith('-'))
  if (hyphened !== undefined) {
    return refused('name-form', `\`${escaped(hyphened)}\` begins or ends with a hyphen.`, advice)
  }
  if (labels.length === 4 && labels.every((label) => /^[0-9]+$/.test(label))) {
    return refused(
      'name-form',
      `${shown} looks like an address.`,
      'Type a name; the address has its own field.',
    )
  }
  return undefined
}

function lengthOf(name: string): Parsed<string> | undefined {
  const long = name.split('.').find((label) => label.length > LONGEST_LABEL)
  if (long !== undefined) {
    return refused(
      'name-form',
      `\`${escaped(long)}\` has ${long.length} characters; a part of a name has at most ${LONGEST_LABEL}.`,
      'Choose a shorter name.',
    )
  }
  if (name.length <= LONGEST_NAME) return undefined
  return refused(
    'name-form',
    `The name has ${name.length} characters; a host name has at most ${LONGEST_NAME}.`,
    'Choose a shorter name.',
  )
}

function patternOf(name: string, { pattern, domain }: NamePolicy): Parsed<string> | undefined {
  if (pattern === undefined) return undefined
  const suffix = domain === undefined ? '' : `.${domain.toLowerCase()}`
  const inDomain = suffix !== '' && name.toLowerCase().endsWith(suffix)
  const bare = inDomain ? name.slice(0, -suffix.length) : name
  if (new RegExp(pattern).test(bare)) return undefined
  return refused(
    'name-pattern',
    `\`${escaped(bare)}\` does not follow the rule for names here.`,
    `A name must match \`${pattern}\`.`,
  )
}
