import { resolve } from 'node:path'
import { z } from 'zod'
import { isDatabaseScheme, isDatabaseUrl } from './database-url.ts'
import { map, path, secretPlaces } from './schema-parts.ts'
import { below, type Outside, readSecret } from './secret-place.ts'
import type { StoreSettings } from './settings.ts'

const url = 'a URL (postgres:// with user, password, host and database)'
const urlOrPlace = `${url}, or where it is, as { env: NAME } or { file: PATH }`

/** Where the record is kept. */
export const storeSchema = map('a map with the key sqlite or postgres', {
  sqlite: path
    .refine(
      (given) => !isDatabaseScheme(given),
      'the path of a file; the URL of a database belongs under postgres',
    )
    .optional(),
  postgres: z
    .union([z.string().refine(isDatabaseUrl, urlOrPlace), ...secretPlaces], { error: urlOrPlace })
    .optional(),
})
  .refine((given) => (given.sqlite === undefined) !== (given.postgres === undefined), {
    error: 'either sqlite, a file, or postgres, a database',
  })
  .default({ sqlite: 'leasehold.db' })

type StoreContent = z.infer<typeof storeSchema>

/** The store as it is opened: an absolute path, or the URL from where it is. */
export function resolveStore({ sqlite, postgres }: StoreContent, outside: Outside): StoreSettings {
  // The schema lets through exactly one of the two.
  if (postgres === undefined) return { sqlite: resolve(outside.folder, sqlite ?? '') }
  return { postgres: typeof postgres === 'string' ? postgres : readUrl(postgres, below(outside, 'postgres')) }
}

function readUrl(from: z.infer<(typeof secretPlaces)[number]>, outside: Outside): string {
  const found = readSecret(from, 'the URL of the database', outside).trim()
  if (found !== '' && !isDatabaseUrl(found)) {
    outside.report([], `expected ${url} where it points to, found something else (not shown)`)
  }
  return found
}
