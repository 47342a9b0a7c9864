import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/remote/digest.ts'
import { needs } from '../support/needs.ts'
import { type BareHelper, fakes, mounted, startBareHelper } from './bare-helper.ts'

const machine = needs('root', 'linux', 'dash', 'flock', 'unshare')

/** What the helper answers to one who has nothing yet. */
function read(helper: BareHelper, ...paths: string[]): readonly string[] {
  const files = paths.map((path) => ({ path, digest: undefined }))
  return helper.ask({ verb: 'read', main: undefined, leases: undefined, files })
}

describe.skipIf(machine.skip)('reading', () => {
  test('gives the configuration and the leases, and no word more', () => {
    const helper = startBareHelper()
    writeFileSync(join(helper.folder, 'dhcpd.leases'), 'lease\n')

    const { answer } = helper.hear(`leasehold 2 ${'a'.repeat(32)}\nverb read\nmain -\nleases -\n\n`)

    expect(answer.split('\n').slice(1, -2)).toEqual([
      `file sent ${sha256(Buffer.from('authoritative;\n'))} 15 ${helper.configPath}`,
      `leases sent ${sha256(Buffer.from('lease\n'))} 6 ${helper.folder}/dhcpd.leases`,
      '',
      'authoritative;',
      'lease',
    ])
    expect(readdirSync(helper.statePath).toSorted()).toEqual(['backups', 'outcomes'])
  })

  // SAFETY K2
  test('is of plain files in the folders that are allowed, and of no others', () => {
    const helper = startBareHelper()
    const at = (name: string) => join(helper.folder, name)
    writeFileSync(at('etc/more.conf'), '# more\n')
    writeFileSync(at('secret'), 'secret\n')
    mkdirSync(at('etc/folder'))
    symlinkSync(at('secret'), at('etc/out.conf'))
    symlinkSync(at('etc/more.conf'), at('in.conf'))
    const paths = ['etc/more.conf', 'secret', 'etc/folder', 'etc/out.conf', 'in.conf', 'etc/none.conf'].map(
      at,
    )

    const answers = read(helper, ...paths)
      .slice(1)
      .map((line) => line.replace(/(sent) .* /, '$1 '))

    expect(answers).toEqual([
      `file sent ${at('etc/more.conf')}`,
      `denied ${at('secret')}`,
      `denied ${at('etc/folder')}`,
      `denied ${at('etc/out.conf')}`,
      `file sent ${at('in.conf')}`,
      `missing ${at('etc/none.conf')}`,
    ])
  })

  // SAFETY K2
  test('is not of all files where a folder of the settings does not exist', () => {
    const helper = startBareHelper({ settings: () => ['include-folder=/no/such/folder'] })
    const other = join(helper.folder, 'etc/more.conf')
    writeFileSync(other, '# more\n')

    const [main, ...others] = read(helper, other)

    expect(main).toMatch(/^file sent /)
    expect(others).toEqual([`denied ${other}`])
  })

  // SAFETY K2
  test('is of no folder that begins with the name of an allowed one', () => {
    const helper = startBareHelper({ settings: (folder) => [`include-folder=${folder}/et`] })
    const other = join(helper.folder, 'etc/more.conf')
    writeFileSync(other, '# more\n')

    expect(read(helper, other).slice(1)).toEqual([`denied ${other}`])
  })

  test('is given up when the file changes each time', () => {
    const helper = startBareHelper({
      settings: (folder) => [fakes(folder, { cp: `/bin/cp "$@" && echo '#' >>'${folder}/etc/dhcpd.conf'` })],
    })

    expect(read(helper)).toEqual(['error environment the files keep changing while they are read'])
  })

  test('is done again when a file changed once meanwhile, and gives what is there then', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        fakes(folder, {
          cp: `/bin/cp "$@" && { [ -e '${folder}/once' ] || { >'${folder}/once'; echo '#' >>'${folder}/etc/dhcpd.conf'; }; }`,
        }),
      ],
    })

    expect(read(helper)).toEqual([
      `file sent ${sha256(Buffer.from('authoritative;\n#\n'))} 17 ${helper.configPath}`,
    ])
  })

  test('says that the configuration is not there', () => {
    const helper = startBareHelper()
    rmSync(helper.configPath)

    expect(read(helper)).toEqual(['error environment the configuration file of its settings cannot be read'])
  })

  test.each<[string, (folder: string) => string, string]>([
    [
      'a state folder that is full',
      (folder) => `mount -t tmpfs -o size=8k none '${folder}/state'`,
      'error environment a file cannot be copied into the state folder: the disk is full',
    ],
    [
      'a state folder on a read-only disk',
      (folder) =>
        `mount --bind '${folder}/state' '${folder}/state'; mount -o remount,bind,ro '${folder}/state'`,
      'error environment the state folder cannot be written: the file system is read-only',
    ],
  ])('says so of %s', (_, mount, answer) => {
    const helper = startBareHelper({
      shell: mounted(
        (folder) => `mkdir -p '${folder}/state/backups' '${folder}/state/outcomes'; ${mount(folder)}`,
      ),
    })
    writeFileSync(helper.configPath, '# filler\n'.repeat(1_500))

    expect(read(helper)).toEqual([answer])
  })

  test('leaves alone the work of a helper that is still at it, and takes away that of one that is gone', () => {
    const helper = startBareHelper()
    const gone = spawnSync('true').pid
    for (const pid of [process.pid, gone])
      mkdirSync(join(helper.statePath, `work.${pid}`), { recursive: true })

    read(helper)

    expect(readdirSync(helper.statePath).filter((name) => name.startsWith('work'))).toEqual([
      `work.${process.pid}`,
    ])
  })
})
