import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configurationDigest, sha256 } from '../../src/remote/digest.ts'
import { encodeRequest, type WireRequest } from '../../src/remote/wire.ts'
import { needs } from '../support/needs.ts'
import { type BareHelper, startBareHelper } from './bare-helper.ts'

const machine = needs('linux', 'dash', 'flock')

const NONCE = 'a'.repeat(32)
const DIGEST = 'b'.repeat(64)
const MALFORMED = 'error request a header line is malformed'

/** A request that is right, as text, to be spoiled. */
function request(helper: BareHelper, verb: 'apply' | 'read'): string {
  const main = sha256(Buffer.from('authoritative;\n'))
  const base = configurationDigest([{ path: helper.configPath, digest: main }])
  const splices = [{ offset: 0, length: 0, content: 'host a { }\n' }]
  const after = sha256(Buffer.from('host a { }\nauthoritative;\n'))
  const changes = [{ path: helper.configPath, size: 26, digest: after, splices }]
  const asked: WireRequest =
    verb === 'apply'
      ? { verb, mode: 'test', id: 'one', base, main, files: [], changes }
      : { verb, main: undefined, leases: undefined, files: [{ path: '/etc/more.conf', digest: undefined }] }
  return encodeRequest(asked, NONCE).toString('latin1')
}

/** The first line that is answered; empty where nothing is. */
function firstLine(answer: string): string {
  return answer.split('\n')[1] ?? ''
}

describe.skipIf(machine.skip)('a request', () => {
  let helper: BareHelper
  beforeAll(() => {
    helper = startBareHelper({}, true)
  })
  afterAll(() => helper.close())

  test('as the client writes it is taken', () => {
    expect(firstLine(helper.hear(request(helper, 'apply')).answer)).toBe('outcome passed')
    expect(firstLine(helper.hear(request(helper, 'read')).answer)).toMatch(/^file sent /)
  })

  test.each<[string, RegExp, string]>([
    ['an unknown mode', /^mode test/m, 'mode hurry'],
    ['a hidden id', /^id .*/m, 'id .one'],
    ['an id with a path', /^id .*/m, 'id a/b'],
    ['an id that is too long', /^id .*/m, `id ${'x'.repeat(101)}`],
    ['a base that is no digest', /^base .*/m, `base ${DIGEST.slice(1)}`],
    ['a base of other letters', /^base .*/m, `base ${'g'.repeat(64)}`],
    ['a main digest that is none', /^main .*/m, 'main x'],
    ['a file without a path', /^main .*/m, `$&\nfile ${DIGEST} `],
    ['a file with a control byte in its path', /^main .*/m, `$&\nfile ${DIGEST} /etc/a\x01b`],
    ['a file with a digest that is none', /^main .*/m, '$&\nfile x /etc/a'],
    ['a change whose size is no number', /^change \d+/m, 'change x'],
    ['a change whose size is too large', /^change \d+/m, 'change 1234567890'],
    ['a change whose size begins with 0', /^change \d+/m, 'change 07'],
    ['a change whose digest is none', /^(change \d+) \S+/m, '$1 x'],
    ['a change with a control byte in its path', /^change .*/m, '$&\x01'],
    ['a splice whose offset is no number', /^splice 0/m, 'splice x'],
    ['a splice whose removed length is no number', /^splice 0 0/m, 'splice 0 x'],
    ['a splice whose inserted length is no number', /^splice 0 0 11/m, 'splice 0 0 x'],
    ['a splice that belongs to no file', /^(change .*)\n(splice .*)/m, '$2\n$1'],
    ['a splice before the one before it', /^splice .*/m, 'splice 9 2 0\nsplice 10 0 11'],
    ['a payload whose length is no number', /^payload \d+/m, 'payload x'],
    ['a payload whose digest is none', /^(payload \d+) .*/m, '$1 x'],
    ['an unknown line', /^mode test/m, 'execute sh'],
  ])('with %s is refused as malformed', (_, words, instead) => {
    expect(firstLine(helper.hear(request(helper, 'apply').replace(words, instead)).answer)).toBe(MALFORMED)
  })

  test.each<[string, RegExp, string]>([
    ['to read, with a leases digest that is none', /^leases -/m, 'leases x'],
    ['to read, with a known digest that is none', /^file -/m, 'file x'],
  ])('%s is refused as malformed', (_, words, instead) => {
    expect(firstLine(helper.hear(request(helper, 'read').replace(words, instead)).answer)).toBe(MALFORMED)
  })

  test.each<[string, RegExp, string, string]>([
    [
      'of another version is told which one is spoken here',
      /^leasehold \d+/,
      'leasehold 1',
      'error version this helper speaks version 2',
    ],
    ['for an unknown verb is refused', /^verb .*/m, 'verb run', 'error request there is no such verb'],
    [
      'without an id is refused',
      /^id .*\n/m,
      '',
      'error request an apply must hold id, base, main, change and payload',
    ],
    [
      'on a base that is not what its files give is refused',
      /^base .*/m,
      `base ${DIGEST}`,
      'error request the base is not the digest of the files named',
    ],
    [
      'for the state of no id is refused',
      /^[\s\S]*$/,
      `leasehold 2 ${NONCE}\nverb status\n\n`,
      'error request a status must hold an id',
    ],
    [
      'whose payload is another than its digest says is refused',
      /host a { }/,
      'host b { }',
      'error request the payload is not what its digest says',
    ],
    [
      'whose payload is longer than its splices say is refused',
      /^splice .*/m,
      'splice 0 0 10',
      'error request the payload is not as long as its splices say',
    ],
  ])('%s', (_, words, instead, answer) => {
    expect(firstLine(helper.hear(request(helper, 'apply').replace(words, instead)).answer)).toBe(answer)
  })

  test.each<[string, RegExp, string]>([
    ['whose nonce is no number', /a{32}/, 'g'.repeat(32)],
    ['whose nonce is too short', /a{32}/, 'a'.repeat(31)],
    ['that is cut in its payload', /\n$/, ''],
    ['that is cut in its header', /\n\n[\s\S]*$/, ''],
    ['that is empty', /^[\s\S]*$/, ''],
  ])('%s is answered by nothing and does nothing', (_, words, instead) => {
    const heard = helper.hear(request(helper, 'apply').replace(words, instead))

    expect(heard).toEqual({ code: 1, answer: '' })
  })

  test('that puts in more than the settings allow, or takes out more, is refused', () => {
    const sparing = startBareHelper({ settings: () => ['payload-limit=20'] })
    const content = `host long { filename "a name"; }\n`
    const limit = 'error request more than 20 bytes would change'

    expect(sparing.apply('one', [{ offset: 0, length: 0, content }])).toEqual([limit])
    writeFileSync(sparing.configPath, content)
    expect(sparing.apply('two', [{ offset: 0, length: content.length, content: '' }])).toEqual([limit])
  })

  test('needs no word on the command line, and takes two of them only', () => {
    expect(helper.run('recover').code).toBe(0)
    expect(helper.run('apply').code).toBe(2)
  })
})
