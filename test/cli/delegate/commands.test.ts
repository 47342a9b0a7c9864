import { Command } from 'commander'
import { expect, test } from 'vitest'
import { describeDelegateCommand } from '../../../src/cli/delegate/commands.ts'
import { later } from '../../request/samples.ts'
import { temporaryStore } from '../../store/temporary-store.ts'

/** Runs `delegate …` on a store; gives its exit code and what it said. */
async function terminal(workspace: string | null = 'T1') {
  const team = workspace ?? undefined
  const { delegations } = await temporaryStore()
  async function run(...argv: string[]): Promise<{ code: number; said: string }> {
    let said = ''
    let code = -1
    const out = (text: string) => {
      said += text
    }
    const program = new Command().exitOverride().configureOutput({ writeErr: out })
    const desk = { delegations, team, clock: () => later, user: 'root', close: async () => {} }
    describeDelegateCommand(program, { open: async () => desk, out }, (result) => {
      code = result
    })
    for (const command of program.commands) command.exitOverride()
    await program.parseAsync(['delegate', ...argv], { from: 'user' })
    return { code, said }
  }
  return { run, delegations }
}

test('somebody stands in for an approver until the end of a day, is listed, and is not needed any more', async () => {
  const { run, delegations } = await terminal()

  const named = await run('U1', '--to', 'U2', '--until', '2026-03-24', '--reason', 'on leave')
  const listed = await run('--list')
  const [delegation] = await delegations.inForce(later)
  const back = await run('U1', '--off')
  const nobody = await run('--list')

  const line = 'U2 for U1, until 2026-03-25T00:00:00.000Z: on leave\n'
  expect([named, listed]).toEqual(Array(2).fill({ code: 0, said: line }))
  expect(delegation).toMatchObject({
    approver: { team: 'T1', user: 'U1' },
    delegate: { team: 'T1', user: 'U2' },
  })
  expect(back).toMatchObject({ code: 0, said: expect.stringContaining('U1 is back') })
  expect(nobody).toEqual({ code: 0, said: 'Nobody is away.\n' })
})

test.each([
  [['U1', '--to', 'U1', '--until', '2026-03-24'], /cannot stand in for themselves/],
  [['U1', '--to', 'U2', '--until', '2026-02-28'], /over already/],
  [['U1', '--to', 'U2', '--until', '2036-02-28'], /name a day until 2027-03-02/],
  [['U1', '--off'], /Nobody stands in for U1/],
])('%j is refused with the reason', async (words, told) => {
  const { run } = await terminal()

  const { code, said } = await run(...words)

  expect(code).toBe(1)
  expect(said).toMatch(told)
})

test('a day that is none, and a configuration without a workspace, say what to do', async () => {
  const { run } = await terminal()
  const { run: elsewhere } = await terminal(null)

  await expect(run('U1', '--to', 'U2', '--until', 'tomorrow')).rejects.toMatchObject({
    advice: 'Give it as 2026-12-24.',
  })
  await expect(elsewhere('U1', '--off')).rejects.toMatchObject({
    advice: 'Put its id there, as in: slack: { team: T0123ABCD }',
  })
})

test('what is not said whole is a matter of usage', async () => {
  const { run } = await terminal()

  await expect(run('U1', '--to', 'U2')).rejects.toMatchObject({
    message: expect.stringMatching(/give USER with --to USER --until DAY/),
  })
  await expect(run()).rejects.toMatchObject({ message: expect.stringMatching(/--list/) })
})
