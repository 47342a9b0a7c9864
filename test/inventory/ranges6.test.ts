import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ranges6 } from '../../src/inventory/ranges6.ts'

/** Small ranges close together, so that many overlap. */
const ranges = fc.array(
  fc
    .tuple(fc.nat(20), fc.nat(12))
    .map(([from, length]) => ({ from: addressOf(from), to: addressOf(from + length) })),
)

function addressOf(number: number): string {
  return `2001:db8::${number.toString(16)}`
}

function numberOf(address: string): number {
  return Number.parseInt(address.slice('2001:db8::'.length), 16)
}

test('an address is found in a range exactly where one holds it', () => {
  fc.assert(
    fc.property(ranges, fc.nat(40), (list, number) => {
      const holds = ({ from, to }: { from: string; to: string }) =>
        numberOf(from) <= number && number <= numberOf(to)

      const found = new Ranges6(list).around(addressOf(number))

      expect(found === undefined).toBe(!list.some(holds))
      expect(found === undefined || holds(found)).toBe(true)
    }),
  )
})

test('each range that shares an address with an earlier one overlaps', () => {
  const list = [
    { from: '2001:db8::20', to: '2001:db8::2f' },
    { from: '2001:db8::1', to: '2001:db8::9' },
    { from: '2001:db8::9', to: '2001:db8::9' },
  ]

  expect([...new Ranges6(list).overlaps()]).toMatchObject([[list[2], list[1]]])
})

test('what is no address lies in no range', () => {
  expect(new Ranges6([{ from: '::1', to: '::2' }]).around('a.example')).toBeUndefined()
})
