/** Text out of a file without what would steer the terminal, or the program that opens a report. */
export function visible(text: string): string {
  return text.replaceAll(/(?![\t\n])\p{Cc}/gu, '\ufffd')
}
