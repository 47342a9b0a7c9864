import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { APPROVALS, type Demo, PEOPLE } from '../../demo/demo.ts'
import { type Bot, startBot } from '../../src/app.ts'
import { loadSettings } from '../../src/config/load-settings.ts'
import { needs } from '../support/needs.ts'
import { silentLog } from '../support/story.ts'
import { LONG, playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')
const program = fileURLToPath(new URL('../../bin/leasehold', import.meta.url))
const DAY = 86_400_000

/** The day so many days from today. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
}

/** Lets a bot go on in place of the demo's, so many days from now. */
async function turnClock({ workspace, folder, bot }: Demo, days: number): Promise<Bot> {
  await bot().stop()
  const { apiUrl, botToken, appToken } = workspace
  const env = { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken }
  const path = join(folder, 'leasehold.yaml')
  const settings = loadSettings({ path, env, readFile: (file) => readFileSync(file, 'utf8') })
  const clock = () => new Date(Date.now() + days * DAY).toISOString()
  const started = await startBot(settings, silentLog, 'both', clock)
  onTestFinished(started.stop)
  return started
}

describe.skipIf(machine.skip)(`an end ${machine.why}`, () => {
  test('is asked about in time, moved by who owns the host, and followed by a removal that is approved', async () => {
    const { demo, rita, ben, anna, file } = await playScene()
    const before = file.read()
    const applied =
      (title: string) =>
      ({ readable }: { readonly readable: string }) =>
        readable.includes(title) && readable.includes('Applied')
    await rita.command('/dhcp add guest-1 00:00:5e:00:53:d1')
    await rita.waitForModal((modal) => modal.fields.some((field) => field.label === 'Subnet'))
    await rita.fill({ Owner: PEOPLE.bystander, Until: dayIn(30), Reason: 'a guest of Ben’s' })
    await rita.submit()

    const card = await anna.waitForMessage(APPROVALS, 'Register guest-1', LONG)
    await anna.click(card, 'Approve')
    await anna.waitForMessage(APPROVALS, applied('Register guest-1'), LONG)
    const registered = file.read()
    await ben.command('/dhcp mine')
    await ben.waitForMessage('#general', `guest-1 · 10.20.0.2 · until ${dayIn(30)}`)
    const as = ['--as', PEOPLE.bystander, '--config', join(demo.folder, 'leasehold.yaml')]
    const listed = await promisify(execFile)(program, ['mine', ...as])

    const nearing = await turnClock(demo, 20)
    const question = await ben.waitForDirectMessage('Is it needed longer?', LONG)
    await ben.click(question, 'Keep')
    await ben.waitForModal((modal) => modal.title === 'Keep it until when?')
    await ben.fill({ Until: dayIn(60), Reason: 'the guest stays' })
    await ben.submit()
    await anna.click(await anna.waitForMessage(APPROVALS, 'Change guest-1', LONG), 'Approve')
    await anna.waitForMessage(APPROVALS, applied('Change guest-1'), LONG)
    const kept = file.read()
    await nearing.stop()

    await turnClock(demo, 61)
    const removal = await anna.waitForMessage(APPROVALS, 'Remove guest-1', LONG)
    await ben.waitForDirectMessage(`whose end ${dayIn(60)} has come) waits for approval`, LONG)
    await anna.click(removal, 'Approve')
    await anna.waitForMessage(APPROVALS, applied('Remove guest-1'), LONG)

    expect(card.readable).toContain(`Owner\n@Ben\nUntil\n${dayIn(30)}`)
    expect(registered).toContain(`# owner: U0BEN, until ${dayIn(30)}\n`)
    expect(listed.stdout).toMatch(
      new RegExp(`^campus +10\\.20\\.0\\.\\d+ +guest-1 +U0BEN +until ${dayIn(30)}\n$`),
    )
    expect(kept).toBe(registered.replace(dayIn(30), dayIn(60)))
    expect(removal.readable).toContain(`Its end, ${dayIn(60)}, has come.`)
    expect(removal.readable).toContain('@Leasehold')
    expect(file.read()).toBe(before)
    await ben.waitForDirectMessage('the removal of guest-1 is done', LONG)
  })
})
