import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { type Member, mainContent, startMember } from './member.ts'
import { failure } from './told.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

function setForcedCommand({ machine }: Member, command: string): void {
  const path = `${dirname(machine.server.key)}/authorized_keys`
  writeFileSync(path, readFileSync(path, 'utf8').replace(/command="[^"]*"/, `command="${command}"`))
}

describe.skipIf(machine.skip)('a server that cannot be asked says why', () => {
  let member: Member
  beforeEach(async () => {
    member = await startMember()
  })

  // SAFETY K1
  test('another host key is shown beside the pinned one, and nothing is authenticated', async () => {
    const pinned = `SHA256:${'A'.repeat(43)}`

    const { message, advice } = await failure(member.connect({ hostKey: pinned }).read())

    expect(message).toContain(pinned)
    expect(message).toContain(member.machine.server.hostKey)
    expect(advice).toContain('hostKey')
    const log = readFileSync(`${dirname(member.machine.settingsPath)}/sshd.log`, 'utf8')
    expect(log).not.toContain('Accepted publickey')
  })

  test('a key that is not let in', async () => {
    const key = `${dirname(member.machine.server.key)}/stranger`
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])

    const { message } = await failure(member.connect({ key }).read())

    expect(message).toBe(
      `127.0.0.1 does not let the user root in with the key ${key} (it would take: publickey).`,
    )
  })

  test('a key that is not there, cannot be read, or is none', async () => {
    const folder = dirname(member.machine.server.key)
    mkdirSync(`${folder}/folder`)
    writeFileSync(`${folder}/garbage`, 'not a key')

    const messages = await Promise.all(
      ['missing', 'folder', 'garbage'].map((name) =>
        failure(member.connect({ key: `${folder}/${name}` }).read()),
      ),
    )

    expect(messages.map(({ message }) => message)).toEqual([
      `The private key ${folder}/missing is not there.`,
      `The private key ${folder}/folder cannot be read (EISDIR).`,
      expect.stringContaining(`The private key ${folder}/garbage cannot be used`),
    ])
  })

  test('a port where nothing listens', async () => {
    const { message } = await failure(member.connect({ port: 1 }).read())

    expect(message).toBe('Nothing listens on port 1 of 127.0.0.1.')
  })

  test('a port that accepts and says nothing', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined))
    const listening = Promise.withResolvers<void>()
    silent.listen(0, '127.0.0.1', listening.resolve)
    await listening.promise
    onTestFinished(() => void silent.close())
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0

    const { message } = await failure(member.connect({ port, deadlineSeconds: 0.5 }).read())

    expect(message).toBe(`127.0.0.1 takes connections on port ${port} and then says nothing.`)
  })

  test('a name that does not exist', async () => {
    const { message } = await failure(member.connect({ host: 'dhcp1.invalid' }).read())

    expect(message).toBe('The name dhcp1.invalid cannot be resolved.')
  })

  test('a helper that is not installed', async () => {
    setForcedCommand(member, '/nowhere/leasehold-helper')

    const { message } = await failure(member.connect().read())

    expect(message).toBe('The helper is not there or cannot be run on 127.0.0.1.')
  })

  test('a helper of another version', async () => {
    const { helperPath } = member.machine
    writeFileSync(helperPath, readFileSync(helperPath, 'utf8').replace('\nversion=2\n', '\nversion=3\n'))

    const { message } = await failure(member.connect().read())

    expect(message).toBe('The helper on 127.0.0.1 speaks version 3, this program version 2.')
  })

  test('sudo that asks for a password', async () => {
    setForcedCommand(member, "echo 'sudo: a password is required' >&2; exit 1")

    const { message } = await failure(member.connect().read())

    expect(message).toBe('sudo on 127.0.0.1 asks root for a password.')
  })

  test.each([
    ["sudo: I'm afraid I can't do that", 'sudo on 127.0.0.1 does not let root run the helper.'],
    ['Sorry, user root is not allowed to execute', 'sudo on 127.0.0.1 does not let root run the helper.'],
    ['sh: 1: sudo: not found', 'There is no sudo on 127.0.0.1.'],
    ['sudo: /opt/helper: command not found', 'The helper is not there or cannot be run on 127.0.0.1.'],
  ])('sudo that says: %s', async (said, told) => {
    setForcedCommand(member, `echo \\"${said}\\" >&2; exit 1`)

    const { message } = await failure(member.connect().read())

    expect(message).toBe(told)
  })

  test('a start-up file that prints before the helper does', async () => {
    const { helperPath, settingsPath } = member.machine
    setForcedCommand(member, `echo 'Welcome to dhcp1'; ${helperPath} ${settingsPath}`)

    const { message } = await failure(member.connect().read())

    expect(message).toBe('Something on 127.0.0.1 prints before the helper does: "Welcome to dhcp1"')
  })

  test('something else that answers', async () => {
    setForcedCommand(member, 'echo welcome')

    const { message } = await failure(member.connect().read())

    expect(message).toBe(
      'What runs on 127.0.0.1 does not answer as the helper does (it ended with code 0). It printed: "welcome"',
    )
  })

  test('a helper that answers too late', async () => {
    setForcedCommand(member, 'sleep 5')

    const { message } = await failure(member.connect({ deadlineSeconds: 0.5 }).read())

    expect(message).toBe('127.0.0.1 gave no whole answer within 0.5 s.')
  })

  test('settings that others than root could change', async () => {
    execFileSync('chmod', ['o+w', member.machine.settingsPath])

    const { message } = await failure(member.connect().read())

    expect(message).toContain('its settings must be a file that only root can change')
  })
})

describe.skipIf(machine.skip)('reading', () => {
  test('gives every file that is included, in the order in which dhcpd reads them, and the leases', async () => {
    const member = await startMember()
    const folder = dirname(member.machine.configPath)
    writeFileSync(`${folder}/a b.conf`, `include "${folder}/deep.conf";\n`)
    writeFileSync(`${folder}/deep.conf`, '# \xe9\n', 'latin1')
    writeFileSync(`${folder}/last.conf`, '')
    const main = `${member.file()}include "${folder}/a b.conf";\ngroup { include "${folder}/last.conf"; }\n`
    writeFileSync(member.machine.configPath, main, 'latin1')
    await member.machine.device.plugIn('00:00:5e:00:53:99')

    const read = await member.server.read()

    expect(read.files).toEqual([
      { path: member.machine.configPath, content: main },
      { path: `${folder}/a b.conf`, content: `include "${folder}/deep.conf";\n` },
      { path: `${folder}/deep.conf`, content: '# \xe9\n' },
      { path: `${folder}/last.conf`, content: '' },
    ])
    expect(read.leases?.content).toContain('00:00:5e:00:53:99')
  })

  test('again gives the same when nothing changed, and what changed when something did', async () => {
    const member = await startMember()
    const first = await member.server.read()
    const again = await member.server.read()
    writeFileSync(member.machine.configPath, `${member.file()}# more\n`, 'latin1')

    const changed = await member.server.read()

    expect(again).toEqual(first)
    expect(mainContent(changed)).toBe(`${mainContent(first)}# more\n`)
    expect(changed.digest).not.toBe(first.digest)
  })

  // SAFETY K3
  test.each(['/etc/shadow', '/etc/leasehold-missing.conf'])(
    'gives no file outside its folders: %s',
    async (path) => {
      const member = await startMember()
      writeFileSync(member.machine.configPath, `${member.file()}include "${path}";\n`, 'latin1')

      const { message } = await failure(member.server.read())

      expect(message).toContain(`includes ${path}, which`)
    },
  )

  // SAFETY K3
  test('sends no line that an include statement made up', async () => {
    const member = await startMember()
    writeFileSync(member.machine.configPath, `${member.file()}include "/etc/a\nverb apply";\n`, 'latin1')

    const { message } = await failure(member.server.read())

    expect(message).toContain('holds a control character')
  })
})
