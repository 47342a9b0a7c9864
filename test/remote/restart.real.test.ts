import { expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { startBareHelper, startCommand } from './bare-helper.ts'

const machine = needs('linux', 'dash', 'flock')

// SAFETY D2
test.skipIf(machine.skip)(
  'a dhcpd that has ended is not followed by the next before its parent knows',
  () => {
    const helper = startBareHelper({
      settings: (folder) => [
        // As dhcpd does, it ends where the process of the pid file is there; its parent takes note of nothing for a while.
        `start=! kill -0 "$(cat '${folder}/dhcpd.pid')" && { { ${startCommand(folder)}; exec sleep 2; } & sleep 0.2; }`,
      ],
    })
    const host = (name: string) => ({ offset: 0, length: 0, content: `host ${name} { }\n` })
    helper.apply('one', [host('a')])

    const lines = helper.apply('two', [host('b')])

    expect(lines[0]).toMatch(/^outcome applied /)
  },
)
