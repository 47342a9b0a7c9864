import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../../src/inventory/address.ts'
import { ADDRESS_USES, type AddressUse } from '../../../src/inventory/address-map.ts'
import { createCanvas } from '../../../src/slack/picture/canvas.ts'
import { describeSubnet } from '../../../src/slack/picture/describe.ts'
import { drawCell, PALETTE } from '../../../src/slack/picture/marks.ts'
import { drawSubnet } from '../../../src/slack/picture/subnet-map.ts'

const base = 0x0a140000

function drawn(map: readonly AddressUse[], cidr = '10.20.0.0/24') {
  return { cidr, map, addressAt: (place: number) => addressOf(base + place) }
}

function filled(size: number, use: AddressUse = 'free'): AddressUse[] {
  return Array<AddressUse>(size).fill(use)
}

/** Where a cell has ink, whatever its colour; what is paper and what is white is not told apart. */
function inkOf(use: AddressUse, size: number): string {
  const canvas = createCanvas(size, size, PALETTE)
  drawCell(canvas, use, 0, 0, size)
  const { data } = decode(canvas.toPng())
  const row = Math.ceil(size / 2)
  const color = (x: number, y: number) => ((data[y * row + (x >> 1)] ?? 0) >> (x % 2 === 0 ? 4 : 0)) & 15
  return Array.from({ length: size * size }, (_, at) =>
    color(at % size, Math.floor(at / size)) > 2 ? '#' : ' ',
  ).join('')
}

test.for([4, 5, 8, 17, 27])('without colour the marks differ in cells of %i pixels', (size) => {
  const marks = ADDRESS_USES.map((use) => inkOf(use, size))

  expect(new Set(marks).size).toBe(ADDRESS_USES.length)
})

test.for([4, 27])('seen from afar, marks of %i pixels are darker and lighter', (size) => {
  const darkness = (use: AddressUse) => inkOf(use, size).replaceAll(' ', '').length / size ** 2

  expect(darkness('host')).toBe(1)
  expect(darkness('kept')).toBeGreaterThan(1.5 * darkness('range'))
  expect(darkness('range')).toBeGreaterThan(0.15)
  expect(darkness('free')).toBe(0)
})

describe.for([
  [1, 620, 400],
  [4, 620, 400],
  [256, 620, 850],
  [512, 1_000, 850],
  [1_024, 1_000, 1_300],
  [65_536, 1_500, 2_100],
])('a subnet of %i addresses', ([size = 0, width = 0, height = 0]) => {
  test('is a picture of a size that can be looked at', () => {
    const picture = drawSubnet(drawn(filled(size, 'range')))

    const { width: wide, height: high } = decode(picture)
    expect(wide).toBeGreaterThan(400)
    expect(wide).toBeLessThanOrEqual(width)
    expect(high).toBeLessThanOrEqual(height)
    expect(picture.length).toBeLessThan(300_000)
  })
})

test('one address more that is taken is another picture', () => {
  const free = filled(256)

  expect(drawSubnet(drawn(free.with(200, 'host')))).not.toEqual(drawSubnet(drawn(free)))
})

test('the alt text says in words and numbers what is seen', () => {
  const map = filled(16)
    .with(0, 'other')
    .with(1, 'router')
    .fill('range', 4, 8)
    .with(9, 'host')
    .with(15, 'other')

  expect(describeSubnet(drawn(map, '10.20.0.0/28'))).toBe(
    'Map of 10.20.0.0/28 with 16 cells, one for each address: ' +
      '1 host (10.20.0.9); 1 router (10.20.0.1); 4 dynamic range, not leased (10.20.0.4 to 10.20.0.7); ' +
      '8 free (10.20.0.2 to 10.20.0.3, 10.20.0.8, 10.20.0.10 to 10.20.0.14); ' +
      '2 not for hosts of this subnet (10.20.0.0, 10.20.0.15).',
  )
})

test('the alt text of the most colourful subnet is one that Slack takes', () => {
  const map = Array.from({ length: 65_536 }, (_, at) => ADDRESS_USES[at % ADDRESS_USES.length] ?? 'free')

  const text = describeSubnet(drawn(map, '10.20.0.0/16'))

  expect(text).toContain('9,363 host (10.20.0.0, 10.20.0.7, 10.20.0.14, 10.20.0.21 and 9,359 more places)')
  expect([...text].length).toBeLessThanOrEqual(1_000)
})
