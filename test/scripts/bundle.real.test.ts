import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installInto } from '../../scripts/bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'leasehold-installed-'))
let program = ''
beforeAll(async () => {
  program = await installInto(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

function leasehold(...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, argv, { cwd: folder, encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('an installation runs the bundle, as it has no sources', () => {
  expect(existsSync(join(folder, 'src'))).toBe(false)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

  expect(leasehold('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
})

test('an installed program checks a file', () => {
  writeFileSync(
    join(folder, 'dhcpd.conf'),
    'host a { hardware ethernet 02:00:00:00:00:01; fixed-adress 10.0.0.1; }\n',
  )

  const { status, stdout } = leasehold('check', 'dhcpd.conf')

  expect(status).toBe(1)
  expect(stdout).toContain('fixed-adress')
})

test('an installed bot loads all that it is made of, and says what its configuration lacks', () => {
  writeFileSync(join(folder, 'leasehold.yaml'), 'servers: []\n')

  const { status, stderr } = leasehold('start', '--config', 'leasehold.yaml')

  expect(status).toBe(2)
  expect(stderr).toContain('leasehold.yaml')
  expect(stderr).not.toContain('ERR_MODULE_NOT_FOUND')
})

test('whatever the code reads beside itself is beside the bundle', () => {
  const sources = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'))
  const read = sources.flatMap((source) => [...source.matchAll(/new URL\('([^']+)', import\.meta\.url\)/g)])
  const missing = read.map(([, path = '']) => path).filter((path) => !existsSync(join(folder, 'dist', path)))

  expect(read.length).toBeGreaterThan(0)
  expect(missing).toEqual([])
})
