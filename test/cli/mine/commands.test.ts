// commander: the usual one.
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { describeMineCommand, type MineDesk } from '../../../src/cli/mine/commands.ts'
import type { OwnedHosts } from '../../../src/usecases/hosts-of.ts'
import { person } from '../../request/samples.ts'

const HOSTS: OwnedHosts = {
  hosts: [
    {
      server: 'campus',
      name: 'printer-3f',
      owner: { team: 'T1', id: 'U0ANN' },
      end: undefined,
      addresses: ['10.20.0.9'],
    },
    {
      server: 'lab',
      name: 'guest',
      owner: { team: 'T1', id: 'S0LAB' },
      end: '2027-03-31',
      addresses: ['10.30.0.7', '10.30.0.8'],
    },
  ],
  unknown: [],
}

/** The command as somebody at the terminal runs it; gives the exit code, what is printed, and whose hosts were looked up. */
async function mine(words: readonly string[], found: OwnedHosts = HOSTS, desk: Partial<MineDesk> = {}) {
  let [out, err, code] = ['', '', -1]
  const meant: unknown[] = []
  const opened: MineDesk = {
    person: person('U0ANN'),
    team: 'T1',
    hostsOf: async (whose) => {
      meant.push(whose)
      return found
    },
    close: async () => {},
    ...desk,
  }
  const program = new Command().exitOverride()
  const tools = {
    open: async () => opened,
    localUser: 'ann',
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  describeMineCommand(program, tools, (result) => {
    code = result
  })
  await program.parseAsync(['mine', ...words], { from: 'user' })
  return { out, err, code, meant }
}

test('mine lists the hosts of whoever runs it, with their ends', async () => {
  const { out, code, meant } = await mine([])

  expect(code).toBe(0)
  expect(meant).toEqual([person('U0ANN')])
  expect(out).toBe(
    'campus  10.20.0.9            printer-3f  U0ANN\nlab     10.30.0.7,10.30.0.8  guest       S0LAB  until 2027-03-31\n',
  )
})

test('mine --as lists those of somebody else', async () => {
  const { meant } = await mine(['--as', 'U0BOB'])

  expect(meant).toEqual([person('U0BOB')])
})

test('mine --json prints an object for each', async () => {
  const { out } = await mine(['--json'])

  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { server: 'campus', name: 'printer-3f', addresses: ['10.20.0.9'], owner: 'U0ANN', until: null },
    {
      server: 'lab',
      name: 'guest',
      addresses: ['10.30.0.7', '10.30.0.8'],
      owner: 'S0LAB',
      until: '2027-03-31',
    },
  ])
})

test('mine says so where there is none, and names the groups of which Slack did not say who is in them', async () => {
  const { out, err, code } = await mine([], { hosts: [], unknown: ['S0LAB'] })

  expect([out, code]).toEqual(['No host is registered as yours.\n', 0])
  expect(err).toBe('Slack did not say who belongs to S0LAB: what these groups own is left out.\n')
})

test('mine is refused where the configuration does not say who is at the terminal, or of which workspace', async () => {
  await expect(mine([], HOSTS, { person: undefined })).rejects.toMatchObject({
    advice: 'Put it there, as in: localUsers: { ann: U0123ABCD }',
  })
  await expect(mine(['--as', 'U1'], HOSTS, { team: undefined })).rejects.toMatchObject({
    advice: expect.stringContaining('team: T0123ABCD'),
  })
})
