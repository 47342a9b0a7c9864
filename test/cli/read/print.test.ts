import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listTokens, printFile } from '../../../src/cli/read/print.ts'
import { anyBytes } from '../../dhcpd/arbitrary.ts'
import { folderWith } from '../local/folder.ts'
import { objectsIn, recordingDesk } from './desk.ts'

test('a file is printed byte for byte, from its tokens, whatever stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes(), async (content) => {
      const file = folderWith({ file: content })('file')
      const printed = recordingDesk()
      const listed = recordingDesk()

      await printFile({ file }, printed.desk)
      await listTokens({ file, json: true }, listed.desk)

      const bytes = readFileSync(file, 'latin1')
      expect(printed.said.out).toBe(bytes)
      expect(
        objectsIn(listed.said.out)
          .map(({ text }) => text)
          .join(''),
      ).toBe(bytes)
    }),
    { numRuns: 50 },
  )
})
