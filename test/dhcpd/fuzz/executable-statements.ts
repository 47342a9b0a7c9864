import fc from 'fast-check'
import { optionStatement } from './options.ts'
import { joined, name, number, octets, oneOf, some, type Text, text } from './pieces.ts'

const OPTION: Text = fc.constantFrom(
  'host-name',
  'agent.circuit-id',
  'dhcp6.client-id',
  'nonesuch',
  'unknown-9',
)

const { expression } = fc.letrec<{ expression: string; call: string; operation: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    oneOf(text, octets, number, name, joined(oneOf('option', 'exists', 'config-option'), OPTION)),
    fc.constantFrom(
      'known',
      'static',
      'hardware',
      'leased-address',
      'lease-time',
      'null',
      'noerror',
      'filename',
    ),
    tie('call'),
    tie('operation'),
  ),
  call: oneOf(
    joined('substring(', tie('expression'), ',', number, ',', number, ')'),
    joined('suffix(', tie('expression'), ',', number, ')'),
    joined(oneOf('lcase', 'ucase', 'concat', 'mine', 'defined', 'not', ''), '(', tie('expression'), ')'),
    joined('concat(', some(tie('expression'), ', ', 1, 3), ')'),
    joined('pick-first-value(', some(tie('expression'), ', ', 1, 2), ')'),
    joined('binary-to-ascii(16, 8, ":",', tie('expression'), ')'),
    joined('reverse(1,', tie('expression'), ')'),
    joined('packet(', number, ',', number, ')'),
    joined(oneOf('extract-int(', 'encode-int('), tie('expression'), ',', oneOf('8', '16', '32', '7'), ')'),
    joined('v6relay(1,', tie('expression'), ')'),
    fc.constantFrom('gethostname()', 'check "default"', 'defined(v)', 'check "other"'),
  ),
  operation: joined(
    tie('expression'),
    fc.constantFrom('=', '!=', '~=', '~~', 'and', 'or', '+', '-', '*', '/', '%', '&', '|', '^', '! =', '~ ~'),
    tie('expression'),
  ),
}))

const condition: Text = oneOf(
  joined(expression, '=', expression),
  joined('not', expression),
  joined(joined('exists', OPTION), oneOf('and', 'or'), joined(expression, oneOf('=', '!='), expression)),
  expression,
  expression.map((inner) => `(${inner})`),
)

/** Statements that are run for a client, but `if` and `switch` at the bottom of others only. */
export const { executable } = fc.letrec<{ executable: string; block: string }>((tie) => ({
  executable: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    optionStatement,
    joined(
      oneOf('set v', 'define v', 'unset v', 'eval', 'return', 'set known', 'set v ='),
      '=',
      expression,
      ';',
    ),
    joined(oneOf('eval', 'return'), expression, ';'),
    joined(oneOf('prepend', 'append', 'default', 'supersede', 'send'), OPTION, oneOf(text, octets), ';'),
    joined(
      oneOf('allow', 'deny', 'ignore'),
      oneOf('bootp', 'booting', 'unknown-clients', 'client-updates', 'new', 'leasequery', 'others'),
      ';',
    ),
    joined('log (', oneOf('info,', 'error,', 'debug,', ''), expression, ') ;'),
    joined('execute ("/bin/true"', oneOf('', ','), oneOf(expression, ''), ') ;'),
    fc.constantFrom(
      'break;',
      'parse-vendor-option;',
      'add "one";',
      'word;',
      'db-time-format local;',
      '% x { ; } ;',
    ),
    joined('if', condition, tie('block'), oneOf('', joined('else', tie('block')))),
    joined('if', condition, tie('block'), oneOf('elsif', 'else if'), condition, tie('block')),
    joined('on', oneOf('commit', 'expiry or release', 'transmission', 'start'), oneOf(tie('block'), ';')),
    joined(
      'switch (',
      expression,
      ') { case',
      oneOf('1', '"a"', '0:1'),
      ':',
      tie('executable'),
      'default: }',
    ),
    joined('set f (', oneOf('', 'a', 'a, b', 'a,'), ')', tie('block')),
  ),
  block: some(tie('executable'), '\n', 0, 3).map((statements) => `{ ${statements} }`),
}))
