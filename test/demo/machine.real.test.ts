import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startTestMachine } from '../support/machine.ts'
import { needs } from '../support/needs.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

/** Processes whose command line names the folder, and namespaces of the process. */
function remains(folder: string, pid: number | undefined): string[] {
  const processes = readdirSync('/proc').filter(
    (entry) => /^\d+$/.test(entry) && commandLine(entry).includes(folder),
  )
  const namespaces = existsSync('/run/netns') ? readdirSync('/run/netns') : []
  return [...processes.map(commandLine), ...namespaces.filter((name) => name.startsWith(`lh${pid}-`))]
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}

/** Resolves with what is left when nothing is, or after five seconds. */
async function remainsSoon(folder: string, pid: number | undefined): Promise<string[]> {
  const deadline = performance.now() + 5000
  while (remains(folder, pid).length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return remains(folder, pid)
}

/** A process of its own that has a machine running. */
async function startInChild(folder: string): Promise<ChildProcess> {
  const module = new URL('../../demo/machine/machine.ts', import.meta.url).href
  const script = `
    const { startMachine } = await import(${JSON.stringify(module)})
    const machine = await startMachine({ folder: ${JSON.stringify(folder)} })
    await machine.device.plugIn('00:00:5e:00:53:01')
    console.log('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

describe.skipIf(machine.skip)('the machine of the demo', () => {
  test('gives a registered device its address and name, and another one of the range', async () => {
    const machine = await startTestMachine()
    onTestFinished(() => machine.close())

    const registered = await machine.device.plugIn('00:00:5e:00:53:01')
    const stranger = await machine.device.plugIn('00:00:5e:00:53:99')

    expect(registered).toMatchObject({ address: '10.20.0.11', hostname: 'printer-1a' })
    expect(stranger).toMatchObject({
      address: expect.stringMatching(/^10\.20\.0\.1[0-4]\d$/),
      hostname: undefined,
    })
  })

  test('touches nothing outside its namespaces and is gone after close', async () => {
    const network = () => execFileSync('ip', ['-brief', 'address'], { encoding: 'utf8' })
    const before = network()
    const machine = await startTestMachine()
    await machine.device.plugIn('00:00:5e:00:53:01')
    const during = network()
    const folder = machine.settingsPath.replace('/helper.conf', '')

    await machine.close()

    expect(during).toBe(before)
    expect(network()).toBe(before)
    expect(remains(folder, undefined)).toEqual([])
    expect(machine.dhcpd()).toEqual({ running: false })
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'is gone when its process ends by %s',
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'leasehold-machine-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const child = await startInChild(folder)
      const running = remains(folder, child.pid)

      child.kill(signal)
      await once(child, 'exit')

      expect(running.length).toBeGreaterThan(3)
      expect(await remainsSoon(folder, child.pid)).toEqual([])
    },
  )

  test('takes away the namespaces that an earlier run left', async () => {
    const gone = spawn('true')
    await once(gone, 'exit')
    const name = `lh${gone.pid}-1-dhcpd`
    execFileSync('ip', ['netns', 'add', name])

    const machine = await startTestMachine()
    await machine.close()

    expect(readdirSync('/run/netns')).not.toContain(name)
  })

  test('that cannot start dhcpd says what dhcpd said', async () => {
    const starting = startTestMachine({ config: Buffer.from('subnet nonsense\n') })

    await expect(starting).rejects.toThrow(/The dhcpd of the demo did not start; it said: /)
  })
})
