import { expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { startBareHelper, startCommand } from './bare-helper.ts'

const machine = needs('linux', 'dash', 'flock')

// SAFETY D2
test.skipIf(machine.skip)(
  'a dhcpd that has ended, but of which its parent takes no note, does not keep the next from starting',
  () => {
    const helper = startBareHelper({
      settings: (folder) => [
        // As dhcpd does, it ends where the process of the pid file is there.
        `start=! kill -0 "$(cat '${folder}/dhcpd.pid')" && { { ${startCommand(folder)}; exec sleep 20; } & sleep 0.2; }`,
      ],
    })
    const host = (name: string) => ({ offset: 0, length: 0, content: `host ${name} { }\n` })
    helper.apply('one', [host('a')])

    const lines = helper.apply('two', [host('b')])

    expect(lines[0]).toMatch(/^outcome applied /)
  },
)
