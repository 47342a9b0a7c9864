import { guardsOf } from './guards.ts'

/** Where the table of guards stands. */
export const GUARDS_FILE = new URL('../docs/GUARDS.md', import.meta.url)

/** The test that turns red without a guard. */
export interface Killer {
  readonly file: string
  readonly test: string
}

/** Guards without which nothing is different that a test could see, and why. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'main: cd / ⟨|| exit 1': 'the root folder cannot be taken away from a running system',
  'find_daemons: { read -r status_line <"$process/stat"; } 2>/dev/null ⟨|| continue':
    'for a process that ends between two looks at it, a moment that no test can hold',
  'each_change: [ -n "$changes" ] ⟨|| return 0':
    'where nothing changes, each function would be called for a file without a name, and finds none',
}

const INTRODUCTION = `# The helper's guards

Every place of \`src/remote/helper.sh\` that refuses, checks or does something on a condition only (\`||\`, \`&&\`, the arms of
a \`case\` that refuse, and each \`refuse\` of the judge), with a test that turns red when that one guard is taken out. The
mark ⟨ shows which one of a line is meant.

This page is written by \`npm run mutants\`, which takes each guard out and runs the tests; a test says when the helper has
guards that are not in here.

| guard | test that turns red |
|---|---|
`

/** docs/GUARDS.md, in the order of the helper. */
export function guardsDocument(script: string, killers: ReadonlyMap<string, Killer>): string {
  const rows = guardsOf(script).map(
    ({ name }) => `| ${cell(name)} | ${reasonFor(name, killers.get(name))} |\n`,
  )
  return INTRODUCTION + rows.join('')
}

/** What an earlier run found, by the guard's name. */
export function killersIn(document: string): Map<string, Killer> {
  const rows = document.matchAll(/^\| `` (.*) `` \| `(\S+)`: (.*) \|$/gm)
  return new Map(
    [...rows].map(([, name = '', file = '', test = '']) => [plain(name), { file, test: plain(test) }]),
  )
}

function reasonFor(name: string, killer: Killer | undefined): string {
  if (name in EQUIVALENT) return `none: ${EQUIVALENT[name]}`
  return killer ? `\`${killer.file}\`: ${killer.test.replaceAll('|', '\\|')}` : '**none known**'
}

/** Code in a table: its bars would end the cell. */
function cell(text: string): string {
  return `\`\` ${text.replaceAll('|', '\\|')} \`\``
}

function plain(text: string): string {
  return text.replaceAll('\\|', '|')
}
