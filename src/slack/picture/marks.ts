import type { AddressUse } from '../../inventory/address-map.ts'
import type { Canvas, Color } from './canvas.ts'

/** The colours of the picture by their names; each use has a dark one, so that its mark is seen without colour too. */
const COLORS = {
  paper: [228, 228, 224],
  cell: [255, 255, 255],
  text: [29, 28, 29],
  host: [11, 79, 138],
  router: [176, 0, 32],
  lease: [112, 28, 110],
  kept: [0, 102, 77],
  range: [166, 94, 0],
  other: [96, 96, 96],
} as const satisfies Readonly<Record<string, Color>>

export const PALETTE: readonly Color[] = Object.values(COLORS)

/** The number of a colour in the palette. */
export function colorOf(name: keyof typeof COLORS): number {
  return Object.keys(COLORS).indexOf(name)
}

/** Draws the cell of an address: every use has a mark of its own, which is told from the others at any size from 4 pixels. */
export function drawCell(canvas: Canvas, use: AddressUse, x: number, y: number, size: number): void {
  const area = { x, y, width: size, height: size }
  if (use !== 'other') canvas.fill(area, colorOf('cell'))
  if (use !== 'free') canvas.fill(area, colorOf(use), markOf(use, size))
}

/** Full, a ring, a cross, thick upright lines, thin level lines, a point: the smallest are told apart by how dark they are. */
function markOf(
  use: Exclude<AddressUse, 'free'>,
  size: number,
): ((x: number, y: number) => boolean) | undefined {
  const end = size - 1
  const period = Math.max(4, Math.round(size / 3))
  switch (use) {
    case 'host':
      return undefined
    case 'router': {
      const ring = Math.max(1, Math.round(size / 4))
      return (x, y) => Math.min(x, y, end - x, end - y) < ring
    }
    case 'lease': {
      const half = Math.floor(size / 12)
      return (x, y) => Math.abs(x - y) <= half || Math.abs(x + y - end) <= half
    }
    case 'kept':
      return (x) => (x + 1) % period >= Math.ceil(period / 4)
    case 'range':
      return (_, y) => (y + Math.ceil(period / 2)) % period < Math.ceil(period / 4)
    case 'other': {
      const edge = Math.floor((size * 3) / 8)
      return (x, y) => Math.min(x, y, end - x, end - y) >= edge
    }
    default:
      return use satisfies never
  }
}
