import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vitest/node'

/** What a source file reaches for, each with its line. */
export interface SourceCode {
  /** From the repository's root: `src/store/cards.ts`. */
  readonly path: string
  /** Files of ours from the root, packages and Node's modules as written; types count too. */
  readonly imports: readonly Use[]
  /** Members of globals (`Date.now`, `process.env`), and `new Date()` and calls such as `fetch()`. */
  readonly globals: readonly Use[]
}

export interface Use {
  readonly what: string
  readonly line: number
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every TypeScript file below `src`. */
export function readSourceTree(): readonly SourceCode[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => readSource(relative(root, path), readFileSync(path, 'utf8')))
}

/** Parses one file; comments, strings and names of properties do not count as uses. */
export function readSource(path: string, text: string): SourceCode {
  const nodes = flatten(parseAst(text, { lang: 'ts' }, path) as unknown as Node)
  const withLine = (node: Node, what: string): Use => ({
    what,
    line: text.slice(0, node.start).split('\n').length,
  })
  return {
    path,
    imports: nodes.flatMap((node) =>
      importsOf(node).map((name) => withLine(node, resolveImport(path, name))),
    ),
    globals: nodes.flatMap((node) => globalsOf(node).map((name) => withLine(node, name))),
  }
}

function flatten(node: Node): readonly Node[] {
  const children = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]))
  return [node, ...children.filter(isNode).flatMap(flatten)]
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** `import … from`, `export … from`, `import()` and the type `import('…')` all have a `source`. */
function importsOf(node: Node): readonly string[] {
  const source = node.source
  if (!/^(Import|Export|TSImport)/.test(node.type) || !isNode(source)) return []
  return typeof source.value === 'string' ? [source.value] : ['(a computed path)']
}

function resolveImport(path: string, name: string): string {
  return name.startsWith('.') ? posix.join(dirname(path), name) : name
}

function globalsOf(node: Node): readonly string[] {
  if (node.type === 'MemberExpression') return memberOf(node)
  if (node.type === 'CallExpression') return nameOf(node.callee).map((name) => `${name}()`)
  if (node.type !== 'NewExpression') return []
  return nameOf(node.callee).map((name) => `new ${name}(${isEmpty(node.arguments) ? '' : '…'})`)
}

function memberOf(node: Node): readonly string[] {
  const [property] = nameOf(node.property)
  return nameOf(node.object).map((object) => `${object}.${property ?? '…'}`)
}

function nameOf(value: unknown): readonly string[] {
  return isNode(value) && value.type === 'Identifier' ? [String(value.name)] : []
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0
}
