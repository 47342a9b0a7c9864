import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { replaceFile } from '../../../src/cli/local/replace-file.ts'
import { needs } from '../../support/needs.ts'
import { folderWith } from './folder.ts'

const machine = needs('root', 'linux', 'setfacl', 'setfattr')

/** A user and a group that are not root and need no name. */
const OWNER = 1234
const GROUP = 2345

function run(program: string, ...argv: readonly string[]): string {
  return execFileSync(program, argv, { encoding: 'utf8' })
}

/** All that a file has beside its content and times. */
function attributesOf(path: string) {
  const { mode, uid, gid } = statSync(path)
  return {
    mode: (mode & 0o7777).toString(8),
    uid,
    gid,
    acl: run('getfacl', '--omit-header', '--absolute-names', '--numeric', path),
    xattrs: run('getfattr', '--dump', '--absolute-names', '--match=^user', path).replace(path, ''),
  }
}

/** A `cp` that makes files of the caller's own, as that of somebody who is not root does. */
const CP_OF_ANYBODY = '#!/bin/sh\nexec /bin/cp "$3" "$4"\n'

// SAFETY F4
describe.skipIf(machine.skip)(`a file that is replaced ${machine.why}`, () => {
  test('keeps its mode, owner, group, access list and extended attributes', async () => {
    const at = folderWith({ 'dhcpd.conf': 'old' })
    const path = at('dhcpd.conf')
    chownSync(path, OWNER, GROUP)
    chmodSync(path, 0o2640)
    run('setfacl', '--modify', `user:${GROUP}:rw,group:${OWNER}:r`, path)
    run('setfattr', '--name=user.comment', '--value=kept by the network team', path)
    const before = attributesOf(path)

    await replaceFile(path, 'old', 'new', async () => {})

    expect(readFileSync(path, 'latin1')).toBe('new')
    expect(attributesOf(path)).toEqual(before)
    expect(before).toMatchObject({ uid: OWNER, gid: GROUP, acl: expect.stringContaining(`user:${GROUP}:rw`) })
    expect(before.xattrs).toContain('user.comment="kept by the network team"')
  })

  test('is not replaced where its owner would be lost', async () => {
    const at = folderWith({ 'dhcpd.conf': 'old' })
    const programs = folderWith({ cp: CP_OF_ANYBODY })
    chmodSync(programs('cp'), 0o755)
    chownSync(at('dhcpd.conf'), OWNER, GROUP)
    vi.stubEnv('PATH', `${programs('.')}:${process.env.PATH}`)
    onTestFinished(() => void vi.unstubAllEnvs())

    const replaced = replaceFile(at('dhcpd.conf'), 'old', 'new', async () => {})

    await expect(replaced).rejects.toThrow('would not keep its owner and group; nothing was written')
    expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe('old')
    expect(readdirSync(at('.'))).toEqual(['dhcpd.conf'])
  })

  test('has them before it is tested, so that it never stands there with others', async () => {
    const at = folderWith({ 'dhcpd.conf': 'old' })
    const path = at('dhcpd.conf')
    chownSync(path, OWNER, GROUP)
    run('setfacl', '--modify', `user:${GROUP}:rw`, path)
    run('setfattr', '--name=user.comment', '--value=kept', path)
    const seen: unknown[] = []

    await replaceFile(path, 'old', 'new', async (staged) => void seen.push(attributesOf(staged)))

    expect(seen).toEqual([attributesOf(path)])
  })
})
