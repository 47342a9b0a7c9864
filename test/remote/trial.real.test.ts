import { writeFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { uninstallServer } from '../../src/cli/server/uninstall.ts'
import type { TrialConfig } from '../../src/config/settings.ts'
import { connectServer, type ServerSettings } from '../../src/remote/server.ts'
import type { DhcpServer } from '../../src/usecases/ports.ts'
import { recordingServerDesk } from '../cli/server/desk.ts'
import { type BareMachine, startBareMachine } from '../support/bare-machine.ts'
import { needs } from '../support/needs.ts'
import { append, mainContent } from './member.ts'
import { failure } from './told.ts'

const machine = needs(
  ...(['root', 'linux', 'sshd', 'ssh', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock', 'sudo'] as const),
)
const folder = '/var/lib/leasehold-trial'

/** A trial with the key of an administrator who has sudo. */
function settingsFor(bare: BareMachine, trial: Partial<TrialConfig> = {}): ServerSettings {
  return {
    name: 'campus',
    host: '127.0.0.1',
    port: bare.port,
    user: 'ann',
    key: `${bare.folder}/ann`,
    hostKey: bare.hostKey,
    command: 'anything',
    trial: { folder, settings: undefined, ...trial },
    deadlineSeconds: 30,
  }
}

function tryOn(bare: BareMachine, trial: Partial<TrialConfig> = {}): DhcpServer {
  const server = connectServer(settingsFor(bare, trial))
  onTestFinished(() => server.close())
  return server
}

async function addHost(server: DhcpServer, id: string) {
  const base = await server.read()
  return server.apply({ id, base, edits: [append(mainContent(base), base.main)] })
}

// SAFETY K2
describe.skipIf(machine.skip)('a trial, with nothing installed', () => {
  test('reads and changes the configuration of the dhcpd that it finds, and is gone without a trace', async () => {
    const bare = await startBareMachine()
    const before = bare.listing()
    const server = tryOn(bare)

    const answer = await addHost(server, 'one')
    const repeated = await server.status('one')
    await server.close()
    const member = settingsFor(bare)
    const { desk } = recordingServerDesk([{ name: 'campus', member, deadlineSeconds: 30 }])
    const { sshConfig } = bare
    await uninstallServer(
      {
        ...{ name: 'campus', config: 'leasehold.yaml', host: undefined, ssh: 'dhcp1', sshConfig },
        member: undefined,
        ...{ port: 22, purge: true, dryRun: false, yes: true },
      },
      desk,
    )

    expect(server.trial).toBe(true)
    expect(answer).toMatchObject({ kind: 'applied' })
    expect(repeated).toMatchObject({ kind: 'recorded', answer: { kind: 'applied' } })
    expect(bare.listing()).toBe(before)
  })

  test('runs no other helper than its own, in a folder that only root can enter', async () => {
    const bare = await startBareMachine()
    await tryOn(bare).read()
    bare.root(`echo 'echo hijacked >/etc/hijacked' >${folder}/helper`)

    await tryOn(bare).read()

    expect(bare.root('ls /etc/hijacked 2>&1 || :')).toContain('No such file')
    expect(bare.root(`stat -c '%a %U' ${folder} ${folder}/helper.conf`)).toBe('700 root\n600 root\n')
  })

  test('uses the settings that it is given, also when they change', async () => {
    const bare = await startBareMachine()
    const settings = `${bare.folder}/helper.conf`
    const found = bare.root(
      `sed 's/^state=.*/state=${folder.replaceAll('/', '\\/')}\\/state/' ${bare.machine.settingsPath}`,
    )
    writeFileSync(settings, `${found}host-limit=7\n`)
    const server = tryOn(bare, { settings })

    const first = await server.probe()
    writeFileSync(settings, `${found}host-limit=8\n`)
    const second = await server.probe()

    expect(first.facts).toContainEqual({ name: 'limit', value: 'hosts 7' })
    expect(second.facts).toContainEqual({ name: 'limit', value: 'hosts 8' })
  })

  test('says what keeps it from beginning', async () => {
    const bare = await startBareMachine()

    bare.root('mkdir /var/anns; chown ann /var/anns')

    const notRoots = await failure(tryOn(bare, { folder: '/var/anns' }).read())
    const noFile = await failure(tryOn(bare, { settings: '/nowhere/helper.conf' }).read())
    bare.root('rm /etc/init.d/isc-dhcp-server; pkill dhcpd; while pgrep dhcpd; do sleep 0.1; done')
    const noDhcpd = await failure(tryOn(bare).read())
    bare.root('rm /etc/sudoers.d/ann')
    const noSudo = await failure(tryOn(bare).read())

    expect(notRoots.message).toBe('The trial on 127.0.0.1 cannot begin: /var/anns is not root’s.')
    expect(noFile.message).toBe('The settings for the trial, /nowhere/helper.conf, cannot be read (ENOENT).')
    expect(noDhcpd.message).toBe(
      'The trial on 127.0.0.1 cannot begin: neither a service of dhcpd was found there nor one that runs.',
    )
    expect(noSudo.message).toBe('sudo on 127.0.0.1 asks ann for a password.')
  })
})
