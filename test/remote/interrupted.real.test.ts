import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { applyRequest } from '../../src/remote/transaction.ts'
import { encodeRequest } from '../../src/remote/wire.ts'
import { needs } from '../support/needs.ts'
import {
  append,
  appendFatal,
  failStartWithFatal,
  killHelperAt,
  type Member,
  mainContent,
  newHost,
  startMember,
  until,
} from './member.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

function nothingLeft({ machine }: Member): boolean {
  const beside = readdirSync(dirname(machine.configPath))
  return beside.length === 1 && !existsSync(`${machine.statePath}/journal`)
}

describe.skipIf(machine.skip)('a helper that is killed', () => {
  // SAFETY F7
  test('before the new file is in place has changed nothing, and what it staged is taken away', async () => {
    const member = await startMember()
    const before = { text: member.file(), dhcpd: member.machine.dhcpd() }
    killHelperAt(member.machine, 'test')

    const answer = await member.change('one', append)
    const status = await member.server.status('one')

    expect(answer.kind).toBe('unknown')
    expect(status).toEqual({ kind: 'unknown-transaction' })
    expect({ text: member.file(), dhcpd: member.machine.dhcpd() }).toEqual(before)
    expect(nothingLeft(member)).toBe(true)
  })

  test('before it began is not begun later under the same id', async () => {
    const member = await startMember()
    killHelperAt(member.machine, 'test')
    await member.change('one', append)
    await member.server.status('one')
    const before = member.file()

    const late = await member.change('one', append)

    expect(late.kind).toBe('unknown')
    expect(member.file()).toBe(before)
    expect(await member.server.status('one')).toEqual({ kind: 'unknown-transaction' })
  })

  // SAFETY D6
  test.each(['stop', 'start'] as const)(
    'at the %s has its transaction finished, with nobody asking',
    async (at) => {
      const member = await startMember()
      const before = member.file()
      killHelperAt(member.machine, at)

      const answer = await member.change('one', append)
      await until(() => existsSync(`${member.machine.statePath}/outcomes/one`) && nothingLeft(member))

      expect(answer.kind).toBe('unknown')
      expect(await member.server.status('one')).toMatchObject({
        kind: 'recorded',
        answer: { kind: 'applied' },
      })
      expect(member.file()).toBe(before + newHost)
      expect(member.machine.dhcpd().running).toBe(true)
    },
  )

  // SAFETY D6
  test('with a file that dhcpd does not start with has it put back, with nobody asking', async () => {
    const member = await startMember()
    const before = member.file()
    failStartWithFatal(member.machine)
    killHelperAt(member.machine, 'start')

    await member.change('one', appendFatal)
    await until(() => existsSync(`${member.machine.statePath}/outcomes/one`) && nothingLeft(member))

    expect(await member.server.status('one')).toMatchObject({
      kind: 'recorded',
      answer: { kind: 'rolled-back' },
    })
    expect(member.file()).toBe(before)
    expect(member.machine.dhcpd().running).toBe(true)
  })
})

describe.skipIf(machine.skip)('a connection that is cut', () => {
  // SAFETY C3, C5
  test('in mid-transaction leaves it unknown until the member is asked', async () => {
    const member = await startMember()
    const proxy = await startProxy(member.machine.server.port)
    const client = member.connect({ port: proxy.port })
    const base = await client.read()
    const journal = `${member.machine.statePath}/journal`

    const answering = client.apply({ id: 'one', base, edits: [append(mainContent(base), base.main)] })
    await until(() => existsSync(journal))
    proxy.cut()
    const answer = await answering
    let status = await client.status('one')
    while (status.kind === 'running') {
      await setTimeout(100)
      status = await client.status('one')
    }

    expect(answer.kind).toBe('unknown')
    expect(status).toMatchObject({ kind: 'recorded', answer: { kind: 'applied' } })
    expect(member.file()).toBe(mainContent(base) + newHost)
  })

  test('between two questions is made anew', async () => {
    const member = await startMember()
    const proxy = await startProxy(member.machine.server.port)
    const client = member.connect({ port: proxy.port })
    const first = await client.read()
    proxy.cut()
    // Until the client has heard of it, also on a busy machine.
    await setTimeout(500)

    const second = await client.read()

    expect(second).toEqual(first)
  })

  test('anywhere in the request has the helper do nothing', async () => {
    const member = await startMember()
    const base = await member.server.read()
    const request = applyRequest({ id: 'one', base, edits: [append(mainContent(base), base.main)] })
    if (!request) throw new Error('a request was expected')
    const bytes = encodeRequest(request, 'a'.repeat(32))
    const { helperPath, settingsPath, statePath } = member.machine

    const answers = []
    for (let length = 0; length < bytes.length; length += 17) {
      answers.push(spawnSync(helperPath, [settingsPath], { input: bytes.subarray(0, length) }).stdout)
    }

    expect(Buffer.concat(answers)).toHaveLength(0)
    expect(member.file()).toBe(mainContent(base))
    expect(readdirSync(`${statePath}/outcomes`)).toEqual([])
    expect(readdirSync(statePath).filter((name) => name.startsWith('work'))).toEqual([])
    expect(nothingLeft(member)).toBe(true)
  })
})

test.skipIf(machine.skip)('dhcpd does not inherit the lock', async () => {
  const member = await startMember()

  await member.change('one', append)

  const daemon = member.machine.dhcpd()
  const locks = readFileSync('/proc/locks', 'utf8')
  expect(daemon.running && locks.includes(` ${daemon.pid} `)).toBe(false)
  expect(
    await member.change('two', (content, path) => ({
      ...append(content, path),
      content: newHost.replace('new', 'two'),
    })),
  ).toMatchObject({
    kind: 'applied',
  })
})

/** A way to the port on which connections can be cut at will. */
async function startProxy(target: number): Promise<{ port: number; cut(): void }> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined)
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
    sockets.clear()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  const address = server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : 0, cut }
}
