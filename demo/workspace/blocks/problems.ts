import type { z } from 'zod'

/** Something that Slack refuses, and where: a JSON pointer into what was sent. */
export interface BlockProblem {
  readonly message: string
  readonly pointer: string
}

/** Zod's issues in Slack's words; `root` is the pointer to the value that was parsed. */
export function problemsOf(error: z.ZodError, value: unknown, root: string): readonly BlockProblem[] {
  return error.issues.flatMap((issue) => flatten(issue)).map((issue) => problemOf(issue, value, root))
}

/** How Slack writes a problem in `response_metadata.messages`. */
export function problemMessage(problem: BlockProblem): string {
  return `${problem.message} [json-pointer:${problem.pointer}]`
}

/** Of a union of shapes, the branch that came closest is the one worth telling about. */
function flatten(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const [closest = []] = issue.errors.toSorted((one, other) => depth(other) - depth(one))
  return closest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }))
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}

function problemOf(issue: z.core.$ZodIssue, value: unknown, root: string): BlockProblem {
  const found = valueAt(value, issue.path)
  const here = root + pointer(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return { message: `invalid additional property: ${issue.keys.join(', ')}`, pointer: here }
    case 'invalid_union':
      return found === undefined
        ? missing(issue.path, root)
        : { message: `unsupported type: ${String(found)}`, pointer: here }
    case 'invalid_type':
    case 'invalid_value':
      return found === undefined ? missing(issue.path, root) : { message: issue.message, pointer: here }
    default:
      return { message: issue.message, pointer: here }
  }
}

function missing(path: readonly PropertyKey[], root: string): BlockProblem {
  return {
    message: `missing required field: ${String(path.at(-1) ?? 'value')}`,
    pointer: root + pointer(path.slice(0, -1)),
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, key)
  }
  return found
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
