import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/remote/digest.ts'
import { decodeAnswer, encodeRequest } from '../../src/remote/wire.ts'

const nonce = '0123456789abcdef0123456789abcdef'

/** An answer as the helper frames it. */
function framed(lines: readonly string[], body: Buffer, version = '1'): Buffer {
  const text = `leasehold ${version} ${nonce}\n${lines.map((line) => `${line}\n`).join('')}\n`
  const signed = Buffer.concat([Buffer.from(text, 'latin1'), body])
  return Buffer.concat([signed, Buffer.from(`end ${nonce} ${sha256(signed)}\n`)])
}

const line = fc.stringMatching(/^[a-z][a-z0-9 /.-]{0,40}$/)
const body = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))

test('a whole answer gives its lines and the bytes of its body', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), body, (lines, bytes) => {
      const answer = decodeAnswer(framed(lines, bytes), nonce)

      expect(answer).toEqual({ kind: 'whole', lines, body: bytes })
    }),
  )
})

test('an answer cut at any byte is known to be cut', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), body, (lines, bytes) => {
      const whole = framed(lines, bytes)

      for (let length = 0; length < whole.length; length++) {
        expect(decodeAnswer(whole.subarray(0, length), nonce).kind).toBe('cut')
      }
    }),
    { numRuns: 20 },
  )
})

test('an answer with one byte changed is not taken for whole', () => {
  fc.assert(
    fc.property(body, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, where, change) => {
      const answer = framed(['outcome applied'], bytes)
      const index = where % answer.length
      answer[index] = (answer[index] ?? 0) ^ change

      expect(decodeAnswer(answer, nonce).kind).not.toBe('whole')
    }),
  )
})

test('the answer to another request is not taken for this one', () => {
  const answer = framed(['outcome unchanged'], Buffer.alloc(0))

  expect(decodeAnswer(answer, nonce.replace('0', 'f')).kind).toBe('cut')
})

test('a helper of another version is recognised', () => {
  const answer = framed(['error version this helper speaks version 2'], Buffer.alloc(0), '2')

  expect(decodeAnswer(answer, nonce)).toEqual({ kind: 'other-version', version: '2' })
})

test('what is sent grows with the change and not with the file', () => {
  const digest = sha256(Buffer.alloc(0))
  const content = '  host a { hardware ethernet 00:00:5e:00:53:01; }\n'

  const request = encodeRequest(
    {
      verb: 'apply',
      mode: undefined,
      id: 'one',
      base: digest,
      main: digest,
      files: [],
      after: { size: 14_000_000, digest },
      edits: [{ offset: 13_000_000, length: 0, content }],
    },
    nonce,
  )

  expect(request.length).toBeLessThan(1000)
  expect(request.toString('latin1').endsWith(`\n\n${content}`)).toBe(true)
})
