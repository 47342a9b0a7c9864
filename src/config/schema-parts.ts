import { z } from 'zod'

/** A map with these keys only. For a key that it does not know, the message lists those that it knows. */
export function map<S extends z.ZodRawShape>(expected: string, shape: S): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : expected),
  })
}

export function text(pattern: RegExp, expected: string): z.ZodString {
  return z.string(expected).regex(pattern, expected)
}

export function wholeNumber(from: number, to: number, expected: string): z.ZodNumber {
  return z.number(expected).int(expected).min(from, expected).max(to, expected)
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** A time such as 90m, 12h, 3d or 2w, in milliseconds; a year at the most. */
export const duration = text(/^[1-9]\d{0,4}[mhdw]$/, 'a time such as 90m, 12h, 3d or 2w')
  .transform((words) => Number(words.slice(0, -1)) * UNITS[words.slice(-1) as keyof typeof UNITS])
  .refine((milliseconds) => milliseconds <= 366 * UNITS.d, 'a year at the most')

/** A shell would know "~"; files that are opened do not. */
export const path = text(/^[^~\0]/, 'the path of a file, absolute or relative to this one, without "~"')

/** Where a secret is that does not stand in the file: in a variable of the environment, or in a file of its own. */
export const secretPlaces = [
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
  z.strictObject({ file: path }),
] as const

export type SecretPlace = z.infer<(typeof secretPlaces)[number]>

export const userId = text(
  /^[UW][A-Z0-9]+$/,
  'the id of a Slack user such as U0123ABCD (in the person’s profile: More, Copy member ID)',
)
