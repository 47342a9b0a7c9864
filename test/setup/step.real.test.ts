import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { renderScript, type Step, showStep } from '../../src/setup/step.ts'
import { needs } from '../support/needs.ts'

const machine = needs('root', 'linux', 'dash', 'busybox', 'shellcheck', 'visudo')
const shells = ['dash', 'bash', 'busybox ash']

function run(steps: readonly Step[], shell = 'dash') {
  const [program = '', ...args] = shell.split(' ')
  return spawnSync(program, [...args, '-s'], { input: renderScript(steps), encoding: 'utf8' })
}

describe.skipIf(machine.skip)('the steps as a script', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leasehold-step-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
  })

  test.each(shells)('write any content as it is, with mode and owner, under %s', (shell) => {
    const content = `it's $HOME \`id\` "x" \\n\nLEASEHOLD_END\n  é\n`
    const path = `${folder}/a b'c`

    const { status, stderr } = run(
      [
        { kind: 'folder', path: `${folder}/deep/er`, mode: '750', why: 'a folder' },
        { kind: 'file', path, mode: '640', content, why: "it's a file" },
        { kind: 'run', command: `echo done >'${folder}/ran'`, why: 'a command' },
      ],
      shell,
    )

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(readFileSync(path, 'utf8')).toBe(content)
    expect(statSync(path).mode & 0o777).toBe(0o640)
    expect(statSync(`${folder}/deep/er`).mode & 0o777).toBe(0o750)
    expect(readFileSync(`${folder}/ran`, 'utf8')).toBe('done\n')
  })

  test('stop at the first that fails, and say which that was', () => {
    const { status, stderr } = run([
      { kind: 'run', command: 'echo oops >&2; false', why: 'what fails' },
      { kind: 'file', path: `${folder}/never`, mode: '600', content: '\n', why: 'what follows' },
    ])

    expect(status).toBe(1)
    expect(stderr).toBe('oops\nfailed: what fails\n')
    expect(existsSync(`${folder}/never`)).toBe(false)
  })

  test('leave a file as it is when the new content does not pass its check', () => {
    const path = `${folder}/sudoers`
    writeFileSync(path, '# old\n')

    const { status } = run([
      {
        kind: 'file',
        path,
        mode: '440',
        content: 'nonsense here\n',
        check: 'visudo -c -q -f',
        why: 'rights',
      },
    ])

    expect(status).toBe(1)
    expect(readFileSync(path, 'utf8')).toBe('# old\n')
    expect(readdirSync(folder)).toEqual(['sudoers'])
  })

  test('do nothing when the script is cut off anywhere', () => {
    const script = renderScript([{ kind: 'run', command: `touch '${folder}/ran'`, why: 'a command' }])

    for (let length = 0; length < script.length - 'main "$@"\n'.length; length += 7) {
      spawnSync('dash', ['-s'], { input: script.slice(0, length) })
    }

    expect(readdirSync(folder)).toEqual([])
  })

  test('have nothing that shellcheck objects to', () => {
    const script = renderScript([{ kind: 'remove', path: `${folder}/x`, why: 'a removal' }])

    const { stdout } = spawnSync('shellcheck', ['--shell=sh', '-'], { input: script, encoding: 'utf8' })

    expect(stdout).toBe('')
  })
})

test('a step is shown with every line that it writes, and a long one whole when that is asked for', () => {
  const content = Array.from({ length: 61 }, (_, number) => `line ${number}\n`).join('')
  const step: Step = { kind: 'file', path: '/etc/x', mode: '600', content, why: 'a reason' }

  expect(showStep({ ...step, content: 'one\n\ntwo\n' }, 'short')).toBe(
    'file /etc/x, root’s, mode 600: a reason\n    one\n\n    two\n',
  )
  expect(showStep(step, 'short')).toContain('(61 lines; --dry-run prints them)')
  expect(showStep(step, 'whole')).toContain('    line 60\n')
})
