import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { openStore } from '../../../src/store/store.ts'
import { startTestMachine } from '../../support/machine.ts'
import { needs } from '../../support/needs.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')
const program = fileURLToPath(new URL('../../../bin/leasehold', import.meta.url))

/** A configuration for a real server, and the program as somebody runs it beside the bot. */
async function startTerminal() {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-terminal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const server = await startTestMachine()
  onTestFinished(server.close)
  const { host, port, user, key, hostKey, command } = server.server
  const config = join(folder, 'leasehold.yaml')
  const content = {
    slack: { approvals: 'C0APPROVE', team: 'T0DEMO' },
    servers: { campus: { members: [{ host, port, user, key, hostKey, command }] } },
    policy: { rules: [{ approvers: { users: ['U0APP'] } }] },
    localUsers: { [userInfo().username]: 'U0REQ' },
  }
  writeFileSync(config, stringify(content))
  return {
    server,
    store: join(folder, 'leasehold.db'),
    run(...words: string[]) {
      const { status, stdout, stderr } = spawnSync(program, [...words, '--config', config], {
        encoding: 'utf8',
      })
      return { code: status, out: stdout, err: stderr }
    },
  }
}

describe.skipIf(machine.skip)('leasehold request, on a real server', () => {
  test('stores what was asked for, refuses what is taken, and changes nothing on the server', async () => {
    const { server, store, run } = await startTerminal()
    const before = readFileSync(server.configPath)
    const words = [
      'request',
      'add',
      'terminal-1',
      '00-00-5E-00-53-77',
      'auto',
      '--subnet',
      '10.20.0.0/24',
      '--reason',
      'a test',
    ]

    const asked = run(...words)
    const again = run(...words)
    const history = run('history', '0000.5e00.5377')

    expect(asked).toMatchObject({ code: 0, err: '', out: expect.stringContaining('R-1 waits for approval') })
    expect(again).toMatchObject({ code: 1, out: expect.stringContaining('request R-1 for terminal-1') })
    expect(history).toMatchObject({
      code: 0,
      out: expect.stringContaining('R-1 · Register terminal-1 (campus)'),
    })
    expect(readFileSync(server.configPath)).toEqual(before)
    const { requests, close } = await openStore({ sqlite: store })
    expect(await requests.find(1)).toMatchObject({
      requester: { team: 'T0DEMO', user: 'U0REQ' },
      state: { status: 'pending' },
    })
    await close()
  })

  test('says which link failed when the server is away, and stores nothing', async () => {
    const { server, run } = await startTerminal()
    await server.close()

    const { code, out, err } = run('request', 'remove', 'anything', '--reason', 'a test')

    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^leasehold: .*\n {2}.+\n$/)
  })
})
