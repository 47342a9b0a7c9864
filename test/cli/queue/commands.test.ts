import { Command } from 'commander'
import { expect, test } from 'vitest'
import { describeQueueCommands } from '../../../src/cli/queue/commands.ts'
import { pauseQueue } from '../../../src/usecases/hold-queue.ts'
import { later, person } from '../../request/samples.ts'
import { temporaryStore } from '../../store/temporary-store.ts'

/** Runs a command line on a store; gives its exit code and what it said. */
async function terminal() {
  const { queues } = await temporaryStore()
  let closed = 0
  const clock = () => later
  async function run(...argv: string[]): Promise<{ code: number; said: string }> {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
    let code = -1
    let said = ''
    const desk = {
      servers: ['campus', 'lab'],
      queues,
      clock,
      user: 'ann',
      close: async () => {
        closed += 1
      },
    }
    const tools = {
      open: async () => desk,
      out: (text: string) => {
        said += text
      },
    }
    describeQueueCommands(program, tools, (result) => {
      code = result
    })
    await program.parseAsync(argv, { from: 'user' })
    return { code, said }
  }
  return { run, queues, clock, closed: () => closed }
}

test('pause holds a queue in the name of the local user, and resume lets it go on', async () => {
  const { run, queues, closed } = await terminal()

  const paused = await run('pause', 'campus', '--reason', 'a new switch')
  const queue = await queues.find('campus')
  const resumed = await run('resume', 'campus')

  expect([paused.code, resumed.code]).toEqual([0, 0])
  expect(queue.pause).toEqual({ by: { localUser: 'ann' }, at: later, reason: 'a new switch' })
  expect((await queues.find('campus')).pause).toBeUndefined()
  expect(paused.said).toContain('leasehold resume campus')
  expect(closed()).toBe(2)
})

test('a queue that is paused already is left so, and says by whom', async () => {
  const { run, queues, clock } = await terminal()
  await pauseQueue('campus', person('U1'), 'mine', { queues, clock })

  const { code, said } = await run('pause', 'campus')

  expect(code).toBe(1)
  expect(said).toMatch(/paused by the Slack user U1 .*: mine/)
})

test('a queue that runs cannot be resumed', async () => {
  const { run } = await terminal()

  const { code, said } = await run('resume', 'lab')

  expect([code, said]).toEqual([1, 'lab is neither paused nor stopped.\n'])
})

test('a server that there is not is refused, with the one that was probably meant', async () => {
  const { run, closed } = await terminal()

  const error = await run('pause', 'campsu').catch((reason: unknown) => reason)

  expect(error).toMatchObject({
    message: expect.stringContaining('Did you mean campus?'),
    advice: 'Name one of: campus, lab.',
  })
  expect(closed()).toBe(1)
})
