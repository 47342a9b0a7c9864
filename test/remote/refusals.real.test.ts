import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { append, type Member, mainContent, newHost, setSetting, startMember } from './member.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

/** What must be as it was after a refusal: the file, the daemon, and no stray file beside it (SAFETY F7). */
function untouched({ machine, file }: Member): object {
  return { text: file(), dhcpd: machine.dhcpd(), beside: readdirSync(dirname(machine.configPath)) }
}

describe.skipIf(machine.skip)('nothing is touched', () => {
  // SAFETY D1
  test('when dhcpd -t says no to the new file, and its words about the content are not passed on', async () => {
    const member = await startMember()
    const before = untouched(member)

    const answer = await member.change('one', (content, path) => ({
      ...append(content, path),
      content: 'host a {\n  option domain-search topsecret;\n}\n',
    }))

    expect(answer).toMatchObject({ kind: 'refused', reason: 'test-failed' })
    expect(answer).toMatchObject({ detail: expect.stringMatching(/dhcpd\.conf line \d+: /) })
    expect(JSON.stringify(answer)).not.toContain('topsecret')
    expect(untouched(member)).toEqual(before)
  })

  // SAFETY C2
  test('when the file was changed by hand since it was read', async () => {
    const member = await startMember()
    const base = await member.server.read()
    writeFileSync(member.machine.configPath, `# by hand\n${member.file()}`, 'latin1')
    const before = untouched(member)

    const answer = await member.server.apply({
      id: 'one',
      base,
      edits: [append(mainContent(base), base.main)],
    })

    expect(answer).toEqual({ kind: 'stale' })
    expect(untouched(member)).toEqual(before)
    expect(await member.server.status('one')).toEqual({ kind: 'unknown-transaction' })
  })

  // SAFETY F6, C2
  test('when the file is changed by hand while the new one is tested', async () => {
    const member = await startMember()
    const { configPath } = member.machine
    setSetting(member.machine, 'test', (was) => `echo '# by hand' >>'${configPath}'; ${was}`)
    const daemon = member.machine.dhcpd()
    const before = member.file()

    const answer = await member.change('one', append)

    expect(answer).toEqual({ kind: 'stale' })
    expect(member.file()).toMatch(/# by hand\n$/)
    expect(member.file()).not.toContain('host new')
    expect(member.file().startsWith(before)).toBe(true)
    expect(member.machine.dhcpd()).toEqual(daemon)
    expect(readdirSync(dirname(configPath))).toEqual(['dhcpd.conf'])
  })

  // SAFETY F9
  test('when an included file was changed by hand since it was read', async () => {
    const member = await startMember()
    const { configPath } = member.machine
    const included = `${dirname(configPath)}/more.conf`
    writeFileSync(included, '# more\n')
    writeFileSync(configPath, `${member.file()}include "${included}";\n`, 'latin1')
    const base = await member.server.read()
    writeFileSync(included, '# changed\n')
    const before = untouched(member)

    const answer = await member.server.apply({
      id: 'one',
      base,
      edits: [append(mainContent(base), base.main)],
    })

    expect(answer).toEqual({ kind: 'stale' })
    expect(untouched(member)).toEqual(before)
  })

  test('when the change is for an included file', async () => {
    const member = await startMember()
    const base = await member.server.read()

    const answer = await member.server.apply({
      id: 'one',
      base,
      edits: [{ path: '/etc/other.conf', offset: 0, length: 0, content: '#\n' }],
    })

    expect(answer).toMatchObject({ kind: 'refused', reason: 'not-permitted' })
  })

  // SAFETY D5
  test('when dhcpd was down already', async () => {
    const member = await startMember()
    const daemon = member.machine.dhcpd()
    if (daemon.running) process.kill(daemon.pid, 'SIGKILL')
    const before = member.file()

    const answer = await member.change('one', append)

    expect(answer).toMatchObject({ kind: 'refused', reason: 'daemon-down' })
    expect(member.file()).toBe(before)
  })

  // SAFETY D5
  test('when the file as it is fails dhcpd -t already', async () => {
    const member = await startMember()
    writeFileSync(member.machine.configPath, `host broken {\n${member.file()}`, 'latin1')
    const before = untouched(member)

    const answer = await member.change('one', append)

    expect(answer).toMatchObject({ kind: 'refused', reason: 'base-broken' })
    expect(untouched(member)).toEqual(before)
  })

  // SAFETY D5
  test('when the file as it is fails dhcpd -t, also where the change would mend it', async () => {
    const member = await startMember()
    writeFileSync(member.machine.configPath, `${member.file()}${newHost}${newHost}`, 'latin1')
    const before = untouched(member)

    const answer = await member.change('one', (content, path) => ({
      path,
      offset: content.length - newHost.length,
      length: newHost.length,
      content: '',
    }))

    expect(answer).toMatchObject({ kind: 'refused', reason: 'base-broken' })
    expect(untouched(member)).toEqual(before)
  })

  test('when dhcpd -t crashes', async () => {
    const member = await startMember()
    setSetting(member.machine, 'test', (was) => `case $1 in *-staged-*) kill -SEGV $$ ;; esac; ${was}`)
    const before = untouched(member)

    const answer = await member.change('one', append)

    expect(answer).toMatchObject({ kind: 'refused', reason: 'test-failed' })
    expect(untouched(member)).toEqual(before)
  })

  // SAFETY C1
  test('when another transaction holds the lock', async () => {
    const member = await startMember()
    const base = await member.server.read()
    const holder = spawn('flock', [`${member.machine.statePath}/lock`, 'sh', '-c', 'echo held; sleep 60'], {
      detached: true,
    })
    onTestFinished(() => {
      if (holder.pid !== undefined) process.kill(-holder.pid, 'SIGKILL')
    })
    await once(holder.stdout, 'data')
    const before = untouched(member)

    const answer = await member.server.apply({
      id: 'one',
      base,
      edits: [append(mainContent(base), base.main)],
    })

    expect(answer).toEqual({ kind: 'busy' })
    expect(await member.server.status('one')).toEqual({ kind: 'running' })
    expect(untouched(member)).toEqual(before)
  })

  test('when the plan does not give what it says it gives', async () => {
    const member = await startMember()
    const base = await member.server.read()
    const forged = { ...base, files: [{ path: base.main, content: `${mainContent(base)}# more\n` }] }
    const before = untouched(member)

    const answer = await member.server.apply({
      id: 'one',
      base: forged,
      edits: [append(mainContent(base), base.main)],
    })

    expect(answer).toMatchObject({ kind: 'refused', reason: 'not-permitted' })
    expect(untouched(member)).toEqual(before)
  })

  test.each(['../evil', '', '.hidden', 'a b', 'x'.repeat(101)])('by a transaction id like %j', async (id) => {
    const member = await startMember()
    const before = untouched(member)

    const answer = await member.change(id, append)

    expect(answer).toMatchObject({ kind: 'refused', reason: 'not-permitted' })
    expect(untouched(member)).toEqual(before)
  })
})
