import { describe, expect, test } from 'vitest'
import { type ChangeInput, checkChange, inputOf } from '../../src/inventory/check-change.ts'
import { checkComment } from '../../src/inventory/check-comment.ts'
import { type CheckedTenure, checkTenure, type TenureInput } from '../../src/inventory/check-tenure.ts'
import { host, inventoryOf, LAB } from './inventory-of.ts'

const context = { today: '2026-03-01', asker: 'U0ASKER' }

function check(input: TenureInput, present?: { owner: string; end: string | undefined }): CheckedTenure {
  return checkTenure(input, 'camera', present, context)
}

function codes(input: TenureInput, present?: { owner: string; end: string | undefined }): string[] {
  return check(input, present).findings.map(({ code }) => code)
}

describe('owner and end', () => {
  test('are not said where nobody gives them', () => {
    expect(check({})).toEqual({ value: undefined, findings: [] })
  })

  test('are taken as they are given', () => {
    expect(check({ owner: 'S0LAB', until: ' 2026-03-02 ' }).value).toEqual({
      owner: 'S0LAB',
      end: '2026-03-02',
    })
    expect(check({ owner: 'U1', until: 'Never' }).value).toEqual({ owner: 'U1', end: undefined })
  })

  test('an end alone makes it theirs who owns it, or else theirs who asks', () => {
    const until = '2026-06-30'

    expect(check({ until }).value).toEqual({ owner: 'U0ASKER', end: until })
    expect(check({ until }, { owner: 'U1', end: undefined }).value).toEqual({ owner: 'U1', end: until })
    const owners = new Map([['camera', 'U2']])
    expect(checkTenure({ until }, 'camera', undefined, { ...context, owners }).value?.valueOf()).toEqual({
      owner: 'U2',
      end: until,
    })
  })

  test('an owner alone leaves the end as it is, also one that has come', () => {
    const present = { owner: 'U1', end: '2026-01-31' }

    expect(check({ owner: 'U2' }, present)).toEqual({
      value: { owner: 'U2', end: '2026-01-31' },
      findings: [],
    })
  })

  test.each([
    [{ owner: 'bob' }, 'owner-form'],
    [{ owner: 'U1\n}' }, 'owner-form'],
    [{ owner: 'C0CHANNEL' }, 'owner-form'],
    [{ until: 'tomorrow' }, 'end-form'],
    [{ until: '2026-02-30' }, 'end-form'],
    [{ until: '2026-03-01' }, 'end-past'],
    [{ until: '2025-12-31' }, 'end-past'],
    [{ until: '2036-03-02' }, 'end-far'],
  ])('%j is refused: %s', (input, code) => {
    expect(codes(input)).toEqual([code])
  })

  test('the last day of ten years is not too far', () => {
    expect(codes({ until: '2036-03-01' })).toEqual([])
  })

  test('an end needs somebody to answer for the host', () => {
    expect(checkTenure({ until: '2026-06-30' }, 'x', undefined, {}).findings).toMatchObject([
      { code: 'owner-missing', field: 'owner' },
    ])
  })
})

test('a comment that would be read as an owner is refused', () => {
  expect(checkComment('owner: U0EVIL, until 2027-01-01').findings).toMatchObject([{ code: 'comment-owner' }])
  expect(checkComment('owner: Bob in room 3').findings).toEqual([])
})

test('what the checks give is checked to the same again', () => {
  const owned = `# owner: U1, until 2026-05-01\n${host('camera', '00:00:5e:00:53:01', '10.20.0.10')}`
  const given = {
    ...context,
    inventory: inventoryOf(LAB + owned),
    names: { pattern: undefined, domain: undefined },
    reserved: [],
  }
  const kept = { name: undefined, mac: undefined, address: undefined, subnet: undefined, comment: undefined }
  const edit = { kind: 'edit', target: 'camera', ...kept } as const
  const add = {
    kind: 'add',
    name: 'x',
    mac: '00:00:5e:00:53:09',
    address: '',
    subnet: undefined,
    comment: '',
  } as const
  const all: readonly ChangeInput[] = [
    { ...edit, until: '2026-08-01' },
    { ...edit, until: 'never' },
    { ...edit, owner: 'S0LAB' },
    { ...edit, owner: '', recorded: { owner: 'U9', end: undefined } },
    { ...add, until: '2026-08-01' },
    { ...add, owner: 'U2', until: '' },
  ]

  for (const input of all) {
    const first = checkChange(input, given)
    expect(first.change).toBeDefined()
    if (first.change) expect(checkChange(inputOf(first.change), given)).toEqual(first)
  }
})
