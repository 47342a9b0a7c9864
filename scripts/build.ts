import { join } from 'node:path'
import { bundle } from './bundle.ts'

/** usage: npm run build — writes `dist`, which `bin/leasehold` runs where there are no sources. */
await bundle(join(import.meta.dirname, '../dist'))
