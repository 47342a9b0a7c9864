import { expect, test } from 'vitest'
import { told } from './told.ts'

test('an option is known by its name in any case, and by its number', () => {
  expect(told('option ROUTERS 10.0.0.1; option dhcp.routers a.example; option unknown-3 10.0.0.1;')).toEqual(
    [],
  )
  expect(told('option router 10.0.0.1;')).toEqual(['1:8 unknown-option'])
  expect(told('option none.router 10.0.0.1;')).toEqual(['1:8 unknown-option-space'])
})

test('a value is written as the format of its option says', () => {
  expect(told('option routers 10.0.0.1, 10.0.0.2; option ip-forwarding off; option boot-size 0x10;')).toEqual(
    [],
  )
  expect(told('option routers 10.0.0.1 10.0.0.2;')).toEqual(['1:24 missing-semicolon'])
  expect(told('option ip-forwarding 1;')).toEqual(['1:22 bad-value'])
  expect(told('option host-name 10;')).toEqual(['1:18 bad-value'])
  expect(told('option host-name;')).toEqual(['1:17 bad-value'])
})

test('a number fits its option, and is octal behind a 0', () => {
  expect(told('option default-ip-ttl 255; option default-ip-ttl -128; option default-ip-ttl 077;')).toEqual(
    [],
  )
  expect(told('option default-ip-ttl 256;')).toEqual(['1:23 bad-number'])
  expect(told('option default-ip-ttl -129;')).toEqual(['1:23 bad-number'])
  expect(told('option default-ip-ttl 08;')).toEqual(['1:23 bad-number'])
})

test('the numbers of an IPv4 address are decimal', () => {
  expect(told('option subnet-mask 10.0.0.010;')).toEqual([])
  expect(told('option subnet-mask 10.0.0.256;')).toEqual(['1:27 bad-number'])
  expect(told('option subnet-mask 10.0.0;')).toEqual(['1:26 unexpected-word'])
})

test('white space ends an IPv6 address', () => {
  expect(told('option dhcp6.unicast 2001:db8::1;')).toEqual([])
  expect(told('option dhcp6.unicast 2001:db8 ::1;')).toEqual(['1:22 bad-address'])
})

test('names in a list of domains have labels of 1 to 63 bytes', () => {
  expect(told('option domain-search "example.org", "a.";')).toEqual([])
  expect(told('option domain-search "a..b";')).toEqual(['1:22 bad-name'])
  expect(told(`option domain-search "${'a'.repeat(64)}";`)).toEqual(['1:22 bad-name'])
})

test('a word out of a set is written in the case of the set', () => {
  expect(told('ddns-update-style none;')).toEqual([])
  expect(told('ddns-update-style None;')).toEqual(['1:19 bad-value'])
})

test('an option that is defined takes values of its definition', () => {
  const space = 'option space own; option own.pair code 1 = array of { ip-address, integer 8 };\n'

  expect(told(`${space}option own.pair 10.0.0.1 5, 10.0.0.2 6;`)).toEqual([])
  expect(told(`${space}option own.pair 10.0.0.1, 10.0.0.2;`)).toEqual(['2:25 bad-value'])
})

test('a definition stands outside of every block', () => {
  expect(told('group { option own code 200 = text; }')).toEqual(['1:9 not-allowed-here'])
})

test('a text comes last in a record, and stands in no array', () => {
  expect(told('option own code 200 = { text, integer 8 };')).toEqual(['1:31 bad-option-definition'])
  expect(told('option own code 200 = array of text;')).toEqual(['1:32 bad-option-definition'])
  expect(told('option own code 200 = integer 12;')).toEqual(['1:31 bad-option-definition'])
})

test('a value may be computed', () => {
  expect(told('option host-name = concat("a", binary-to-ascii(10, 8, ".", leased-address));')).toEqual([])
  expect(told('option host-name = known;')).toEqual(['1:20 bad-expression'])
})
