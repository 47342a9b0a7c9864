/** Columns of a letter. */
export const LETTER_WIDTH = 5
/** Rows of a letter, the last one for what hangs below the line. */
export const LETTER_HEIGHT = 8

/** The columns of each letter from left to right, two hexadecimal digits each; the lowest bit is the uppermost row. */
const LETTERS: Readonly<Record<string, string>> = {
  '0': '3e5149453e',
  '1': '00427f4000',
  '2': '7249494946',
  '3': '2141494d33',
  '4': '1814127f10',
  '5': '2745454539',
  '6': '3c4a494931',
  '7': '4121110907',
  '8': '3649494936',
  '9': '464949291e',
  '.': '0000606000',
  ',': '0080703000',
  ':': '0000140000',
  '/': '2010080402',
  '-': '0808080808',
  '+': '08083e0808',
  '(': '001c224100',
  ')': '0041221c00',
  a: '2054547840',
  b: '7f28444438',
  c: '3844444428',
  d: '384444287f',
  e: '3854545418',
  f: '00087e0902',
  g: '18a4a49c78',
  h: '7f08040478',
  i: '00447d4000',
  j: '2040403d00',
  k: '7f10284400',
  l: '00417f4000',
  m: '7c04780478',
  n: '7c08040478',
  o: '3844444438',
  p: 'fc18242418',
  q: '18242418fc',
  r: '7c08040408',
  s: '4854545424',
  t: '04043f4424',
  u: '3c4040207c',
  v: '1c2040201c',
  w: '3c4030403c',
  x: '4428102844',
  y: '4c9090907c',
  z: '4464544c44',
}

/** Whether a letter has ink in a column and row. What is no letter here is a blank: digits, small letters, and some marks are. */
export function hasInk(letter: string, column: number, row: number): boolean {
  const columns = LETTERS[letter] ?? ''
  return ((Number.parseInt(columns.slice(column * 2, column * 2 + 2), 16) >> row) & 1) === 1
}
