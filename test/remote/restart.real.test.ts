import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { needs } from '../support/needs.ts'
import {
  type BareHelper,
  callsIn,
  detailOf,
  fakes,
  mounted,
  startBareHelper,
  startCommand,
  stopCommand,
} from './bare-helper.ts'

const machine = needs('root', 'linux', 'dash', 'flock', 'unshare')

const ADD = { offset: 0, length: 0, content: 'host a { }\n' }

/** Time passes in no time. */
const NO_SLEEP = { sleep: 'exec /bin/sleep 0.01' }

/** A start command that ends, as dhcpd does, where the process of the pid file is still there. */
function startUnlessThere(folder: string, more: string): string {
  return `start=! kill -0 "$(cat '${folder}/dhcpd.pid')" && { ${more}; }`
}

/** Runs a process until the test has ended. */
function run(program: string, ...words: string[]): void {
  const process = spawn(program, words, { stdio: 'ignore' })
  onTestFinished(() => void process.kill('SIGKILL'))
}

describe.skipIf(machine.skip)('a dhcpd', () => {
  // SAFETY D2
  test('that has ended, but of which its parent takes no note, does not keep the next from starting', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        startUnlessThere(folder, `{ ${startCommand(folder)}; exec sleep 20; } & sleep 0.2`),
      ],
    })
    helper.apply('one', [ADD])

    const lines = helper.apply('two', [{ ...ADD, content: 'host b { }\n' }])

    expect(lines[0]).toMatch(/^outcome applied /)
  })

  // SAFETY D3
  test('that takes its time to end is waited for', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        `stop={ sleep 0.5; ${stopCommand(folder)}; } >/dev/null 2>&1 &`,
        startUnlessThere(folder, startCommand(folder)),
      ],
    })

    expect(helper.apply('one', [ADD])[0]).toMatch(/^outcome applied /)
  })

  // SAFETY D3
  test.each<[string, (folder: string) => string[], string]>([
    [
      'whose start says that it failed',
      (folder) => [`start=${startCommand(folder)}; exit 3`],
      'starting dhcpd ended with code 3',
    ],
    [
      'that is not there after its start',
      (folder) => ['start=true', 'watchdog=true', fakes(folder, NO_SLEEP)],
      'dhcpd was started and is not there',
    ],
    [
      'that is there twice after its start',
      (folder) => [`start=${twice(folder)}`],
      'more than one dhcpd runs with this configuration',
    ],
    [
      'that ends soon after its start',
      (folder) => [
        'healthy-seconds=2',
        `start='${folder}/dhcpd' 0.5 >/dev/null 2>&1 & echo $! >'${folder}/dhcpd.pid'`,
      ],
      'dhcpd started and ended again',
    ],
    [
      'that does not end',
      (folder) => ['stop=true', 'watchdog=true', fakes(folder, NO_SLEEP)],
      'dhcpd did not stop',
    ],
  ])('%s is not healthy', (_, settings, sentence) => {
    const helper = startBareHelper({ settings })

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toMatch(/^outcome (needs-operator|rolled-back)$/)
    expect(detailOf(lines)).toContain(sentence)
    expect(readFileSync(helper.configPath, 'latin1')).toBe('authoritative;\n')
  })
})

/** Two that name the configuration, for a few seconds. */
function twice(folder: string): string {
  const one = `'${folder}/dhcpd' -c 'sleep 3; :' x '${folder}/etc/dhcpd.conf' >/dev/null 2>&1 &`
  return `cp /bin/dash '${folder}/new'; mv '${folder}/new' '${folder}/dhcpd'; ${one} ${one}`
}

describe.skipIf(machine.skip)('it is no dhcpd of this configuration', () => {
  // SAFETY D3
  test.each<[string, (helper: BareHelper) => void]>([
    [
      'what another program does with the file',
      ({ folder, configPath }) => asDhcpd(folder, 'editor', configPath),
    ],
    ['a dhcpd of another configuration', ({ folder }) => asDhcpd(folder, 'dhcpd', '/etc/other.conf')],
    [
      'a dhcpd that only tests the file',
      ({ folder, configPath }) => asDhcpd(folder, 'dhcpd', '-t', configPath),
    ],
  ])('%s', (_, begin) => {
    const helper = startBareHelper()
    begin(helper)

    expect(helper.apply('one', [ADD])[0]).toMatch(/^outcome applied /)
  })

  /** A process of that name with these arguments. */
  function asDhcpd(folder: string, name: string, ...words: string[]): void {
    execFileSync('sh', ['-c', `mkdir '${folder}/other' && cp /bin/dash '${folder}/other/${name}'`])
    run(join(folder, 'other', name), '-c', 'sleep 30; :', 'x', ...words)
  }
})

describe.skipIf(machine.skip)('where there is no /proc', () => {
  /** `pgrep` gives the dhcpd of the pid file, and one of another configuration. */
  function startWithoutProc(): BareHelper {
    const helper = startBareHelper({
      shell: mounted(() => 'mount -t tmpfs none /proc'),
      settings: (folder) => [
        'watchdog=true',
        fakes(folder, {
          pgrep: `echo 1; pid=$(cat '${folder}/dhcpd.pid'); ! kill -0 "$pid" || echo "$pid"`,
          ps: `case "$*" in *lstart*) echo Mon ;; *'-p 1') echo dhcpd -cf /etc/other.conf ;; *) echo dhcpd -cf '${folder}/etc/dhcpd.conf' ;; esac`,
        }),
      ],
    })
    return helper
  }

  test('the daemons are found by ps', () => {
    const helper = startWithoutProc()

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toMatch(/^outcome applied /)
    expect(callsIn(helper)).toContain('pgrep -x dhcpd')
  })
})

test.skipIf(machine.skip)('a restart that was noted as no number holds nothing up', () => {
  const helper = startBareHelper({ settings: () => ['restart-floor-seconds=30'] })
  helper.apply('one', [ADD])
  writeFileSync(join(helper.statePath, 'restarted'), 'yesterday\n')

  expect(helper.apply('two', [{ ...ADD, content: 'host b { }\n' }])[0]).toMatch(/^outcome applied /)
})
