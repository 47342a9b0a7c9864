import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreSettings } from '../../src/config/settings.ts'
import type { DurablePostgres } from '../../test/support/durable-postgres.ts'

/** One of the databases that a store may be kept in. */
export interface Kind {
  readonly name: string
  /** Calls back with where an empty store may be opened, which is gone afterwards. */
  withPlace<T>(use: (place: StoreSettings) => Promise<T>): Promise<T>
}

/** Both databases, for what is measured on either. */
export function kindsOf(postgres: DurablePostgres): readonly Kind[] {
  return [
    {
      name: 'PostgreSQL',
      async withPlace(use) {
        const url = await postgres.database('scratch')
        try {
          return await use({ postgres: url })
        } finally {
          await postgres.drop('scratch')
        }
      },
    },
    {
      name: 'SQLite',
      withPlace: (use) => withFolder((folder) => use({ sqlite: join(folder, 'leasehold.db') })),
    },
  ]
}

/** @param parent of the folder, on the disk where none is named */
export async function withFolder<T>(
  use: (folder: string) => Promise<T>,
  parent: string = tmpdir(),
): Promise<T> {
  const folder = mkdtempSync(join(parent, 'leasehold-bench-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
