import { leadingBlanks } from './edit-lines.ts'
import { type ByteString, encodeText } from './source.ts'
import { type Tenure, tenureLine } from './tenure.ts'

/** How a host declaration is laid out. */
export interface StanzaStyle {
  readonly oneLine: boolean
  readonly braceOnItsOwnLine: boolean
  /** What stands before the statements, beyond what stands before `host`. */
  readonly indentation: ByteString
}

export const DEFAULT_STYLE: StanzaStyle = { oneLine: false, braceOnItsOwnLine: false, indentation: '  ' }

/** A host to be written; name, MAC and addresses (of one family) are normalised, the comment is text on one line. */
export interface NewHost {
  readonly name: string
  readonly mac: string
  readonly address: string
  readonly moreAddresses?: readonly string[]
  readonly comment: string | undefined
  /** Set where a comment is to say whose it is. */
  readonly tenure?: Tenure
}

/** The lines of a declaration, without line breaks and without what stands before `host`. */
export function stanzaLines(host: NewHost, style: StanzaStyle): ByteString[] {
  const head = `host ${host.name}`
  const statement = host.address.includes(':') ? 'fixed-address6' : 'fixed-address'
  const addresses = [host.address, ...(host.moreAddresses ?? [])].join(', ')
  const body = [`hardware ethernet ${host.mac};`, `${statement} ${addresses};`]
  const said = [...(host.tenure ? [tenureLine(host.tenure)] : []), ...(host.comment ? [host.comment] : [])]
  const comments = said.map((line) => `# ${encodeText(line)}`)
  if (style.oneLine) return [...comments, `${head} { ${body.join(' ')} }`]
  const opening = style.braceOnItsOwnLine ? [head, '{'] : [`${head} {`]
  return [...comments, ...opening, ...body.map((line) => style.indentation + line), '}']
}

/**
 * The style of a declaration as it stands in a file.
 * @param text from `host` to the closing brace
 * @param outer what stands before `host` on its line
 */
export function styleOf(text: ByteString, outer: ByteString): StanzaStyle {
  const brace = text.indexOf('{')
  const [, second] = text.slice(brace).split('\n')
  if (brace === -1 || second === undefined) return { ...DEFAULT_STYLE, oneLine: brace !== -1 }
  const blanks = leadingBlanks(second)
  const deeper =
    blanks.startsWith(outer) && blanks.length > outer.length && blanks.length < second.trimEnd().length
  return {
    oneLine: false,
    braceOnItsOwnLine: text.slice(0, brace).includes('\n'),
    indentation: deeper ? blanks.slice(outer.length) : DEFAULT_STYLE.indentation,
  }
}
