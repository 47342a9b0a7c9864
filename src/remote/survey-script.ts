import { readFileSync } from 'node:fs'

/** What looks round on a machine before the helper is put there: one POSIX sh file (UTF-8). */
export function surveyScript(): string {
  return readFileSync(new URL('survey.sh', import.meta.url), 'utf8')
}
