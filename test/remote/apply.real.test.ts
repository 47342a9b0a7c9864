import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import {
  append,
  appendFatal,
  failStartWithFatal,
  mainContent,
  newHost,
  setSetting,
  startMember,
} from './member.ts'

const machine = needs(
  'root',
  'linux',
  'sshd',
  'ssh-keygen',
  'dhcpd',
  'dhclient',
  'ip',
  'flock',
  'busybox',
  'dash',
)

describe.skipIf(machine.skip)('a change of a real server', () => {
  test('is written, served after a restart, and gives the device its address', async () => {
    const { machine, server, file, change } = await startMember()
    const before = { text: file(), dhcpd: machine.dhcpd() }

    const answer = await change('one', append)
    const plugged = await machine.device.plugIn('00:00:5e:00:53:77')

    expect(answer).toMatchObject({ kind: 'applied', digest: (await server.read()).digest })
    expect(file()).toBe(before.text + newHost)
    expect(machine.dhcpd()).toMatchObject({ running: true })
    expect(machine.dhcpd()).not.toEqual(before.dhcpd)
    expect(plugged).toMatchObject({ address: '10.20.0.77', hostname: 'new' })
    expect(readdirSync(dirname(machine.configPath))).toEqual(['dhcpd.conf'])
  })

  test('keeps the old content as a backup that only root can read', async () => {
    const { machine, file, change } = await startMember()
    const before = file()

    await change('one', append)

    const folder = `${machine.statePath}/backups`
    const [backup = ''] = readdirSync(folder)
    expect(readFileSync(`${folder}/${backup}`, 'latin1')).toBe(before)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  // SAFETY F2
  test('leaves every byte outside the edit as it was, whatever its value', async () => {
    const values = Array.from({ length: 255 }, (_, value) => value).filter((value) => value !== 10)
    const odd = `#${String.fromCharCode(...values)}\r\n`
    const text = `${odd}subnet 10.20.0.0 netmask 255.255.255.0 {\r\n\tdefault-lease-time 60;\n}\n${odd}# no newline at the end \xff`
    const { server, file } = await startMember(text)
    const base = await server.read()
    const offset = text.indexOf('\n}') + 1

    const answer = await server.apply({
      id: 'one',
      base,
      edits: [{ path: base.main, offset, length: 0, content: newHost }],
    })

    expect(answer.kind).toBe('applied')
    expect(file()).toBe(text.replace('\n}', `\n${newHost}}`))
  })

  // SAFETY F4, F5
  test('keeps a symlink a symlink, and mode and owner of the file that it names', async () => {
    const { machine, change } = await startMember()
    const real = `${dirname(machine.configPath)}/kept.conf`
    renameSync(machine.configPath, real)
    symlinkSync('kept.conf', machine.configPath)
    chownSync(real, 1, 2)
    chmodSync(real, 0o640)

    const answer = await change('one', append)

    const { mode, uid, gid } = statSync(real)
    expect(answer.kind).toBe('applied')
    expect(lstatSync(machine.configPath).isSymbolicLink()).toBe(true)
    expect(readFileSync(real, 'latin1').endsWith(newHost)).toBe(true)
    expect({ mode: mode & 0o777, uid, gid }).toEqual({ mode: 0o640, uid: 1, gid: 2 })
  })

  // SAFETY D7
  test('that changes nothing writes nothing and restarts nothing', async () => {
    const { machine, server } = await startMember()
    const base = await server.read()
    const before = machine.dhcpd()

    const answer = await server.apply({ id: 'one', base, edits: [] })

    expect(answer).toEqual({ kind: 'unchanged' })
    expect(machine.dhcpd()).toEqual(before)
  })

  // SAFETY C4
  test('sent twice is done once and answered the same', async () => {
    const { machine, server, file } = await startMember()
    const base = await server.read()
    const transaction = { id: 'one', base, edits: [append(mainContent(base), base.main)] }

    const first = await server.apply(transaction)
    const after = { text: file(), dhcpd: machine.dhcpd() }
    const second = await server.apply(transaction)

    expect(second).toEqual(first)
    expect({ text: file(), dhcpd: machine.dhcpd() }).toEqual(after)
    expect(await server.status('one')).toEqual({ kind: 'recorded', answer: first })
  })

  // SAFETY D4
  test('with which dhcpd does not start is put back, and dhcpd serves the old file', async () => {
    const { machine, file, change } = await startMember()
    const before = file()
    failStartWithFatal(machine)

    const answer = await change('one', appendFatal)

    expect(answer.kind).toBe('rolled-back')
    expect(file()).toBe(before)
    expect(machine.dhcpd().running).toBe(true)
    expect(readdirSync(dirname(machine.configPath))).toEqual(['dhcpd.conf'])
  })

  test('after which dhcpd dies while it is watched is put back', async () => {
    const { machine, file, change } = await startMember()
    const before = file()
    const once = `${dirname(machine.settingsPath)}/die-once`
    writeFileSync(once, '')
    const pidFile = `${dirname(machine.settingsPath)}/run/dhcpd.pid`
    setSetting(
      machine,
      'start',
      (was) => `${was} && if rm '${once}'; then (sleep 0.2; kill -9 "$(cat '${pidFile}')") & fi; true`,
    )

    const answer = await change('one', append)

    expect(answer.kind).toBe('rolled-back')
    expect(file()).toBe(before)
    expect(machine.dhcpd().running).toBe(true)
  })

  test('asks for a person when dhcpd starts with neither file, and leaves the old one', async () => {
    const { machine, file, change } = await startMember()
    const before = file()
    setSetting(machine, 'start', () => 'false')

    const answer = await change('one', append)

    expect(answer.kind).toBe('needs-operator')
    expect(file()).toBe(before)
  })

  // SAFETY D4
  test('never overwrites what somebody wrote meanwhile, also when dhcpd does not start', async () => {
    const { machine, file, change } = await startMember()
    setSetting(machine, 'start', () => `echo '# by hand' >>'${machine.configPath}'; false`)

    const answer = await change('one', append)

    expect(answer.kind).toBe('needs-operator')
    expect(file()).toContain(`${newHost}# by hand\n`)
  })

  test.each(['dash', 'bash', 'busybox ash'])('works the same under %s', async (shell) => {
    const { machine, server, file, change } = await startMember()
    const keys = `${dirname(machine.server.key)}/authorized_keys`
    const line = readFileSync(keys, 'utf8')
    writeFileSync(keys, line.replace('command="', `command="${shell} `))
    // Busybox's cp knows of no more than these.
    appendFileSync(machine.settingsPath, 'keep=mode-and-owner\n')
    failStartWithFatal(machine)
    const before = file()

    const refused = await change('one', (content, path) => ({
      ...append(content, path),
      content: 'host x { hardware ethernet 00:00:5e:00:53:80; fixed-address 1; fixed-address 2; }\n',
    }))
    const applied = await change('two', append)
    const rolledBack = await change('three', appendFatal)

    expect([refused.kind, applied.kind, rolledBack.kind]).toEqual(['refused', 'applied', 'rolled-back'])
    expect(file()).toBe(before + newHost)
    expect(await server.status('two')).toEqual({ kind: 'recorded', answer: applied })
    expect(existsSync(`${machine.statePath}/journal`)).toBe(false)
  })
})
