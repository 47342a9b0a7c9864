import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Demo } from '../../demo/demo.ts'
import { setSetting } from '../remote/member.ts'
import { needs } from '../support/needs.ts'
import { LONG, playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')
const program = fileURLToPath(new URL('../../bin/leasehold', import.meta.url))

/** Runs `leasehold pause` or `resume` beside the bot, as an administrator would. */
function leasehold({ folder }: Demo, ...argv: readonly string[]): string {
  return execFileSync(program, [...argv, '--config', join(folder, 'leasehold.yaml')], { encoding: 'utf8' })
}

/** How often the file was swapped, each time with a restart: every swap keeps a backup of what was there. */
function restarts({ machine: { statePath } }: Demo): number {
  return readdirSync(join(statePath, 'backups')).length
}

/** Lets dhcpd's test refuse a file that holds this host: the checks see no such fault beforehand. */
function refuseInTest(host: string, { machine: member, folder }: Demo): void {
  const script = join(folder, 'test.sh')
  setSetting(member, 'test', (was) => {
    const refusal = `if grep -q 'host ${host} ' "$1"; then echo "$1 line 7: semicolon expected."; exit 1; fi`
    writeFileSync(script, `${refusal}\nexec ${was} "$1"\n`)
    return `sh ${script}`
  })
}

describe.skipIf(machine.skip)(`the queue of a server ${machine.why}`, () => {
  test('paused at the command line waits, also for a bot that was killed, and then goes on with one restart', async () => {
    const { demo, ask, anna, card } = await playScene()
    leasehold(demo, 'pause', 'campus', '--reason', 'a new switch')
    await anna.waitForMessage('C0APPROVE', 'The queue of campus is paused')

    await anna.click(await ask('host-1', '00:00:5e:00:53:e1'), 'Approve')
    const waiting = await card('host-1', 'Paused by')
    await demo.bot().stop('SIGKILL')
    await demo.restartBot()
    await anna.click(await ask('host-2', '00:00:5e:00:53:e2'), 'Approve')
    await card('host-2', 'Paused by')
    leasehold(demo, 'resume', 'campus')

    await card('host-1', 'Applied')
    await card('host-2', 'Applied')
    expect(waiting.readable).toContain('root (at the command line): a new switch')
    expect(restarts(demo)).toBe(1)
  })

  test('what dhcpd refuses in a batch is refused alone, with its sentence, and the rest costs one restart', async () => {
    const { demo, ask, anna, card, file } = await playScene()
    refuseInTest('host-4', demo)
    await anna.command('/dhcp pause')
    for (const number of [3, 4, 5]) {
      await anna.click(await ask(`host-${number}`, `00:00:5e:00:53:e${number}`), 'Approve')
    }
    await card('host-5', 'Paused by')

    await anna.command('/dhcp resume')

    await card('host-3', 'Applied')
    await card('host-5', 'Applied')
    const refused = await card('host-4', 'Refused')
    expect(refused.readable).toContain('line 7: semicolon expected.')
    expect(restarts(demo)).toBe(1)
    expect(file.read()).not.toContain('host-4')
  })

  test('stops when dhcpd does not start, says so, and goes on when a person has resumed it', async () => {
    const { demo, ask, anna, rita, card } = await playScene()
    setSetting(demo.machine, 'start', (was) => `! grep -q 'host-6' '${demo.machine.configPath}' && ${was}`)
    await anna.click(await ask('host-6', '00:00:5e:00:53:e6'), 'Approve')
    await card('host-6', 'Rolled back')
    await anna.waitForMessage('C0APPROVE', 'The queue of campus has stopped')

    await anna.click(await ask('host-7', '00:00:5e:00:53:e7'), 'Approve')
    await card('host-7', 'Somebody has to look at the server')
    await rita.command('/dhcp status')
    const status = await rita.waitForMessage('#general', 'campus')
    await anna.command('/dhcp resume on campus')

    await card('host-7', 'Applied')
    expect(status.readable).toContain('1 approved request waits')
  })

  test('outside of a maintenance window lets requests wait until it opens', async () => {
    const { demo, ask, anna, card, file } = await playScene()
    const path = join(demo.folder, 'leasehold.yaml')
    const always = readFileSync(path, 'utf8')
    const now = new Date()
    const hour = (ahead: number) => `${String((now.getUTCHours() + ahead) % 24).padStart(2, '0')}:00`
    const windows = `$1timeZone: UTC\n$1windows: [{ from: "${hour(3)}", to: "${hour(4)}" }]`
    writeFileSync(path, always.replace(/^( *)restartFloorSeconds: 0$/m, windows))
    await demo.restartBot()
    const before = file.read()

    await anna.click(await ask('host-8', '00:00:5e:00:53:e8'), 'Approve')
    const waiting = await card('host-8', 'Waits until')
    const untouched = file.read()
    writeFileSync(path, always)
    await demo.restartBot()

    await card('host-8', 'Applied')
    expect(waiting.readable).toContain('maintenance window')
    expect(untouched).toBe(before)
  })

  test('a registration changed by hand is shown, left alone, and kept when a person says so', async () => {
    const { demo, ask, anna, card, file } = await playScene()
    await anna.click(await ask('host-9', '00:00:5e:00:53:e9', '10.20.0.69'), 'Approve')
    await card('host-9', 'Applied')
    const edited = file.read().replace('10.20.0.69', '10.20.0.68')
    file.write(edited)

    await demo.restartBot()
    const shown = await anna.waitForMessage('C0APPROVE', 'changed by hand on campus', LONG)
    await anna.click(shown, 'Keep as it is')

    await anna.waitForMessage('C0APPROVE', 'Kept as it is by @Anna')
    expect(shown.readable).toMatch(/10\.20\.0\.69[\s\S]*10\.20\.0\.68/)
    expect(file.read()).toBe(edited)
  })
})
