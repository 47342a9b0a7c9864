import fc from 'fast-check'
import { applyEdits } from '../../../src/dhcpd/source.ts'
import { tokenStart } from '../../../src/dhcpd/token.ts'
import { tokenize } from '../../../src/dhcpd/tokenize.ts'
import { configuration } from './configuration.ts'

/** Texts of all kinds: whole hosts, halves of them, and what would swallow or close what stands round them. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'host new { hardware ethernet 00:00:5e:00:54:01; fixed-address 10.20.200.1; }',
        'host new { }',
        'host h1 { }',
        'host',
        'new',
        '{',
        '}',
        ';',
        '# said',
        '#',
        '"',
        'authoritative;',
        'group {',
        'x',
        '\u00ff',
        '\u0000',
        '\u00ef\u00bb\u00bf',
        '\r\n',
        ' '.repeat(1_500),
        'host new { option host-name "\\xzz"; }',
        'HOST H1 { FIXED-ADDRESS 10.20.200.1, 10.20.200.1; }',
      ),
      fc.constantFrom('\n', ' ', '', '\n\n'),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''))

/** Replaces some tokens of a file, or none, by a text. */
export const edited = fc
  .tuple(configuration(), fc.nat(), fc.nat(6), text)
  .map(([content, at, count, inserted]) => {
    const tokens = tokenize(content)
    const first = at % (tokens.kinds.length + 1)
    const offset = tokenStart(tokens, first)
    const end = tokenStart(tokens, Math.min(first + count, tokens.kinds.length))
    const edit = { offset, length: end - offset, content: inserted }
    return { before: content, edit, after: applyEdits(content, [edit]) }
  })
