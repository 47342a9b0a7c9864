import { expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { startBareHelper } from './bare-helper.ts'

const machine = needs('linux', 'dash', 'flock')

// SAFETY K3
test.skipIf(machine.skip).for<[string, string, string]>([
  ['a control byte in a comment', 'host a { } # \u0007\n', 'control bytes or a byte 0xFF would be put in'],
  [
    'a carriage return alone',
    'host a {\rhardware ethernet 1:2:3:4:5:6; }\n',
    'a splice puts in a carriage return without a line feed',
  ],
  ['a comment without a host', '# by the bot\n', 'a splice touches no host'],
  [
    'a last statement without its semicolon',
    'host a { fixed-address 10.0.0.1 }\n',
    'a splice puts in a statement without its semicolon',
  ],
])('%s is refused with its reason', ([, content, reason]) => {
  const helper = startBareHelper()

  const verdict = helper.judge('authoritative;\n', [{ offset: 15, length: 0, content }])

  expect(verdict).toContain(reason)
})
