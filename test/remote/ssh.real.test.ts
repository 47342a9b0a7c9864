import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HopConfig } from '../../src/config/settings.ts'
import { createSsh } from '../../src/remote/ssh.ts'
import type { ServerSettings } from '../../src/remote/unreachable.ts'
import { needs } from '../support/needs.ts'
import { startRelay } from '../support/relay.ts'
import { startSshd, type TestSshd } from '../support/sshd.ts'
import { failure } from './told.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'ssh-agent', 'ssh-add')

/** Says something to a machine whose forced command is `cat`, and gives what comes back. */
async function echo(hop: HopConfig, jump: readonly HopConfig[] = [], deadlineSeconds = 20): Promise<string> {
  const settings: ServerSettings = { ...hop, name: 'campus', command: 'anything', jump, deadlineSeconds }
  const ssh = createSsh(settings)
  try {
    return (await ssh.run('anything', Buffer.from('hello'))).stdout.toString()
  } finally {
    ssh.close()
  }
}

function keygen(...args: string[]): void {
  execFileSync('ssh-keygen', ['-q', ...args], { stdio: 'ignore' })
}

/** How to come in, without the fingerprint. */
function without<K extends string>(hop: TestSshd['access'], key: K): Omit<TestSshd['access'], K> {
  const { [key as keyof TestSshd['access']]: _, ...rest } = hop
  return rest as Omit<TestSshd['access'], K>
}

describe.skipIf(machine.skip)('a machine known by a known_hosts file', () => {
  /** Writes a known_hosts file of the lines made from the name and the public key of this sshd. */
  function knownBy({ access, folder }: TestSshd, lines: (name: string, key: string) => string): HopConfig {
    const key = readFileSync(`${folder}/host_key.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
    writeFileSync(`${folder}/known_hosts`, lines(`[127.0.0.1]:${access.port}`, key))
    return { ...without(access, 'hostKey'), knownHosts: `${folder}/known_hosts` }
  }

  test('is talked to when its key stands there, among others', async () => {
    const sshd = await startSshd()
    const hop = knownBy(sshd, (name, key) => `# ours\nother ssh-ed25519 AAAA\n${name} ${key} comment\n`)

    expect(await echo(hop)).toBe('hello')
  })

  test('is found under a hashed name', async () => {
    const sshd = await startSshd()
    const hop = knownBy(sshd, (name, key) => `${name} ${key}\n`)
    keygen('-H', '-f', `${sshd.folder}/known_hosts`)

    expect(readFileSync(`${sshd.folder}/known_hosts`, 'utf8')).toMatch(/^\|1\|/)
    expect(await echo(hop)).toBe('hello')
  })

  // SAFETY K1
  test('is not logged in to when it shows another key', async () => {
    const sshd = await startSshd()
    const hop = knownBy(sshd, (name) => `${name} ssh-ed25519 ${Buffer.from('other').toString('base64')}\n`)

    const { message } = await failure(echo(hop))

    expect(message).toContain(`shows another host key than the one pinned: it shows ${sshd.access.hostKey}`)
    expect(sshd.log()).not.toContain('Accepted publickey')
  })

  // SAFETY K1
  test('is not logged in to when its key is marked as revoked', async () => {
    const sshd = await startSshd()
    const hop = knownBy(sshd, (name, key) => `${name} ${key}\n@revoked * ${key}\n`)

    const { message } = await failure(echo(hop))

    expect(message).toContain('marked as revoked')
    expect(sshd.log()).not.toContain('Accepted publickey')
  })

  // SAFETY K1
  test('is not even connected to when the file does not name it', async () => {
    const sshd = await startSshd()
    const hop = knownBy(sshd, (_, key) => `127.0.0.1 ${key}\n`)

    const { message } = await failure(echo(hop))

    expect(message).toBe(`${sshd.folder}/known_hosts holds no host key of [127.0.0.1]:${sshd.access.port}.`)
  })

  test('is told to have no key of the type that stands there', async () => {
    const sshd = await startSshd()
    keygen('-t', 'ecdsa', '-N', '', '-f', `${sshd.folder}/ecdsa`)
    const ecdsa = readFileSync(`${sshd.folder}/ecdsa.pub`, 'utf8')
    const hop = knownBy(sshd, (name) => `${name} ${ecdsa}`)

    const { message } = await failure(echo(hop))

    expect(message).toContain(
      '127.0.0.1 has no host key of the type that is known (ecdsa-sha2-nistp256: SHA256:',
    )
  })

  test('says when the file cannot be read', async () => {
    const { access } = await startSshd()

    const { message } = await failure(echo({ ...without(access, 'hostKey'), knownHosts: '/nowhere' }))

    expect(message).toBe('The known_hosts file /nowhere cannot be read (ENOENT).')
  })
})

describe.skipIf(machine.skip)('a machine with several host keys', () => {
  const both = (folder: string) => {
    keygen('-t', 'rsa', '-b', '2048', '-N', '', '-f', `${folder}/rsa`)
    return `HostKey "${folder}/host_key"\nHostKey "${folder}/rsa"`
  }

  test('is known by any one of them', async () => {
    const sshd = await startSshd({ config: both })
    const fingerprint = execFileSync('ssh-keygen', ['-lf', `${sshd.folder}/rsa`], { encoding: 'utf8' })

    const hop = { ...sshd.access, hostKey: fingerprint.split(' ')[1] ?? '' }

    expect(await echo(hop)).toBe('hello')
  })

  // SAFETY K1
  test('is a stranger when none of them is pinned, and says which it has', async () => {
    const sshd = await startSshd({ config: both })

    const { message } = await failure(echo({ ...sshd.access, hostKey: `SHA256:${'A'.repeat(43)}` }))

    expect(message).toContain('(ssh-ed25519)')
    expect(message).toContain('(ssh-rsa)')
    expect(sshd.log()).not.toContain('Accepted publickey')
  })
})

describe.skipIf(machine.skip)('a private key with a passphrase', () => {
  async function locked(): Promise<TestSshd['access']> {
    const { access } = await startSshd()
    keygen('-p', '-P', '', '-N', 'correct horse', '-f', access.key)
    return access
  }

  test('logs in with it', async () => {
    expect(await echo({ ...(await locked()), passphrase: 'correct horse' })).toBe('hello')
  })

  test('says when it is missing', async () => {
    const access = await locked()

    const { message, advice } = await failure(echo(access))

    expect(message).toBe(`The private key ${access.key} has a passphrase, and none was given.`)
    expect(advice).toContain('passphrase: { env: NAME }')
  })

  // SAFETY K4
  test('says when it is wrong, without saying what it was', async () => {
    const access = await locked()

    const { message, advice } = await failure(echo({ ...access, passphrase: 'battery staple' }))

    expect(message).toBe(`The private key ${access.key} cannot be opened with the passphrase that was given.`)
    expect(message + advice).not.toContain('battery')
  })
})

describe.skipIf(machine.skip)('an SSH agent', () => {
  /** An agent of the test's own, with these keys. */
  async function startAgent(folder: string, ...keys: string[]): Promise<string> {
    const socket = `${folder}/agent`
    const agent = spawn('setpriv', ['--pdeathsig', 'KILL', 'ssh-agent', '-D', '-a', socket])
    const ready = Promise.withResolvers<void>()
    agent.stdout.once('data', () => ready.resolve())
    onTestFinished(() => void agent.kill())
    await ready.promise
    for (const key of keys) {
      execFileSync('ssh-add', ['-q', key], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
    }
    return socket
  }

  test('logs in with the keys it holds', async () => {
    const { access, folder } = await startSshd()
    keygen('-t', 'ed25519', '-N', '', '-f', `${folder}/stranger`)
    const agent = await startAgent(folder, `${folder}/stranger`, access.key)

    expect(await echo({ ...without(access, 'key'), agent })).toBe('hello')
  })

  test('that is not there, holds nothing, or only keys that are not let in', async () => {
    const { access, folder } = await startSshd()
    const agent = await startAgent(folder)
    const login = without(access, 'key')

    const missing = await failure(echo({ ...login, agent: `${folder}/nowhere` }))
    const empty = await failure(echo({ ...login, agent }))
    keygen('-t', 'ed25519', '-N', '', '-f', `${folder}/stranger`)
    execFileSync('ssh-add', ['-q', `${folder}/stranger`], { env: { ...process.env, SSH_AUTH_SOCK: agent } })
    const stranger = await failure(echo({ ...login, agent }))

    expect(missing.message).toBe(`There is no SSH agent at ${folder}/nowhere.`)
    expect(empty.message).toBe(`The SSH agent at ${agent} holds no key.`)
    expect(stranger.message).toBe(
      `127.0.0.1 does not let the user root in with any key of the agent ${agent}.`,
    )
  })

  test.each([
    ['hangs up', (connection: Socket) => void connection.destroy()],
    ['says nothing', () => undefined],
  ])('that %s is told to be silent', async (_, answer) => {
    const { access, folder } = await startSshd()
    const socket = `${folder}/mute`
    const mute = createServer(answer)
    const listening = Promise.withResolvers<void>()
    mute.listen(socket, listening.resolve)
    onTestFinished(() => void mute.close())
    await listening.promise

    const { message } = await failure(echo({ ...without(access, 'key'), agent: socket }, [], 0.5))

    expect(message).toBe(`The SSH agent at ${socket} does not answer.`)
  })
})

describe.skipIf(machine.skip)('jump hosts', () => {
  test('are gone through, one after the other, each with a key of its own', async () => {
    const [first, second, last] = [await startSshd(), await startSshd(), await startSshd()]

    expect(await echo(last.access, [first.access, second.access])).toBe('hello')
    expect(first.log()).toContain('Accepted publickey')
    expect(second.log()).toContain('Accepted publickey')
  })

  test('are left when the connection is closed', async () => {
    const [gate, member] = [await startSshd(), await startSshd()]

    await echo(member.access, [gate.access])

    await expect.poll(gate.log).toContain('Disconnected from user root')
  })

  test('are gone through anew when the connection to them has dropped', async () => {
    const [gate, member] = [await startSshd(), await startSshd()]
    const relay = await startRelay(gate.access.port)
    onTestFinished(() => relay.close())
    const jump = [{ ...gate.access, port: relay.port }]
    const ssh = createSsh({ ...member.access, name: 'campus', command: '', jump, deadlineSeconds: 20 })
    onTestFinished(() => ssh.close())

    const first = await ssh.run('anything', Buffer.from('one'))
    relay.cut()
    relay.mend()
    await expect.poll(member.log).toContain('Closing connection')
    const second = await ssh.run('anything', Buffer.from('two'))

    expect([first.stdout.toString(), second.stdout.toString()]).toEqual(['one', 'two'])
  })

  // SAFETY K1
  test('are known by their own host keys, and so is the machine behind them', async () => {
    const [gate, member] = [await startSshd(), await startSshd()]
    const other = `SHA256:${'A'.repeat(43)}`

    const atGate = await failure(echo(member.access, [{ ...gate.access, hostKey: other }]))
    const behind = await failure(echo({ ...member.access, hostKey: other }, [gate.access]))

    expect(atGate.message).toBe(
      `On the way to 127.0.0.1, at the jump host 127.0.0.1: 127.0.0.1 shows another host key than the one pinned: it shows ${gate.access.hostKey} (ssh-ed25519), pinned is ${other}.`,
    )
    expect(behind.message).toBe(
      `127.0.0.1 shows another host key than the one pinned: it shows ${member.access.hostKey} (ssh-ed25519), pinned is ${other}.`,
    )
    expect(member.log()).not.toContain('Accepted publickey')
  })

  test('that do not let us in, or do not listen, are named', async () => {
    const [gate, member] = [await startSshd(), await startSshd()]

    const refused = await failure(echo(member.access, [{ ...gate.access, key: member.access.key }]))
    const closed = await failure(echo(member.access, [{ ...gate.access, port: 1 }]))

    expect(refused.message).toBe(
      `On the way to 127.0.0.1, at the jump host 127.0.0.1: 127.0.0.1 does not let the user root in with the key ${member.access.key} (it would take: publickey).`,
    )
    expect(closed.message).toBe(
      'On the way to 127.0.0.1, at the jump host 127.0.0.1: Nothing listens on port 1 of 127.0.0.1.',
    )
  })

  test('that do not reach the machine, or may not, say so', async () => {
    const [gate, member] = [await startSshd(), await startSshd()]
    const closed = await startSshd({ config: () => 'DisableForwarding yes' })

    const noPort = await failure(echo({ ...member.access, port: 1 }, [gate.access]))
    const noName = await failure(echo({ ...member.access, host: 'dhcp1.invalid' }, [gate.access]))
    const forbidden = await failure(echo(member.access, [closed.access]))

    expect(noPort.message).toContain('The jump host 127.0.0.1 does not reach 127.0.0.1 port 1: ')
    expect(noName.message).toContain('The jump host 127.0.0.1 does not reach dhcp1.invalid port ')
    expect(forbidden.message).toContain('The jump host 127.0.0.1 does not reach 127.0.0.1 port ')
    expect(forbidden.advice).toContain('AllowTcpForwarding')
  })
})

describe.skipIf(machine.skip)('sshd', () => {
  test('that wants more than a key is told from one that wants another key', async () => {
    const { access } = await startSshd({
      config: () => 'AuthenticationMethods publickey,password\nPermitRootLogin yes',
    })

    const { message } = await failure(echo(access))

    expect(message).toBe(
      '127.0.0.1 takes the key of root and wants more than a key (it would take: password).',
    )
  })

  test('that hangs up before anyone can log in is told from a silent one', async () => {
    const hangsUp = createServer((socket) => socket.destroy())
    const listening = Promise.withResolvers<void>()
    hangsUp.listen(0, '127.0.0.1', listening.resolve)
    onTestFinished(() => void hangsUp.close())
    await listening.promise
    const address = hangsUp.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { access } = await startSshd()

    const { message } = await failure(echo({ ...access, port }))

    expect(message).toBe(`127.0.0.1 closed the connection on port ${port} before anyone could log in.`)
  })
})
