import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { surveyScript } from '../../src/remote/survey-script.ts'
import { readSurvey } from '../../src/setup/survey.ts'
import { needs } from '../support/needs.ts'

const machine = needs('root', 'linux', 'shellcheck', 'dash', 'busybox')

function look(shell: string, ...paths: string[]): string {
  const [program = '', ...args] = shell.split(' ')
  return spawnSync(program, [...args, '-s', '--', ...paths], { input: surveyScript(), encoding: 'utf8' })
    .stdout
}

describe.skipIf(machine.skip)('looking round on a machine', () => {
  test('has nothing that shellcheck objects to', () => {
    const { stdout } = spawnSync('shellcheck', ['--shell=sh', '-'], {
      input: surveyScript(),
      encoding: 'utf8',
    })

    expect(stdout).toBe('')
  })

  test.each(['dash', 'bash', 'busybox ash'])(
    'finds what is there and says nothing of what is not, under %s',
    (shell) => {
      const folder = mkdtempSync(join(tmpdir(), 'leasehold-survey-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      writeFileSync(join(folder, 'file'), 'hello\n', { mode: 0o640 })

      const survey = readSurvey(look(shell, folder, join(folder, 'file'), join(folder, 'missing')))

      expect(survey?.system).toBe('Linux')
      expect(survey?.programs).toContain('useradd')
      expect([...(survey?.files ?? [])]).toEqual([
        [folder, { mode: 'drwx------', ownedByRoot: true, digest: '-' }],
        [
          join(folder, 'file'),
          {
            mode: '-rw-r-----',
            ownedByRoot: true,
            digest: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
          },
        ],
      ])
    },
  )

  test('that was cut off anywhere before its end is no survey', () => {
    const text = look('dash')

    const cut = Array.from({ length: text.length - 1 }, (_, length) => readSurvey(text.slice(0, length)))

    expect(readSurvey(text)).toBeDefined()
    expect(cut.slice(0, -'end'.length).filter((survey) => survey !== undefined)).toEqual([])
  })
})
