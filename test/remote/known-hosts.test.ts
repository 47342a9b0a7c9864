import { describe, expect, test } from 'vitest'
import { findKnownHost } from '../../src/remote/known-hosts.ts'

const key = 'ssh-ed25519 QUFBQQ=='

function keysOf(text: string, host = 'dhcp1.example.net', port = 22): number {
  return findKnownHost(text, host, port).keys.length
}

describe('a known_hosts file', () => {
  test('names machines by name, by several names, and whatever the case', () => {
    expect(keysOf(`dhcp1.example.net ${key}`)).toBe(1)
    expect(keysOf(`other,DHCP1.example.net,10.0.0.1 ${key} comment here`)).toBe(1)
    expect(keysOf(`dhcp2.example.net ${key}`)).toBe(0)
  })

  test('names them by pattern, and takes some out again', () => {
    expect(keysOf(`*.example.net ${key}`)).toBe(1)
    expect(keysOf(`dhcp?.example.net ${key}`)).toBe(1)
    expect(keysOf(`*.example.net,!dhcp1.example.net ${key}`)).toBe(0)
    expect(keysOf(`dhcp1xexample.net ${key}`)).toBe(0)
  })

  test('names another port in brackets', () => {
    expect(keysOf(`[dhcp1.example.net]:2222 ${key}`, 'dhcp1.example.net', 2222)).toBe(1)
    expect(keysOf(`dhcp1.example.net ${key}`, 'dhcp1.example.net', 2222)).toBe(0)
  })

  test('tells apart what is revoked and what is certified', () => {
    const found = findKnownHost(`@revoked * ${key}\n@cert-authority * ${key}\n@new * ${key}`, 'dhcp1', 22)

    expect(found).toMatchObject({ keys: [], certified: true })
    expect(found.revoked).toEqual([{ type: 'ssh-ed25519', blob: Buffer.from('AAAA') }])
  })

  test('says nothing in comments, blank lines and lines that are no entries', () => {
    expect(
      keysOf(`# dhcp1.example.net ${key}\n\n \ndhcp1.example.net\ndhcp1.example.net ssh-ed25519\n`),
    ).toBe(0)
  })

  test('gives every key of a machine', () => {
    expect(keysOf(`dhcp1.example.net ${key}\ndhcp1.example.net ssh-rsa QkJC\r\n`)).toBe(2)
  })
})
