import { describe, expect, test } from 'vitest'
import { rules } from './architecture/rules.ts'
import { readSource, readSourceTree } from './architecture/source-code.ts'

describe('in the source as it is', () => {
  const files = readSourceTree()

  test.each(Object.entries(rules))('%s', (_, rule) => {
    const violations = files.flatMap(rule)

    expect(violations).toEqual([])
  })

  test('there are files to look at', () => {
    expect(files.map((file) => file.path)).toContain('src/request/decide.ts')
  })
})

describe('a violation is named with file and line', () => {
  test.each([
    ['src/dhcpd/a.ts', "import type { Host } from '../inventory/model.ts'", 'src/inventory/model.ts'],
    ['src/inventory/a.ts', "export * from '../request/plan.ts'", 'src/request/plan.ts'],
    ['src/request/a.ts', "type R = import('../usecases/ports.ts').Card", 'src/usecases/ports.ts'],
    ['src/usecases/a.ts', "import { openStore } from '../store/store.ts'", 'src/store/store.ts'],
    ['src/usecases/a.ts', "import '../app.ts'", 'src/app.ts'],
    ['src/slack/a.ts', "import { openStore } from '../store/store.ts'", 'src/store/store.ts'],
    ['src/cli/views/a.ts', "import { x } from '../../remote/ssh.ts'", 'src/remote/ssh.ts'],
    ['src/store/a.ts', "import { App } from '@slack/bolt'", '@slack/bolt'],
    ['src/app.ts', "const { App } = await import('@slack/bolt')", '@slack/bolt'],
    ['src/remote/helper.ts', "import { NodeSSH } from 'node-ssh'", 'node-ssh'],
    ['src/usecases/a.ts', "import { sql } from 'kysely'", 'kysely'],
    ['src/main.ts', "import { DatabaseSync } from 'node:sqlite'", 'node:sqlite'],
    ['src/main.ts', "import { startDemo } from '../demo/start.ts'", 'demo/start.ts'],
    ['src/dhcpd/a.ts', "import { readFileSync } from 'node:fs'", 'node:fs'],
    ['src/cli/a.ts', "import { argv } from 'node:process'", 'node:process'],
    ['src/cli/a.ts', 'const { port } = options(process.env)', 'process.env'],
    ['src/request/a.ts', 'const at = new Date()', 'new Date()'],
    ['src/request/a.ts', 'const at = Date.now()', 'Date.now'],
    ['src/request/a.ts', 'const id = Math.random()', 'Math.random'],
    ['src/request/a.ts', 'const id = crypto.randomUUID()', 'crypto.randomUUID'],
    ['src/request/a.ts', 'const page = await fetch(address)', 'fetch()'],
  ])('%s: %s', (path, line, what) => {
    const file = readSource(path, `// first line\n${line}\n`)

    const found = Object.values(rules).flatMap((rule) => rule(file))

    expect(new Set(found)).toEqual(new Set([`${path}:2 reaches for ${what}`]))
  })
})

describe('what only looks like a violation is none', () => {
  test.each([
    ['src/request/a.ts', '/* Date.now() */ const text = "process.env, import x from \'kysely\'"'],
    ['src/request/a.ts', 'const at = new Date(instant).toISOString()'],
    ['src/request/a.ts', "import { createHash } from 'node:crypto'"],
    ['src/inventory/a.ts', "import { toBytes } from '../dhcpd/source.ts'"],
    ['src/remote/ssh-connection.ts', "import { Client } from 'ssh2'"],
    ['src/main.ts', "import { exit } from 'node:process'; process.exit(exit)"],
    ['src/slack/views/card.ts', "import type { KnownBlock } from '@slack/types'"],
  ])('%s: %s', (path, line) => {
    const file = readSource(path, line)

    const found = Object.values(rules).flatMap((rule) => rule(file))

    expect(found).toEqual([])
  })
})
