import type { SourceCode, Use } from './source-code.ts'

/** What a file may not reach for: `FILE:LINE reaches for WHAT`. */
export type Rule = (file: SourceCode) => readonly string[]

/** Folders of `src` that may import only these others. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  dhcpd: [],
  setup: [],
  inventory: ['dhcpd'],
  request: ['dhcpd', 'inventory'],
  usecases: ['dhcpd', 'inventory', 'request'],
}

const pure = ['dhcpd', 'inventory', 'request', 'setup']
const adapters = ['remote', 'store', 'slack', 'cli', 'ops']

/** Modules of Node that compute and reach for nothing. */
const pureModules = ['node:buffer', 'node:crypto', 'node:path', 'node:util']

/** Clocks, chance, timers and the world outside. */
const impure =
  /^(Date\.now|Date\(\)|new Date\(\)|Math\.random|(process|performance|console|crypto|globalThis)\..*|(fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\(\)|random\w+\(\))$/

/** Where each library may be used, beside type and value alike. */
const homes: readonly (readonly [library: RegExp, home: RegExp])[] = [
  [/^@slack\//, /^src\/slack\//],
  [/^(node-ssh|ssh2)$/, /^src\/remote\/ssh[^/]*\.ts$/],
  [/^(kysely(\/.*)?|node:sqlite|pg)$/, /^src\/store\//],
  [/^fast-png$/, /^src\/slack\/picture\/canvas\.ts$/],
  [/^(node:)?process$/, /^src\/(main|app)\.ts$/],
]

/** The rules, each under the sentence that it holds. */
export const rules: Readonly<Record<string, Rule>> = {
  'dhcpd, setup, inventory, request and usecases import only what lies below them': (file) => {
    const folder = folderOf(file.path)
    const allowed = mayImport[folder ?? '']
    if (allowed === undefined) return []
    return violations(
      file,
      file.imports,
      ({ what }) => isOurs(what) && ![folder, ...allowed].includes(folderOf(what)),
    )
  },
  'adapters never import one another': (file) => {
    const folder = folderOf(file.path)
    if (!isAdapter(folder)) return []
    return violations(
      file,
      file.imports,
      ({ what }) => isAdapter(folderOf(what)) && folderOf(what) !== folder,
    )
  },
  'each library is used in one place': (file) =>
    violations(file, file.imports, ({ what }) =>
      homes.some(([library, home]) => library.test(what) && !home.test(file.path)),
    ),
  'src imports nothing that stands outside of it': (file) =>
    violations(file, file.imports, ({ what }) => /^(demo|test|bench|scripts|\.\.)\//.test(what)),
  'pure folders do no input or output': (file) =>
    isPure(file)
      ? violations(file, file.imports, ({ what }) => what.startsWith('node:') && !pureModules.includes(what))
      : [],
  'pure folders know no clock, no chance and no world': (file) =>
    isPure(file) ? violations(file, file.globals, ({ what }) => impure.test(what)) : [],
  'only main.ts and app.ts use the process': (file) =>
    /^src\/(main|app)\.ts$/.test(file.path)
      ? []
      : violations(file, file.globals, ({ what }) => /^process\./.test(what)),
}

function violations(file: SourceCode, uses: readonly Use[], isBad: (use: Use) => boolean): readonly string[] {
  return uses.filter(isBad).map(({ what, line }) => `${file.path}:${line} reaches for ${what}`)
}

function isOurs(what: string): boolean {
  return what.startsWith('src/')
}

function isPure(file: SourceCode): boolean {
  return pure.includes(folderOf(file.path) ?? '')
}

function isAdapter(folder: string | undefined): boolean {
  return adapters.includes(folder ?? '')
}

/** The folder directly below `src`; undefined for files such as `src/main.ts` and for what is not ours. */
function folderOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1]
}
