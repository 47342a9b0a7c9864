import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'

/** A parsed file that knows where its values stand. */
export interface YamlSource {
  readonly value: unknown
  /** What keeps the text from being YAML, each with its place. */
  readonly problems: readonly { readonly place: Position; readonly message: string }[]
  /** Where the value of a key path stands, or the innermost part of the path that is there. */
  placeOf(path: readonly PropertyKey[]): Position
  /** Where a key of the map at `path` stands. */
  placeOfKey(path: readonly PropertyKey[], key: string): Position
}

/** A line and a column, both counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Parses YAML 1.2. Never throws; warnings, such as a tag that nobody knows, are problems too. */
export function parseYaml(text: string): YamlSource {
  const counter = new LineCounter()
  // Pretty errors would quote the file, and with it whatever secret stands there by mistake.
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number): Position => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    place: at(error.pos[0]),
    message: error.message,
  }))
  const { value, problem } =
    problems.length === 0 ? toValue(document) : { value: undefined, problem: undefined }
  return {
    value,
    problems: problem === undefined ? problems : [{ place: at(0), message: problem }],
    placeOf: (path) => at(offsetOf(document, path)),
    placeOfKey: (path, key) => at(offsetOfKey(document, path, key)),
  }
}

/** Aliases are looked up only here, so that is where one without an anchor shows. */
function toValue(document: Document): { value: unknown; problem: string | undefined } {
  try {
    return { value: document.toJS(), problem: undefined }
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : String(error) }
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const node = document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1))
}

function offsetOfKey(document: Document, path: readonly PropertyKey[], key: string): number {
  const node = document.getIn(path, true)
  const pair = isMap(node)
    ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path)
}
