import { expect, test } from 'vitest'
import { createHeadNotes } from '../../src/usecases/note-heads.ts'
import type { AuditHead } from '../../src/usecases/ports.ts'
import { silentLog } from '../support/story.ts'

// SAFETY K5
test('the ends of the audit logs are noted in the log each time that they have moved', async () => {
  let heads: AuditHead[] = [
    { log: 'audit_log', seq: 1, hash: 'aa' },
    { log: 'queue_log', seq: 0, hash: '' },
  ]
  const noted: object[] = []
  const note = createHeadNotes(
    { heads: async () => heads },
    { ...silentLog, info: (fields) => void noted.push(fields) },
  )

  await note()
  await note()
  heads = [{ log: 'audit_log', seq: 2, hash: 'bb' }]
  await note()

  expect(noted).toEqual([{ heads: ['audit_log:1:aa'] }, { heads: ['audit_log:2:bb'] }])
})
