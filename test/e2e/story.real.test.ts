import { describe, expect, test } from 'vitest'
import { takeTour } from '../../demo/tour.ts'
import { needs } from '../support/needs.ts'
import { playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

/** Every byte that one registration adds: the stanza with its indentation and its line breaks. */
const SCANNER = [
  '',
  '\thost scanner-1 {',
  '\t\thardware ethernet 00:00:5e:00:53:a1;',
  '\t\tfixed-address 10.20.0.61;',
  '\t}',
  '',
].join('\n')

describe.skipIf(machine.skip)(`from the command to the device ${machine.why}`, () => {
  test('a device gets the address that one person asked for and another approved', async () => {
    const { demo } = await playScene()
    const steps: string[] = []

    await takeTour(demo, (step) => steps.push(step))

    expect(steps.at(-1)).toMatch(/gets 10\.20\.0\.\d+, the address that was registered/)
  })

  test('an applied host changes nothing else in the file, byte for byte', async () => {
    const { ask, card, anna, file } = await playScene()
    const before = file.read()

    await anna.click(await ask('scanner-1', '00:00:5e:00:53:a1', '10.20.0.61'), 'Approve')
    await card('scanner-1', 'Applied')

    const after = file.read()
    const at = after.indexOf(SCANNER)
    expect(at).toBeGreaterThan(0)
    expect(after.slice(0, at) + after.slice(at + SCANNER.length)).toBe(before)
  })

  test.for([
    ['colons', '00:00:5e:00:53:a2'],
    ['dashes and capitals', '00-00-5E-00-53-A2'],
    ['Cisco dots', '0000.5e00.53a2'],
    ['nothing between the digits', '00005E0053A2'],
  ] as const)('a MAC with %s is written in one notation', async ([, typed]) => {
    const { ask } = await playScene()

    const card = await ask('scanner-2', typed)

    expect(card.readable).toContain('hardware ethernet 00:00:5e:00:53:a2;')
  })

  test('a search finds a host by a part of its name, its MAC in any notation and its address', async () => {
    const { rita, ask, anna, card } = await playScene()
    await anna.click(await ask('scanner-3', '00:00:5e:00:53:a3', '10.20.0.63'), 'Approve')
    await card('scanner-3', 'Applied')

    for (const text of ['ANNER-3', '0000.5E00.53A3', '10.20.0.63']) {
      await rita.command(`/dhcp find ${text}`)
      const found = await rita.waitForMessage('#general', `matching “${text}”`)
      expect(found.readable).toContain('scanner-3')
      expect(found.ephemeral).toBe(true)
    }
  })

  test('help and a mistyped command say what one can type', async () => {
    const { rita } = await playScene()

    await rita.command('/dhcp help')
    await rita.command('/dhcp fnid printer')

    await rita.waitForMessage('#general', '/dhcp add printer-3f')
    await rita.waitForMessage('#general', 'Did you mean')
  })
})
