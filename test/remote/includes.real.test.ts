import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Edit } from '../../src/dhcpd/source.ts'
import { needs } from '../support/needs.ts'
import {
  append,
  failStartWithFatal,
  fatalHost,
  killHelperAt,
  type Member,
  mainContent,
  newHost,
  setSetting,
  startMember,
  until,
} from './member.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

const INNER = '# inner\nhost inner { hardware ethernet 00:00:5e:00:53:60; fixed-address 10.20.0.60; }\n'
const OUTER = '# outer\nhost outer { hardware ethernet 00:00:5e:00:53:61; fixed-address 10.20.0.61; }\n'

/** A member whose main file includes `outer.conf`, which includes `in-ner.conf`. */
async function startWithIncludes(): Promise<Member & { outer: string; inner: string; folder: string }> {
  const member = await startMember()
  const folder = dirname(member.machine.configPath)
  const outer = `${folder}/outer.conf`
  const inner = `${folder}/in-ner.conf`
  writeFileSync(inner, INNER)
  writeFileSync(outer, `${OUTER}group {\n  include "${inner}";\n}\n`)
  writeFileSync(member.machine.configPath, `${member.file()}INCLUDE\t"${outer}" ;\n`, 'latin1')
  return { ...member, outer, inner, folder }
}

function appendTo(path: string, content: string, host = newHost): Edit {
  return { path, offset: content.length, length: 0, content: host }
}

const SECOND = newHost.replace('new', 'second').replace(':77', ':79').replace('.77', '.79')

describe.skipIf(machine.skip)('a change of an included file', () => {
  test('is tested where it is included, written, and served', async () => {
    const { machine, server, outer, inner, folder } = await startWithIncludes()
    const base = await server.read()

    const answer = await server.apply({ id: 'one', base, edits: [appendTo(inner, INNER)] })

    const after = await server.read()
    expect(answer).toMatchObject({ kind: 'applied', digest: after.digest })
    expect(readFileSync(inner, 'latin1')).toBe(INNER + newHost)
    expect(await machine.device.plugIn('00:00:5e:00:53:77')).toMatchObject({ address: '10.20.0.77' })
    expect(readdirSync(folder)).toEqual(['dhcpd.conf', 'in-ner.conf', 'outer.conf'])
    expect(after.files.map(({ path }) => path)).toEqual([machine.configPath, outer, inner])
  })

  // SAFETY F6
  test.each(['outer', 'inner'] as const)(
    'is refused by dhcpd -t of a staged copy when it is wrong there: the %s one',
    async (which) => {
      const member = await startWithIncludes()
      const path = member[which]
      const before = readFileSync(path, 'latin1')
      const daemon = member.machine.dhcpd()
      const base = await member.server.read()
      const twice = mainContent(base).match(/host (\S+)/)?.[1] ?? ''

      const edit = appendTo(path, before, newHost.replace('new', twice))
      const answer = await member.server.apply({ id: 'one', base, edits: [edit] })

      expect(answer).toMatchObject({ kind: 'refused', reason: 'test-failed' })
      expect(answer).toMatchObject({ detail: expect.stringContaining(`${path} line`) })
      expect(readFileSync(path, 'latin1')).toBe(before)
      expect(readdirSync(member.folder)).toEqual(['dhcpd.conf', 'in-ner.conf', 'outer.conf'])
      expect(member.machine.dhcpd()).toEqual(daemon)
    },
  )

  test('is refused where its include statement cannot be told for sure', async () => {
    const member = await startWithIncludes()
    writeFileSync(
      member.machine.configPath,
      member.file().replace('INCLUDE\t', 'include\n # where\n '),
      'latin1',
    )
    const base = await member.server.read()

    const answer = await member.server.apply({ id: 'one', base, edits: [appendTo(member.inner, INNER)] })

    expect(answer).toMatchObject({
      kind: 'refused',
      reason: 'environment',
      detail: expect.stringContaining('must stand on one line'),
    })
  })

  // SAFETY F5
  test('keeps a symbolic link one', async () => {
    const member = await startWithIncludes()
    renameSync(member.inner, `${member.folder}/kept.conf`)
    symlinkSync('kept.conf', member.inner)
    const base = await member.server.read()

    const answer = await member.server.apply({ id: 'one', base, edits: [appendTo(member.inner, INNER)] })

    expect(answer.kind).toBe('applied')
    expect(lstatSync(member.inner).isSymbolicLink()).toBe(true)
    expect(readFileSync(`${member.folder}/kept.conf`, 'latin1')).toBe(INNER + newHost)
  })
})

describe.skipIf(machine.skip)('a change of several files', () => {
  function edits(member: Member & { inner: string }, host = newHost): Edit[] {
    return [
      appendTo(member.inner, INNER, SECOND),
      { ...append(member.file(), member.machine.configPath), content: host },
    ]
  }

  // SAFETY F9
  test('changes all of them with one restart', async () => {
    const member = await startWithIncludes()
    const before = member.file()
    const base = await member.server.read()

    const answer = await member.server.apply({ id: 'one', base, edits: edits(member) })

    expect(answer).toMatchObject({ kind: 'applied', digest: (await member.server.read()).digest })
    expect(member.file()).toBe(before + newHost)
    expect(readFileSync(member.inner, 'latin1')).toBe(INNER + SECOND)
  })

  // SAFETY F9, D4
  test('puts all of them back when dhcpd does not start', async () => {
    const member = await startWithIncludes()
    const before = member.file()
    failStartWithFatal(member.machine)
    const base = await member.server.read()

    const answer = await member.server.apply({ id: 'one', base, edits: edits(member, fatalHost) })

    expect(answer.kind).toBe('rolled-back')
    expect(member.file()).toBe(before)
    expect(readFileSync(member.inner, 'latin1')).toBe(INNER)
    expect(member.machine.dhcpd().running).toBe(true)
  })

  // SAFETY F9
  test('is undone as a whole when the helper was killed between two of them', async () => {
    const member = await startWithIncludes()
    const before = member.file()
    const base = await member.server.read()
    const { statePath } = member.machine
    killHelperAt(member.machine, 'stop')
    // Of what the killed helper has written, the main file is the old one again: it died one rename earlier.
    setSetting(
      member.machine,
      'stop',
      (was) => `cp -p '${member.folder}/old' '${member.machine.configPath}'; ${was}`,
    )
    writeFileSync(`${member.folder}/old`, before, 'latin1')

    await member.server.apply({ id: 'one', base, edits: edits(member) })
    await until(() => existsSync(`${statePath}/outcomes/one`) && !existsSync(`${statePath}/journal`))

    expect(await member.server.status('one')).toMatchObject({ answer: { kind: 'rolled-back' } })
    expect(member.file()).toBe(before)
    expect(readFileSync(member.inner, 'latin1')).toBe(INNER)
    expect(member.machine.dhcpd().running).toBe(true)
  })

  // SAFETY D4
  test('leaves all of them to a person when somebody wrote to one meanwhile', async () => {
    const member = await startWithIncludes()
    setSetting(member.machine, 'start', () => `echo '# by hand' >>'${member.inner}'; false`)
    const base = await member.server.read()

    const answer = await member.server.apply({ id: 'one', base, edits: edits(member) })

    expect(answer).toMatchObject({
      kind: 'needs-operator',
      detail: expect.stringContaining(`${member.inner} was changed by someone else`),
    })
    expect(readFileSync(member.inner, 'latin1')).toContain(`${INNER}${SECOND}# by hand\n`)
    expect(member.file()).toContain(newHost)
  })
})
