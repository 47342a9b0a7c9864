import { createInterface } from 'node:readline/promises'

/** Asks a person yes or no; anything but a clear yes, the end of input too, is a no. */
export async function askAtTerminal(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<boolean> {
  const lines = createInterface({ input, output })
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `), ended])
    return /^(y|yes)$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
