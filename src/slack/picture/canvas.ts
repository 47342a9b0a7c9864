// PNG in plain JavaScript, with colours from a palette: no native add-on, and pictures of a few kilobytes.
import { encode } from 'fast-png'
import { hasInk, LETTER_HEIGHT, LETTER_WIDTH } from './letters.ts'

/** Red, green and blue, each from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number]

/** Pixels in colours of a palette. */
export interface Canvas {
  /** Fills the pixels of a rectangle for which `hasInk` says so, at their distance from its corner. */
  fill(
    area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
    color: number,
    hasInk?: (x: number, y: number) => boolean,
  ): void
  /** Writes from a point on to the right, each pixel of a letter `scale` pixels wide. */
  write(text: string, x: number, y: number, color: number, scale: number): void
  toPng(): Uint8Array
}

/** @param palette at most 16 colours, by their numbers; the canvas has the first one at first */
export function createCanvas(width: number, height: number, palette: readonly Color[]): Canvas {
  const pixels = new Uint8Array(width * height)

  const fill: Canvas['fill'] = (area, color, hasInk = () => true) => {
    for (let y = 0; y < area.height; y++) {
      for (let x = 0; x < area.width; x++) {
        if (hasInk(x, y)) pixels[(area.y + y) * width + area.x + x] = color
      }
    }
  }

  return {
    fill,
    write(text, x, y, color, scale) {
      const size = { width: LETTER_WIDTH * scale, height: LETTER_HEIGHT * scale }
      for (const [index, letter] of [...text].entries()) {
        const area = { x: x + index * letterWidth(scale), y, ...size }
        fill(area, color, (column, row) =>
          hasInk(letter, Math.floor(column / scale), Math.floor(row / scale)),
        )
      }
    },
    toPng: () =>
      encode({
        width,
        height,
        data: inHalfBytes(pixels, width),
        depth: 4,
        channels: 1,
        palette: palette.map((one) => [...one]),
      }),
  }
}

/** Two pixels a byte, each row from a byte of its own: half of what the encoder has to go through. */
function inHalfBytes(pixels: Uint8Array, width: number): Uint8Array {
  const rowLength = Math.ceil(width / 2)
  const packed = new Uint8Array(rowLength * (pixels.length / width))
  for (const [at, color] of pixels.entries()) {
    const x = at % width
    const byte = Math.floor(at / width) * rowLength + (x >> 1)
    packed[byte] = (packed[byte] ?? 0) | (x % 2 === 0 ? color << 4 : color)
  }
  return packed
}

/** From the left of one letter to the left of the next, in pixels. */
export function letterWidth(scale: number): number {
  return (LETTER_WIDTH + 1) * scale
}
