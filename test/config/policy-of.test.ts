import { expect, test } from 'vitest'
import { policyOf } from '../../src/config/policy-of.ts'
import { load, minimal } from './sources.ts'

test('everybody whom the configuration names is a person of the home workspace', () => {
  const text = minimal.concat(
    '      when: { requester: { users: [U7] } }\n  requesters: { users: [U8], channel: C8 }\n  operators: { users: [U9] }\n  emergency: { users: [U5] }\n',
  )

  const policy = policyOf(load(text).policy, 'T1')

  expect(policy).toMatchObject({
    rules: [
      {
        approvers: {
          users: [
            { team: 'T1', user: 'U1' },
            { team: 'T1', user: 'U2' },
          ],
          circles: [],
        },
        when: { requester: { users: [{ team: 'T1', user: 'U7' }] } },
      },
    ],
    requesters: { users: [{ team: 'T1', user: 'U8' }], circles: [{ kind: 'channel', id: 'C8' }] },
    operators: [{ team: 'T1', user: 'U9' }],
    emergency: { users: [{ team: 'T1', user: 'U5' }], review: 86_400_000 },
  })
})
