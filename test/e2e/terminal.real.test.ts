import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { APPROVALS } from '../../demo/demo.ts'
import { needs } from '../support/needs.ts'
import { LONG, playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')
const program = fileURLToPath(new URL('../../bin/leasehold', import.meta.url))

/** What is taken out goes where new hosts go, with the blanks that it gets there. */
function wordsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .toSorted()
}

describe.skipIf(machine.skip)(`changes that are asked for at a terminal ${machine.why}`, () => {
  test('a host is renamed, changed and removed, each approved in Slack, and the removal is undone', async () => {
    const { demo, anna, rita, file } = await playScene()
    const config = ['--reason', 'a test', '--config', join(demo.folder, 'leasehold.yaml')]
    const first = file.read()
    async function done(title: string, ...words: string[]): Promise<string> {
      // Not waited for in one piece: the way to the server leads through this process.
      await promisify(execFile)(program, ['request', ...words, ...config])
      await anna.click(await anna.waitForMessage(APPROVALS, title, LONG), 'Approve')
      const isApplied = ({ readable }: { readonly readable: string }) =>
        readable.includes(title) && readable.includes('Applied')
      return (await anna.waitForMessage(APPROVALS, isApplied, LONG)).readable
    }

    const renamed = await done('Rename doorkeeper to door-9', 'rename', 'doorkeeper', 'door-9')
    const changed = await done('Change door-9', 'edit', 'door-9', '--mac', '00-00-5E-00-53-99')
    const before = file.read()
    const removed = await done('Remove door-9', 'remove', 'door-9')
    const between = file.read()
    await done('Register door-9', 'undo', 'R-3')

    expect(renamed).toContain('+ host door-9 {')
    expect(changed).toContain('+ \thardware ethernet 00:00:5E:00:53:99;')
    expect(removed).toContain('- host door-9 {')
    expect(first).toContain('host doorkeeper {')
    expect(before).toContain('host door-9 {')
    expect(between).not.toContain('door-9')
    expect(wordsOf(file.read())).toEqual(wordsOf(before))
    await rita.waitForDirectMessage('the removal of door-9 is done', LONG)
  })
})
