/** `1 host`, `12 hosts`, `8,412 hosts`. */
export function count(number: number, word: string): string {
  return `${numeral(number)} ${word}${number === 1 ? '' : 's'}`
}

/** `8,412`. */
export function numeral(number: number): string {
  // `toLocaleString` takes 30 ms for its first number.
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}
