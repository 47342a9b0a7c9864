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

/** A shell would know "~"; files that are opened do not. */
export const path = text(/^[^~\0]/, 'the path of a file, absolute or relative to this one, without "~"')
