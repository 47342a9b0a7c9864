import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Notes what Node loads, and prints the packages among it when the process ends. */
const NOTING = `import { registerHooks } from 'node:module'
const packages = new Set()
registerHooks({
  load(url, context, next) {
    const [, name] = /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? []
    if (name !== undefined) packages.add(name)
    return next(url, context)
  },
})
process.on('exit', () => process.stderr.write(JSON.stringify([...packages].sort())))`

test('every command starts with what all of them need, and loads the rest when it is called', () => {
  const hook = `data:text/javascript,${encodeURIComponent(NOTING)}`
  const script = `"$0" --disable-warning=ExperimentalWarning --import "$1" "$2" --version 2>&1 >/dev/null`

  const packages = execFileSync('sh', ['-c', script, process.execPath, hook, program], { encoding: 'utf8' })

  expect(JSON.parse(packages)).toEqual(['commander', 'fastest-levenshtein'])
})
