import { z } from 'zod'

/** How many characters Slack counts in a text: Unicode code points, not UTF-16 units. */
export function countCharacters(text: string): number {
  return [...text].length
}

/** A string of `least` to `most` code points, refused in the words that Slack uses. */
export function characters(least: number, most: number) {
  return z.string().check((context) => {
    const count = countCharacters(context.value)
    const message =
      count < least
        ? `must be more than ${least - 1} characters`
        : count > most
          ? `must be less than ${most + 1} characters`
          : undefined
    if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value })
  })
}

/** An array of `least` to `most` items, refused in the words that Slack uses. */
export function items<Item extends z.ZodType>(item: Item, least: number, most: number) {
  return z
    .array(item)
    .min(least, { error: `no fewer than ${least} items allowed` })
    .max(most, { error: `no more than ${most} items allowed` })
}

/** `block_id`, `action_id`, `callback_id` and `external_id`: at most 255 characters. */
export const identifier = characters(1, 255)
