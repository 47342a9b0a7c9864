import { readFileSync } from 'node:fs'

/** The helper as it is installed on a member: one POSIX sh file, ready to be written to disk (UTF-8). */
export function helperScript(): string {
  return readFileSync(new URL('helper.sh', import.meta.url), 'utf8')
}
