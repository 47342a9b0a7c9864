import { expect, test } from 'vitest'
import { told } from './told.ts'

test('a condition is a boolean expression', () => {
  expect(told('if exists host-name and not known { } elsif static { } else if known { } else { }')).toEqual(
    [],
  )
  expect(told('if "a" { }')).toEqual(['1:4 bad-expression'])
  expect(told('if { }')).toEqual(['1:4 unexpected-word'])
})

test('a parenthesis at the beginning of a condition holds all of it', () => {
  expect(told('if (known and static) { }')).toEqual([])
  expect(told('if (known) and (static) { }')).toEqual(['1:12 unexpected-word'])
})

test('both sides of a comparison are of one kind', () => {
  expect(told('if option host-name = "a" and packet(0, 1) = 1 { }')).toEqual([])
  expect(told('if option host-name = lease-time { }')).toEqual(['1:23 bad-expression'])
})

test('a number is octets where data is wanted', () => {
  expect(told('if substring(hardware, 1, 1) = 5e { }')).toEqual([])
  expect(told('if substring(hardware, 1, 1) = 256 { }')).toEqual(['1:32 bad-number'])
})

test('there is no minus: it is a part of a number or name', () => {
  expect(told('set a = lease-time + 1;')).toEqual([])
  expect(told('set a = lease-time - 1;')).toEqual(['1:19 missing-semicolon'])
})

test('a keyword is the name of no variable', () => {
  expect(told('set vendor = "a";')).toEqual(['1:5 unexpected-word'])
  expect(told('set maker = "a"; if defined(maker) { unset maker; }')).toEqual([])
})

test('case and default stand in a switch', () => {
  expect(told('switch (extract-int(packet(0, 1), 8)) { case 1: break; default: }')).toEqual([])
  expect(told('switch (option host-name) { case "a": break; }')).toEqual([])
  expect(told('switch (option host-name) { case 1: break; }')).toEqual(['1:37 unexpected-word'])
  expect(told('if known { case 1: break; }')).toEqual(['1:12 not-allowed-here'])
})

test('events have a block or nothing', () => {
  expect(told('on commit or release { execute("/bin/true", "a"); } on expiry;')).toEqual([])
  expect(told('on start { }')).toEqual(['1:4 unexpected-word'])
})

test('thousands of parentheses and blocks are refused and exhaust nothing', () => {
  expect(told(`if ${'('.repeat(5000)}known${')'.repeat(5000)} { }`)).toHaveLength(1)
  expect(told('group { '.repeat(5000) + '}'.repeat(5000)).every((said) => said.endsWith('too-deep'))).toBe(
    true,
  )
})
