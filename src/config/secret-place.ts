import { resolve } from 'node:path'
import type { SecretPlace } from './schema-parts.ts'

/** Where the values come from that leasehold.yaml only points to. */
export interface Outside {
  /** The folder of leasehold.yaml, from which its paths go out. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
  /** Takes a problem at a key path below the part that is resolved; the sentence holds no secret. */
  readonly report: (path: readonly PropertyKey[], sentence: string) => void
}

/**
 * Reads a secret from where it is.
 * @param called what people call it, with its article.
 * @returns the secret, or an empty text when it cannot be had, which is reported.
 */
export function readSecret(from: SecretPlace, called: string, outside: Outside): string {
  if ('file' in from) return readSecretFile(resolve(outside.folder, from.file), outside)
  const secret = outside.env[from.env] ?? ''
  if (secret === '') outside.report([], `expected ${called} in the variable ${from.env}, found it unset`)
  return secret
}

function readSecretFile(path: string, { readFile, report }: Outside): string {
  try {
    return readFile(path).replace(/\r?\n$/, '')
  } catch (error) {
    const { code } = error as { code?: string }
    report(['file'], `expected a file that can be read, found ${path} (${code ?? 'unreadable'})`)
    return ''
  }
}

/** The same, for a part further down. */
export function below(outside: Outside, ...path: readonly PropertyKey[]): Outside {
  return { ...outside, report: (inner, sentence) => outside.report([...path, ...inner], sentence) }
}
