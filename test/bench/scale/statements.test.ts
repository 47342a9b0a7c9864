import { expect, test } from 'vitest'
import { scansIn } from '../../../bench/scale/statements.ts'

test.each([
  ['Limit\n  ->  Seq Scan on requests', 1],
  ['SEARCH requests USING INTEGER PRIMARY KEY (rowid=?)\nSCAN deliveries\nSCAN audit_log', 2],
  ['Seq Scan on audit_heads', 0],
  ['Index Scan using requests_pkey on requests', 0],
])('a large table that is read as a whole is told from all else', (plans, count) => {
  expect(scansIn(plans)).toBe(count)
})
