import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../bin/leasehold', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'leasehold-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs leasehold as a shell would, in a folder of its own and with nothing in its environment. */
function leasehold(...argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH ?? '' } }
    execFile(program, argv, options, (error, out, err) => {
      const { code = 0 } = error ?? {}
      resolve({ code: Number(code), out, err })
    })
  })
}

const STACK = /^\s+at .*[:(]\d+/m

test.concurrent.for([
  ['nothing at all', []],
  ['a command that there is not', ['approve']],
  ['an argument that is missing', ['add', '--file', 'dhcpd.conf']],
  ['an option that there is not', ['find', 'x', '--file', 'dhcpd.conf', '--all']],
  ['a server that is not named', ['server', 'install']],
] as const)('%s is an error of usage that points to the help', async ([, argv]) => {
  const { code, out, err } = await leasehold(...argv)

  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/--help|Usage:/)
  expect(err).not.toMatch(STACK)
})

test.concurrent('the help names every command and the exit codes', async () => {
  const { code, out, err } = await leasehold('--help')

  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const command of ['start', 'add', 'find', 'server', 'demo'])
    expect(out).toMatch(new RegExp(`^ +${command} `, 'm'))
  expect(out).toContain('0 done, 1 refused with the reason, 2 usage')
})

test.concurrent('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

  expect(await leasehold('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' })
})

test.concurrent.for([
  ['nowhere.yaml', ['start', '--config']],
  ['nowhere.yaml', ['server', 'probe', 'campus', '--config']],
  ['nowhere.conf', ['find', 'x', '--file']],
  ['nowhere.conf', ['add', 'host-1', '00:00:5e:00:53:01', '--file']],
] as const)(
  'the file %s, which is not there, is an error of usage that names it (%j)',
  async ([file, argv]) => {
    const { code, err } = await leasehold(...argv, file)

    expect(code).toBe(2)
    expect(err).toContain(file)
    expect(err).not.toMatch(STACK)
  },
)

test.concurrent('a host that is done ends with 0, and the same once more is refused with the reason', async () => {
  writeFileSync(join(folder, 'dhcpd.conf'), 'subnet 10.20.0.0 netmask 255.255.255.0 {\n}\n')
  const argv = ['add', 'host-1', '00:00:5e:00:53:01', '10.20.0.5', '--file', 'dhcpd.conf'] as const

  const first = await leasehold(...argv)
  const again = await leasehold(...argv)

  expect(first.code).toBe(0)
  expect(again.code).toBe(1)
  expect(again.err).toContain('host-1')
  expect(again.err).not.toMatch(STACK)
})
