import { expect, test } from 'vitest'
import { refusals } from '../../../src/dhcpd/grammar/refusals.ts'
import { showProblem } from '../../../src/dhcpd/grammar/show-problem.ts'
import type { ByteString } from '../../../src/dhcpd/source.ts'

function shown(content: ByteString): string {
  const [problem] = refusals([{ path: 'dhcpd.conf', content }], 'dhcpd.conf', 4)
  if (!problem) throw new Error('no problem was found')
  return showProblem(problem, content)
}

test('a problem is shown with its line and a caret under its place', () => {
  expect(shown('authoritative;\nhost a { hardware serial 0:1; }\n')).toBe(
    [
      'dhcpd.conf:2:19: found `serial`, expected a type of hardware, as `ethernet`',
      '  host a { hardware serial 0:1; }',
      '                    ^',
    ].join('\n'),
  )
})

test('tabs are kept, so that the caret stands right', () => {
  expect(shown('\tgroup\t{ };').split('\n').slice(1)).toEqual(['  \tgroup\t{ };', '  \t     \t   ^'])
})

test('a long line is cut round the place', () => {
  const line = shown(`option domain-name "${'a'.repeat(200)}" "b"; # ${'c'.repeat(200)}`).split('\n')[1] ?? ''

  expect(line).toContain('"b"')
  expect(line.length).toBeLessThan(110)
  expect(line.trim()).toMatch(/^….*…$/)
})

test('what a terminal would act on is replaced', () => {
  expect(shown('host \x1b[2J {').split('\n').join('')).not.toContain('\x1b')
})

test('no secret of a key is shown', () => {
  const text = shown('key k { algorithm hmac-md5; secret YWJj; secret ZGVm; }')

  expect(text).toContain('key k { algorithm hmac-md5; secret ****; secret ****; }')
})
