import { ADDRESS_USES, type AddressUse } from '../../inventory/address-map.ts'
import { numeral } from '../../inventory/count.ts'
import { type Canvas, createCanvas, letterWidth } from './canvas.ts'
import { LETTER_HEIGHT } from './letters.ts'
import { colorOf, drawCell, PALETTE } from './marks.ts'

/** Cells in a row of a block, and rows in a block. */
const SIDE = 16
const BLOCK = SIDE * SIDE
/** Pixels that all cells of a row take at most, and those of one cell. */
const WIDEST = 1_280
const LARGEST_CELL = 28
const MARGIN = 20
/** Pixels between two blocks; a single one has the numbers of its rows and columns round it. */
const BETWEEN = 8
const TEXT = 2
const LINE = LETTER_HEIGHT * TEXT
/** Letters of the longest line of the legend. */
const LEGEND_LETTERS = 46
const SAMPLE = LARGEST_CELL

/** What the legend says of each use. */
export const USE_WORDS: Readonly<Record<AddressUse, string>> = {
  host: 'host',
  router: 'router',
  lease: 'leased at present',
  kept: 'reserved by a request or form',
  range: 'dynamic range, not leased',
  free: 'free',
  other: 'not for hosts of this subnet',
}

/** A subnet as it is drawn. */
export interface DrawnSubnet {
  readonly cidr: string
  /** The address at a place of the map. */
  readonly addressAt: (place: number) => string
  /** At most 65,536 addresses. */
  readonly map: readonly AddressUse[]
}

/**
 * Draws the map of a subnet as a PNG: one cell an address, sixteen in a row, and a block for each 256 of them; below it the
 * legend with the marks and how many there are of each.
 */
export function drawSubnet(subnet: DrawnSubnet): Uint8Array {
  const layout = layoutOf(subnet)
  const canvas = createCanvas(layout.width, layout.height, PALETTE)
  canvas.write(`${subnet.cidr}`, MARGIN, MARGIN, colorOf('text'), TEXT)
  for (let block = 0; block * BLOCK < subnet.map.length; block++) drawBlock(canvas, subnet, block, layout)
  drawLegend(canvas, subnet.map, layout)
  return canvas.toPng()
}

interface Layout {
  readonly isSingle: boolean
  /** Blocks in a row. */
  readonly across: number
  /** Pixels from the left of one cell to the left of the next. */
  readonly cell: number
  /** The corner of the first block, without what is written round it. */
  readonly x: number
  readonly y: number
  /** From one block to the next. */
  readonly stepX: number
  readonly stepY: number
  readonly legendY: number
  readonly width: number
  readonly height: number
}

function layoutOf({ map }: DrawnSubnet): Layout {
  const blocks = Math.ceil(map.length / BLOCK)
  const isSingle = blocks === 1
  const across = 2 ** Math.ceil(Math.log2(blocks) / 2)
  const cell = Math.min(LARGEST_CELL, Math.floor(WIDEST / (across * SIDE)))
  const rows = isSingle ? Math.ceil(map.length / SIDE) : SIDE
  const x = MARGIN + (isSingle ? letterWidth(TEXT) * 4 + 4 : 0)
  const y = MARGIN + LINE + MARGIN + LINE
  const stepX = cell * SIDE + BETWEEN
  const stepY = cell * rows + BETWEEN + LINE
  const legendY = y + Math.ceil(blocks / across) * stepY + MARGIN / 2
  const legendWidth = SAMPLE + LEGEND_LETTERS * letterWidth(TEXT)
  return {
    isSingle,
    across,
    cell,
    x,
    y,
    stepX,
    stepY,
    legendY,
    width: Math.max(x + across * stepX, MARGIN + legendWidth) + MARGIN,
    height: legendY + ADDRESS_USES.length * (SAMPLE + 6) + MARGIN,
  }
}

function drawBlock(canvas: Canvas, subnet: DrawnSubnet, block: number, layout: Layout): void {
  const { isSingle, across, cell } = layout
  const left = layout.x + (block % across) * layout.stepX
  const top = layout.y + Math.floor(block / across) * layout.stepY
  const first = block * BLOCK
  const cells = subnet.map.slice(first, first + BLOCK)
  for (const [at, use] of cells.entries()) {
    drawCell(canvas, use, left + (at % SIDE) * cell, top + Math.floor(at / SIDE) * cell, cell - 1)
  }
  if (isSingle) {
    numberRows(canvas, subnet, layout)
    return
  }
  const scale = cell * SIDE < 200 ? 1 : TEXT
  canvas.write(subnet.addressAt(first), left, top - (LETTER_HEIGHT + 1) * scale, colorOf('text'), scale)
}

/** The last number of the first address of each row stands before it, and what is to be added above each column. */
function numberRows(canvas: Canvas, { map, addressAt }: DrawnSubnet, { x, y, cell }: Layout): void {
  const color = colorOf('text')
  const down = Math.floor((cell - LETTER_HEIGHT * TEXT) / 2) + 1
  for (let row = 0; row * SIDE < map.length; row++) {
    const number = `.${addressAt(row * SIDE)
      .split('.')
      .at(-1)}`
    canvas.write(number, x - 4 - number.length * letterWidth(TEXT), y + row * cell + down, color, TEXT)
  }
  for (let column = 0; column < Math.min(SIDE, map.length); column++) {
    const number = column === 0 ? '+0' : String(column)
    const indent = Math.floor((cell - number.length * letterWidth(TEXT)) / 2) + 1
    canvas.write(number, x + column * cell + indent, y - LINE - 3, color, TEXT)
  }
}

function drawLegend(canvas: Canvas, map: readonly AddressUse[], { cell, legendY }: Layout): void {
  for (const [line, use] of ADDRESS_USES.entries()) {
    const top = legendY + line * (SAMPLE + 6)
    drawSample(canvas, use, top, cell)
    const number = map.filter((one) => one === use).length
    const text = `${numeral(number).padStart(6)}  ${USE_WORDS[use]}`
    canvas.write(
      text,
      MARGIN + SAMPLE + 8,
      top + (SAMPLE - LETTER_HEIGHT * TEXT) / 2 + 1,
      colorOf('text'),
      TEXT,
    )
  }
}

/** As many cells as fit, as large as they are in the map. */
function drawSample(canvas: Canvas, use: AddressUse, top: number, cell: number): void {
  const side = Math.max(1, Math.floor(SAMPLE / cell))
  for (let at = 0; at < side * side; at++) {
    drawCell(canvas, use, MARGIN + (at % side) * cell, top + Math.floor(at / side) * cell, cell - 1)
  }
}
