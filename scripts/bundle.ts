import {
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
// rolldown: the bundler of Vite, which the tests bring along anyway.
import { rolldown } from 'rolldown'

const ROOT = join(import.meta.dirname, '..')
/** Small ones that every command loads: a file less to look for each. Their licences go along. */
const TAKEN_IN = ['commander', 'ipaddr.js', 'fastest-levenshtein']
/** What the commands on files need of our own, in one file. */
const LANGUAGE = /src\/(dhcpd|inventory)\//
/** What the code reads beside itself at run time. */
const BESIDE_THE_CODE = ['src/remote/helper.sh', 'src/remote/survey.sh']

/**
 * Bundles the sources into a few JavaScript files: Node strips no types from what lies under `node_modules`, and a few
 * files start faster than a hundred. Packages stay what they are.
 * @param folder emptied first; one below the folder with `package.json`, where the code looks for it
 */
export async function bundle(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await using build = await rolldown({
    input: join(ROOT, 'src/main.ts'),
    platform: 'node',
    external: (id) => !TAKEN_IN.includes(id) && !id.startsWith('.') && !id.startsWith('/'),
  })
  const chunks = { groups: [{ name: 'language', test: LANGUAGE }] }
  await build.write({ dir: folder, format: 'esm', codeSplitting: chunks })
  writeFileSync(join(folder, 'LICENSES'), TAKEN_IN.map(licenceOf).join('\n'))
  for (const file of BESIDE_THE_CODE) copyFileSync(join(ROOT, file), join(folder, basename(file)))
}

/**
 * Lays out an empty folder as an installation is, with this checkout's packages.
 * @returns the program's path
 */
export async function installInto(folder: string): Promise<string> {
  await bundle(join(folder, 'dist'))
  for (const part of ['package.json', 'bin'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'bin/leasehold')
}

function licenceOf(name: string): string {
  const folder = join(ROOT, 'node_modules', name)
  const [file = ''] = globSync('LICEN[CS]E*', { cwd: folder })
  return `${name}\n\n${readFileSync(join(folder, file), 'utf8')}`
}
