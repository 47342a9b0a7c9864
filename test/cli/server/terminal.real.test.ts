import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { startBareMachine } from '../../support/bare-machine.ts'
import { needs } from '../../support/needs.ts'

const machine = needs(
  ...(['root', 'linux', 'sshd', 'ssh', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock'] as const),
  ...(['sudo', 'visudo', 'script'] as const),
)
const program = fileURLToPath(new URL('../../../bin/leasehold', import.meta.url))

/** Runs leasehold at a terminal of its own; each answer is typed when its question is seen. */
async function atTerminal(words: readonly string[], answers: readonly (readonly [RegExp, string])[]) {
  const line = [program, ...words].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'])
  let seen = 0
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += String(chunk)
    for (const [question, answer] of answers) {
      const found = question.exec(text.slice(seen))
      if (!found) continue
      seen += found.index + found[0].length
      child.stdin.write(`${answer}\n`)
    }
  })
  const [code] = await once(child, 'close')
  return { code, text }
}

describe.skipIf(machine.skip)('at a terminal', () => {
  test('the administrator types the password that sudo asks for, and says yes', async () => {
    const bare = await startBareMachine()
    bare.root("echo 'ann:correct horse' | chpasswd; echo 'ann ALL=(ALL) ALL' >/etc/sudoers.d/ann")
    const key = `${bare.folder}/bot-key`
    const machine = [
      '--host',
      '127.0.0.1',
      '--port',
      String(bare.port),
      '--ssh',
      'dhcp1',
      '--ssh-config',
      bare.sshConfig,
    ]

    const { code, text } = await atTerminal(
      ['server', 'install', 'campus', ...machine, '--key', key],
      [
        [/password for ann: /, 'correct horse'],
        [/Do this\? \[y\/N\] /, 'y'],
      ],
    )

    expect(text).toContain('campus: the helper on 127.0.0.1 answers.')
    expect(text).not.toContain('correct horse')
    expect(code).toBe(0)
    expect(existsSync(key)).toBe(true)
  })

  test('a no leaves everything as it is', async () => {
    const bare = await startBareMachine()
    const before = bare.listing()
    const key = `${bare.folder}/bot-key`
    const machine = ['--host', '127.0.0.1', '--ssh', 'dhcp1', '--ssh-config', bare.sshConfig]

    const { code, text } = await atTerminal(
      ['server', 'install', ...machine, '--key', key],
      [[/Do this\? \[y\/N\] /, 'n']],
    )

    expect(text).toContain('Nothing was done.')
    expect(code).toBe(1)
    expect(bare.listing()).toBe(before)
    expect(existsSync(key)).toBe(false)
  })
})
