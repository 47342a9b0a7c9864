import { z } from 'zod'
import { characters } from './characters.ts'

/** A `plain_text` object: what is written is what is read. */
export function plainText(most: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: characters(1, most),
    emoji: z.boolean().optional(),
  })
}

function markdownText(most: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: characters(1, most),
    verbatim: z.boolean().optional(),
  })
}

/** A `plain_text` or a `mrkdwn` object. */
export function anyText(most: number) {
  return z.discriminatedUnion('type', [plainText(most), markdownText(most)])
}

export type PlainText = z.infer<ReturnType<typeof plainText>>
export type AnyText = z.infer<ReturnType<typeof anyText>>
