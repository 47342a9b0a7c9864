import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for one run, named by its process; what killed runs left is taken away first. */
export function makeFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^leasehold-demo-(\d+)-/.exec(name) ?? []
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
  return mkdtempSync(join(tmpdir(), `leasehold-demo-${process.pid}-`))
}
