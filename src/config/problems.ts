import type { z } from 'zod'
import { describeFound } from './found.ts'
import { nearest } from './nearest.ts'
import type { Position, YamlSource } from './yaml-source.ts'

/** Something wrong in the file: where, and what in one sentence. */
export interface Problem {
  readonly place: Position
  readonly message: string
}

/** Turns what the schema found into problems, in the order in which they stand in the file. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], source: YamlSource): readonly Problem[] {
  return issues
    .flatMap((issue) => toProblems(issue, source))
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
}

/** A problem at a key path, in a sentence that needs no more words round it. */
export function problemAt(path: readonly PropertyKey[], sentence: string, source: YamlSource): Problem {
  return { place: source.placeOf(path), message: say(path, sentence) }
}

function toProblems(told: z.core.$ZodIssue, source: YamlSource): readonly Problem[] {
  const issue = { ...told, path: [...asWritten(told.path, source.value)] }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(issue.path, key, issue.message.split(' '), source))
  if (issue.code === 'invalid_key') return [badKey(issue, source)]
  const found = isSecret(issue.path)
    ? 'something else (not shown)'
    : describeFound(valueAt(source.value, issue.path))
  return [
    {
      place: source.placeOf(issue.path),
      message: say(issue.path, `expected ${issue.message}, found ${found}`),
    },
  ]
}

/** The key path as the file has it: where a list may stand, one value may stand for a list of one. */
function asWritten(path: readonly PropertyKey[], value: unknown): readonly PropertyKey[] {
  const [key, ...rest] = path
  if (key === undefined) return []
  if (typeof key === 'number' && !Array.isArray(value)) return asWritten(rest, value)
  return [key, ...asWritten(rest, valueAt(value, [key]))]
}

/** People put a passphrase where only its place belongs, and the URL of a database holds a password. */
function isSecret(path: readonly PropertyKey[]): boolean {
  return path.includes('passphrase') || path.includes('postgres')
}

function unknownKey(
  path: readonly PropertyKey[],
  key: string,
  known: readonly string[],
  source: YamlSource,
): Problem {
  const meant = nearest(key, known)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  return {
    place: source.placeOfKey(path, key),
    message: say([...path, key], `unknown key${hint} (known here: ${known.join(', ')})`),
  }
}

function badKey(
  issue: z.core.$ZodIssueInvalidElement | z.core.$ZodIssueInvalidKey,
  source: YamlSource,
): Problem {
  const key = String(issue.path.at(-1))
  const expected = issue.issues[0]?.message ?? 'another name'
  return {
    place: source.placeOfKey(issue.path.slice(0, -1), key),
    message: say(issue.path, `expected ${expected}, found ${describeFound(key)}`),
  }
}

function say(path: readonly PropertyKey[], what: string): string {
  return path.length === 0 ? what : `${keyPath(path)}: ${what}`
}

function keyPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1)
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  )
}
