import { Command, CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { describePolicyCommands } from '../../../src/cli/policy/commands.ts'
import { loadPolicy } from '../../../src/config/load-settings.ts'
import { ExplainedError } from '../../../src/usecases/explained-error.ts'
import { minimal, path } from '../../config/sources.ts'

const CONFIG = minimal.replace(
  /rules:[\s\S]*/,
  `names: { domain: example.net }
  rules:
    - name: lab network
      when: { subnet: 10.20.0.0/16 }
      approvers: { group: S0LAB, users: [U5] }
    - name: removals
      when: { change: remove }
      approvers: { users: [U1, U2] }
      quorum: 2
    - name: netops
      when: { requester: { group: S0NETOPS }, change: add }
      approve: automatically
`,
)

const U = (user: string) => ({ team: 'T1', user })

/** Runs `policy explain …`; gives its exit code and what it said. */
async function explain(words: string, config = CONFIG): Promise<{ code: number; said: string }> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  let code = -1
  let said = ''
  const tools = {
    delegations: async () => [
      { approver: U('U5'), delegate: U('U6'), from: '2026', until: '2026-12-25T00:00:00.000Z', reason: '' },
      { approver: U('U1'), delegate: U('U7'), from: '2026', until: '2026-12-25T00:00:00.000Z', reason: '' },
    ],
    load: () => loadPolicy({ path, readFile: () => config }),
    out: (text: string) => {
      said += text
    },
  }
  describePolicyCommands(program, tools, (result) => {
    code = result
  })
  await program.parseAsync(['policy', 'explain', ...words.split(' ')], { from: 'user' })
  return { code, said }
}

test('who stands in for an approver who may be asked is told where that is asked for', async () => {
  const { said: silent } = await explain('--as U1 edit printer-3f --address 10.20.0.7')
  const { said } = await explain('--as U1 --delegates edit printer-3f --address 10.20.0.7')

  expect(silent).not.toContain(' for U5')
  expect(said).toContain('U6 for U5, who is away until 2026-12-25T00:00:00.000Z.\n')
})

test('a new host is held against every rule, and those that do not match say why', async () => {
  const { code, said } = await explain('--as U1 add printer-3f 00-11-22-33-44-55 10.20.0.7')

  expect(code).toBe(0)
  expect(said).toBe(`U1 asks on campus: add printer-3f.example.net (10.20.0.7)

lab network: matches
  needs 1 of U5, the members of S0LAB
removals: does not match: it is about remove
netops: matches if U1 is a member of S0NETOPS
  approves automatically; else it needs what other rules say

Not approved automatically: lab network.
It needs 1 of U5, the members of S0LAB (lab network), and never the requester.
`)
})

test('what somebody belongs to is taken from the command line, as Slack is not asked', async () => {
  const { code, said } = await explain(
    '--as U1 --member-of S0NETOPS add printer-3f 00-11-22-33-44-55 10.30.0.7',
  )

  expect(code).toBe(0)
  expect(said).toMatch(/netops: matches\n/)
  expect(said).toMatch(/Approved automatically where there is no warning\./)
  expect(said).toMatch(/With a warning it is refused/)
})

test('where no address is said, a rule about addresses depends on it', async () => {
  const { said } = await explain('remove printer-3f --as U1')

  expect(said).toMatch(/lab network: matches if an address of it lies in 10\.20\.0\.0\/16\n/)
  expect(said).toMatch(/It needs 2 of U1, U2 \(removals\)/)
})

test('the addresses of a host that is there are said beside its name', async () => {
  const { said } = await explain('edit printer-3f --address 10.30.0.1 --address 10.20.0.7 --as U1')

  expect(said).toMatch(/lab network: matches\n/)
})

test('what no rule is about is refused, with the exit code of a refusal', async () => {
  const { code, said } = await explain('--as U1 edit printer-3f --address 10.30.0.1')

  expect(code).toBe(1)
  expect(said).toContain('No rule is about this: it is refused.')
})

test('who may not ask is told so first', async () => {
  const only = (who: string) => CONFIG.replace('  rules:', `  requesters: ${who}\n  rules:`)
  const words = '--as U1 add printer-3f 00-11-22-33-44-55 10.20.0.7'

  const refused = await explain(words, only('{ users: [U8] }'))
  const open = await explain(words, only('{ group: S9 }'))
  const member = await explain(`--member-of S9 ${words}`, only('{ group: S9 }'))

  expect([refused.code, open.code, member.code]).toEqual([1, 0, 0])
  expect(refused.said).toContain('Only U8 may ask: U1 is refused.')
  expect(open.said).toContain('Only the members of S9 may ask: U1 may if U1 is a member of S9.')
  expect(member.said).not.toContain('may ask')
})

test.for([
  ['a server that there is not', '--as U1 --server campos remove printer-3f', /Did you mean campus/],
  ['a name that no host may have', '--as U1 remove printer_3f', /which no host name may hold/],
  ['a MAC address that is none', '--as U1 add printer-3f zz', /zz/],
  ['an address that is none', '--as U1 remove printer-3f --address 10.20.0', /not an IPv4 address/],
] as const)('%s is refused with the reason', async ([, words, reason]) => {
  await expect(explain(words)).rejects.toThrow(ExplainedError)
  await expect(explain(words)).rejects.toThrow(reason)
})

test.for(['remove printer-3f', '--as ann remove printer-3f', '--as U1 rename printer-3f'])(
  'a command line that is none (%s) is a matter of usage',
  async (words) => {
    await expect(explain(words)).rejects.toThrow(CommanderError)
  },
)
