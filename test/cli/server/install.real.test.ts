import { readFileSync, statSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type InstallOptions, installServer } from '../../../src/cli/server/install.ts'
import { uninstallServer } from '../../../src/cli/server/uninstall.ts'
import { connectServer } from '../../../src/remote/server.ts'
import { append, mainContent, newHost } from '../../remote/member.ts'
import { type BareMachine, startBareMachine } from '../../support/bare-machine.ts'
import { needs } from '../../support/needs.ts'
import { recordingServerDesk } from './desk.ts'

const machine = needs(
  ...([
    'root',
    'linux',
    'sshd',
    'ssh',
    'ssh-keygen',
    'dhcpd',
    'dhclient',
    'ip',
    'flock',
    'sudo',
    'visudo',
  ] as const),
)

function options(bare: BareMachine, more: Partial<InstallOptions> = {}): InstallOptions {
  return {
    name: 'campus',
    config: '/nowhere/leasehold.yaml',
    host: '127.0.0.1',
    port: bare.port,
    ssh: 'dhcp1',
    sshConfig: bare.sshConfig,
    key: `${bare.folder}/bot-key`,
    settings: undefined,
    dhcpdConf: undefined,
    dryRun: false,
    yes: true,
    ...more,
  }
}

/** The bot's own connection to what was installed. */
function connectBot(bare: BareMachine) {
  const client = connectServer({
    name: 'campus',
    host: '127.0.0.1',
    port: bare.port,
    user: 'leasehold',
    key: `${bare.folder}/bot-key`,
    hostKey: bare.hostKey,
    command: 'anything',
    deadlineSeconds: 30,
  })
  onTestFinished(() => client.close())
  return client
}

describe.skipIf(machine.skip)('installing on a server', () => {
  test('and uninstalling: what is between them works, and nothing of it is left', async () => {
    const bare = await startBareMachine()
    const before = bare.listing()
    const { desk, said } = recordingServerDesk()

    const installed = await installServer(options(bare), desk)

    expect(said.err).toBe('')
    expect(installed).toBe(0)
    expect(said.out).toContain(`hostKey: ${bare.hostKey}`)
    expect(said.out).toContain('campus: the helper on 127.0.0.1 answers.')
    expect(statSync(`${bare.folder}/bot-key`).mode & 0o777).toBe(0o600)
    const bot = connectBot(bare)
    const base = await bot.read()
    const answer = await bot.apply({ id: 'one', base, edits: [append(mainContent(base), base.main)] })
    expect(answer).toMatchObject({ kind: 'applied' })
    expect(readFileSync(bare.machine.configPath, 'utf8')).toContain(newHost)
    await bot.close()

    const purged = await uninstallServer({ ...options(bare), purge: true }, desk)

    expect(purged).toBe(0)
    expect(bare.listing()).toBe(before)
  })
})
