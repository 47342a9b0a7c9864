import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { KnownServer } from '../../../src/cli/server/desk.ts'
import { type InstallOptions, installServer } from '../../../src/cli/server/install.ts'
import { probeServer } from '../../../src/cli/server/probe.ts'
import { type UninstallOptions, uninstallServer } from '../../../src/cli/server/uninstall.ts'
import { connectServer } from '../../../src/remote/server.ts'
import type { DhcpServer } from '../../../src/usecases/ports.ts'
import { append, mainContent, newHost, until } from '../../remote/member.ts'
import { type BareMachine, startBareMachine } from '../../support/bare-machine.ts'
import { needs } from '../../support/needs.ts'
import { startRelay } from '../../support/relay.ts'
import { recordingServerDesk } from './desk.ts'

const machine = needs(
  ...(['root', 'linux', 'sshd', 'ssh', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock'] as const),
  ...(['sudo', 'visudo'] as const),
)

/** As `leasehold server install campus --host … --yes` with the administrator's ssh. */
function options(bare: BareMachine, more: Partial<InstallOptions> = {}): InstallOptions & UninstallOptions {
  return {
    name: 'campus',
    config: 'leasehold.yaml',
    host: '127.0.0.1',
    member: undefined,
    port: bare.port,
    ssh: 'dhcp1',
    sshConfig: bare.sshConfig,
    key: `${bare.folder}/bot-key`,
    settings: undefined,
    dhcpdConf: undefined,
    dryRun: false,
    yes: true,
    purge: false,
    ...more,
  }
}

/** What leasehold.yaml says of the machine. */
function serverConfig(bare: BareMachine): KnownServer {
  return {
    name: 'campus',
    member: {
      host: '127.0.0.1',
      port: bare.port,
      user: 'leasehold',
      key: `${bare.folder}/bot-key`,
      hostKey: bare.hostKey,
      command: 'anything',
    },
    deadlineSeconds: 30,
  }
}

function connectBot(bare: BareMachine): DhcpServer {
  const { name, member, deadlineSeconds } = serverConfig(bare)
  const client = connectServer({ ...member, name, deadlineSeconds })
  onTestFinished(() => client.close())
  return client
}

async function addHost(server: DhcpServer, id: string) {
  const base = await server.read()
  return server.apply({ id, base, edits: [append(mainContent(base), base.main)] })
}

describe.skipIf(machine.skip)('installing on a server', () => {
  test('and uninstalling: what is between them works, and nothing of it is left', async () => {
    const bare = await startBareMachine()
    const before = bare.listing()
    const { desk, said } = recordingServerDesk()

    const installed = await installServer(options(bare), desk)
    const answer = await addHost(connectBot(bare), 'one')
    const uninstalled = await uninstallServer({ ...options(bare), purge: true }, desk)

    expect({ installed, uninstalled, err: said.err }).toEqual({ installed: 0, uninstalled: 0, err: '' })
    expect(said.out).toContain(`hostKey: ${bare.hostKey}\n`)
    expect(said.out).toContain('campus: the helper on 127.0.0.1 answers.\n')
    expect(statSync(`${bare.folder}/bot-key`).mode & 0o777).toBe(0o600)
    expect(answer).toMatchObject({ kind: 'applied' })
    expect(readFileSync(bare.machine.configPath, 'utf8')).toContain(newHost)
    expect(bare.listing()).toBe(before)
  })

  test('again changes nothing; a newer helper takes the place of the older, and settings stay', async () => {
    const bare = await startBareMachine()
    const { desk, said } = recordingServerDesk()
    await installServer(options(bare), desk)
    bare.root('echo host-limit=7 >>/etc/leasehold/helper.conf')
    const once = bare.listing()
    said.out = ''

    await installServer(options(bare), desk)
    const again = { said: said.out, listing: bare.listing() }
    bare.root('echo "# older" >>/usr/local/sbin/leasehold-helper')
    await installServer(options(bare), desk)

    expect(again.said).toContain('has everything already; nothing is changed')
    expect(again.listing).toBe(once)
    expect(bare.root('cat /usr/local/sbin/leasehold-helper')).toBe(desk.scripts.helper)
    expect(said.out).toContain('limit: hosts 7')
  })

  test('changes nothing when it is only shown, and nothing without a yes', async () => {
    const bare = await startBareMachine()
    const before = bare.listing()
    const { desk, said } = recordingServerDesk()

    const shown = await installServer(options(bare, { dryRun: true, yes: false }), desk)
    const unasked = await installServer(options(bare, { yes: false }), desk).catch(
      (error: Error) => error.message,
    )
    const refused = await installServer(options(bare, { yes: false }), {
      ...desk,
      confirm: async () => false,
    })

    expect({ shown, unasked, refused }).toEqual({
      shown: 0,
      unasked: 'Nothing was done: there is no terminal here to ask at.',
      refused: 1,
    })
    expect(said.out).toContain(desk.scripts.helper.split('\n').at(-2))
    expect(said.out).toContain('useradd --system')
    expect(said.out).toContain('Nothing was done.\n')
    expect(bare.listing()).toBe(before)
    expect(existsSync(`${bare.folder}/bot-key`)).toBe(false)
  })

  // SAFETY K2
  test('gives the bot’s key the helper and no shell, sftp, forwarding, terminal or other command', async () => {
    const bare = await startBareMachine()
    await installServer(options(bare), recordingServerDesk().desk)
    const login = [
      '-F',
      bare.sshConfig,
      '-i',
      `${bare.folder}/bot-key`,
      '-l',
      'leasehold',
      '-o',
      'BatchMode=yes',
    ]
    const ssh = (...words: string[]) =>
      spawnSync('ssh', [...login, ...words], { encoding: 'utf8', input: '', timeout: 10_000 })

    const shell = ssh('dhcp1', 'id; cat /etc/shadow')
    const terminal = ssh('-tt', 'dhcp1', 'id')
    const forward = ssh('-W', `127.0.0.1:${bare.port}`, 'dhcp1')
    const sftp = ssh('-s', 'dhcp1', 'sftp')

    for (const { stdout } of [shell, terminal, forward, sftp]) {
      expect(stdout).not.toMatch(/uid=|root:|SSH-2/)
    }
    expect(terminal.stderr).toContain('PTY allocation request failed')
    expect(forward.stderr).toContain('administratively prohibited')
    expect(sftp.status).not.toBe(0)
    expect(bare.root('sudo -n -u leasehold sudo -n id 2>&1 || :')).not.toContain('uid=')
    expect(bare.root('sudo -n -u leasehold touch ~leasehold/.ssh/authorized_keys 2>&1 || :')).toContain(
      'denied',
    )
  })

  test('is undone but for the backups, unless those are to go too', async () => {
    const bare = await startBareMachine()
    const { desk, said } = recordingServerDesk([serverConfig(bare)])
    await installServer(options(bare), desk)
    await addHost(connectBot(bare), 'one')

    await uninstallServer(options(bare), desk)

    expect(said.out).toContain('all but the backups, which stay in /var/lib/leasehold/backups')
    expect(bare.root('find /var/lib/leasehold -type f').trim()).toMatch(
      /^\/var\/lib\/leasehold\/backups\/[0-9a-f]{64}$/,
    )
    expect(bare.root('ls /etc/leasehold /home/leasehold /usr/local/sbin 2>&1 || :')).not.toContain('helper')
  })

  test('takes another key in place of the one that may have been stolen', async () => {
    const bare = await startBareMachine()
    const { desk, said } = recordingServerDesk([serverConfig(bare)])
    await installServer(options(bare), desk)
    const stolen = connectBot(bare)

    await installServer(options(bare, { host: undefined, key: `${bare.folder}/new-key` }), desk)

    expect(said.out).toContain(`Name the new key in leasehold.yaml: key: "${bare.folder}/new-key"\n`)

    await expect(stolen.read()).rejects.toThrow('does not let the user leasehold in with the key')
  })

  test('says when ssh, sudo or the machine is not as it must be', async () => {
    const bare = await startBareMachine()
    const { desk } = recordingServerDesk()
    const told = (more: Partial<InstallOptions>) =>
      installServer(options(bare, more), desk).then(
        () => 'nothing',
        (error: Error) => error.message,
      )

    const nowhere = await told({ ssh: 'nowhere.invalid' })
    bare.root('rm /etc/sudoers.d/ann')
    const password = await told({})

    expect(nowhere).toMatch(/^ssh nowhere\.invalid does not work: .*(resolve|not known)/)
    expect(password).toBe('sudo asks for a password there, and there is no terminal here to ask you at.')
  })
})

describe.skipIf(machine.skip)('what was installed', () => {
  // SAFETY D6
  test('finishes a change under sudo although the connection is cut', async () => {
    const bare = await startBareMachine()
    await installServer(options(bare), recordingServerDesk().desk)
    const relay = await startRelay(bare.port)
    onTestFinished(() => relay.close())
    const { member } = serverConfig(bare)
    const client = connectServer({ ...member, port: relay.port, name: 'campus', deadlineSeconds: 30 })
    onTestFinished(() => client.close())
    const state = `${bare.folder}/layers/var/upper/lib/leasehold`

    const answering = addHost(client, 'one')
    await until(() => existsSync(`${state}/journal`))
    relay.cut()
    const answer = await answering
    await until(() => existsSync(`${state}/outcomes/one`))

    expect(answer.kind).toBe('unknown')
    expect(await connectBot(bare).status('one')).toMatchObject({
      kind: 'recorded',
      answer: { kind: 'applied' },
    })
    expect(readFileSync(bare.machine.configPath, 'utf8')).toContain(newHost)
    expect(bare.machine.dhcpd().running).toBe(true)
  })
})

describe.skipIf(machine.skip)('what runs at boot', () => {
  // SAFETY D6
  test('puts the old file back when the machine went down in mid-transaction, and leaves dhcpd to the boot', async () => {
    const bare = await startBareMachine()
    await installServer(options(bare), recordingServerDesk().desk)
    const before = readFileSync(bare.machine.configPath, 'utf8')
    const service = '/etc/init.d/isc-dhcp-server'
    bare.root(
      `cp ${service} /var/service; sed -i 's/stop) .*/stop) pkill -9 -f leasehold-helper ;;/' ${service}`,
    )

    const answer = await addHost(connectBot(bare), 'one')
    const cutOff = readFileSync(bare.machine.configPath, 'utf8')
    bare.root(`cp /var/service ${service}; ${service} stop; while pgrep dhcpd; do sleep 0.1; done`)
    bare.root('/etc/init.d/leasehold-recover start')
    const atBoot = {
      file: readFileSync(bare.machine.configPath, 'utf8'),
      dhcpd: bare.machine.dhcpd().running,
    }
    bare.root(`${service} start`)

    expect(answer.kind).toBe('unknown')
    expect(cutOff).toBe(before + newHost)
    expect(atBoot).toEqual({ file: before, dhcpd: false })
    expect(await connectBot(bare).status('one')).toMatchObject({
      kind: 'recorded',
      answer: { kind: 'rolled-back' },
    })
  })
})

describe.skipIf(machine.skip)('probing a server', () => {
  test('says what the helper offers, for people and for programs', async () => {
    const bare = await startBareMachine()
    const { desk, said } = recordingServerDesk([serverConfig(bare)])
    await installServer(options(bare), desk)
    said.out = ''

    await probeServer({ name: 'campus', config: 'leasehold.yaml', json: false }, desk)
    const sentences = said.out
    said.out = ''
    await probeServer({ name: 'campus', config: 'leasehold.yaml', json: true }, desk)

    expect(sentences).toMatch(/^campus: the helper on 127\.0\.0\.1 answers\.\n/)
    expect(sentences).toContain('preset: sysv')
    expect(JSON.parse(said.out)).toMatchObject({
      server: 'campus',
      host: '127.0.0.1',
      trial: false,
      has: expect.arrayContaining(['flock', 'dhcpd running']),
    })
  })

  test('names the servers that there are when it is asked for another', async () => {
    const { desk } = recordingServerDesk([{ ...({} as KnownServer), name: 'campus' }])

    const probing = probeServer({ name: 'camp', config: 'leasehold.yaml', json: false }, desk)

    await expect(probing).rejects.toMatchObject({
      message: 'There is no server camp in leasehold.yaml.',
      advice: 'Its servers are: campus.',
    })
  })
})
