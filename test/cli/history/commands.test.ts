// commander: the usual one.
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { describeHistoryCommand } from '../../../src/cli/history/commands.ts'
import { createWork } from '../../../src/usecases/work-on-server.ts'
import { approvedInEmergency, began, settled } from '../../request/samples.ts'
import { approve, type Story, startStory } from '../../support/story.ts'

/** The command as somebody at the terminal runs it; gives the exit code and what is printed. */
async function history({ store }: Story, ...words: string[]) {
  let said = ''
  let code = -1
  const program = new Command().exitOverride()
  const desk = { requests: store.requests, close: async () => {} }
  const tools = {
    open: async () => desk,
    out: (text: string) => {
      said += text
    },
  }
  describeHistoryCommand(program, tools, (result) => {
    code = result
  })
  await program.parseAsync(['history', ...words], { from: 'user' })
  return { code, said }
}

async function withApplied(): Promise<Story> {
  const story = await startStory()
  await approve(story, await story.submitted())
  await createWork(story.server, story.deps)()
  await story.asked([{ kind: 'remove', target: 'printer-2' }])
  return story
}

test.each(['printer-2', 'PRINTER-2', '00-00-5e-00-53-02', '10.20.0.11'])(
  'the history of a host is found by %s, the newest request first',
  async (text) => {
    const { code, said } = await history(await withApplied(), text)

    expect(code).toBe(0)
    const lines = said.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'then').split('\n')
    expect(lines).toEqual([
      'R-2 · Remove printer-2 (campus): a test',
      '  then  asked by U0REQ',
      'R-1 · Register printer-2 (campus): a test',
      '  then  asked by U0REQ',
      '  then  approved by U0APP (plan 1)',
      '  then  approved by as many as it needs',
      '  then  being applied (transaction tx-1)',
      '  then  applied (restart 5 ms)',
      '',
    ])
  },
)

test('what was approved in an emergency is told as that, and that nobody has reviewed it', async () => {
  const story = await startStory()
  const request = await story.submitted()
  await story.store.requests.commit(request, [approvedInEmergency, began, settled])

  const { said } = await history(story, 'printer-2')
  const { said: json } = await history(story, 'printer-2', '--json')

  expect(said).toContain('approved in an emergency by ann, without the approvers: the ward has no printer\n')
  expect(said).toMatch(/\n {2}Open: a second person has to review it, on its card in Slack\.\n$/)
  expect(JSON.parse(json)).toMatchObject({ reviewOpen: true })
})

test('as JSON it is a request with its events on each line', async () => {
  const { said } = await history(await withApplied(), 'printer-2', '--json')

  const requests = said
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(requests).toMatchObject([
    { id: 2, status: 'pending', outcome: null, events: [{ type: 'submitted' }] },
    { id: 1, changes: [{ kind: 'add', name: 'printer-2' }], outcome: { kind: 'applied' } },
  ])
})

test('a host that nobody ever asked about has none', async () => {
  expect(await history(await startStory(), 'printer-1')).toEqual({
    code: 1,
    said: 'No request was ever about printer-1.\n',
  })
})

test('of a request whose events were sealed, it says how many and where to look', async () => {
  const story = await startStory()
  await approve(story, await story.submitted())
  await createWork(story.server, story.deps)()
  const { outbox, audit } = story.store
  await outbox.done((await outbox.due('2027', 100)).map(({ id }) => id))
  await audit.seal({ before: '2027', file: undefined, localUser: 'root', at: '2027-01-01T00:00:00.000Z' })

  const { code, said } = await history(story, 'printer-2')
  const json = await history(story, 'printer-2', '--json')

  expect([code, said]).toEqual([
    0,
    'R-1 · Register printer-2 (campus): a test\n  5 sealed (leasehold audit verify says in which file)\n',
  ])
  expect(JSON.parse(json.said)).toMatchObject({ status: 'settled', sealed: 5, events: [] })
})
