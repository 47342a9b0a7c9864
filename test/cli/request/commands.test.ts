// commander: the usual one.
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { describeRequestCommands } from '../../../src/cli/request/commands.ts'
import type { RequestDesk } from '../../../src/cli/request/desk.ts'
import type { Person } from '../../../src/request/person.ts'
import { approveInEmergencyById } from '../../../src/usecases/approve-in-emergency.ts'
import { cancelById } from '../../../src/usecases/cancel-request.ts'
import { editRequest } from '../../../src/usecases/edit-request.ts'
import { submitRequest } from '../../../src/usecases/submit-request.ts'
import { undoRequest } from '../../../src/usecases/undo-request.ts'
import { createWork } from '../../../src/usecases/work-on-server.ts'
import { approver, requester } from '../../support/people.ts'
import { named, policyOf } from '../../support/policy.ts'
import { approve, CONFIG, type Story, startStory } from '../../support/story.ts'

/** The commands as somebody at the terminal runs them; gives the exit code and what is printed. */
function terminalOf({ server, deps }: Story, person: Person | 'nobody' = requester) {
  const desk: RequestDesk = {
    servers: ['campus'],
    person: person === 'nobody' ? undefined : person,
    submit: (submission) => submitRequest(submission, server, deps),
    find: (id) => deps.requests.find(id),
    undo: (request, submission) => undoRequest(request, submission, server, deps),
    edit: (edit) => editRequest(edit, server, deps),
    cancel: (id, by) => cancelById(id, by, deps),
    approveInEmergency: (emergency) => approveInEmergencyById(emergency, deps),
    close: async () => {},
  }
  return async (...words: string[]) => {
    const said: string[] = []
    let code = -1
    const program = new Command().exitOverride().configureOutput({ writeErr: (text) => said.push(text) })
    const tools = {
      open: async () => desk,
      localUser: 'alice',
      readFile: async (path: string) => Buffer.from(TABLES[path] ?? ''),
      out: (text: string) => said.push(text),
    }
    describeRequestCommands(program, tools, (result) => {
      code = result
    })
    await program.parseAsync(['request', ...words], { from: 'user' })
    return { code, said: said.join('') }
  }
}

const TABLES: Readonly<Record<string, string>> = {
  'good.csv': 'name,mac,address\ndesk-1,00:00:5e:00:53:21,\ndesk-2,00:00:5e:00:53:22,10.20.0.40\n',
  'mixed.csv': 'name,mac\ndesk-1,00:00:5e:00:53:21\nprinter-1,00:00:5e:00:53:22\ndesk-3,02:00:5e:00:53:23\n',
  'large.csv': `name,mac\n${Array.from({ length: 51 }, (_, n) => `d-${n},00:00:5e:00:54:${(n + 16).toString(16)}`).join('\n')}\n`,
  'owned.csv':
    'name,mac,owner,until\ndesk-1,00:00:5e:00:53:21,U0OWN,2027-03-31\ndesk-2,00:00:5e:00:53:22,,2027-01-31\ndesk-3,00:00:5e:00:53:23,,\n',
  'empty.csv': 'name,mac\n',
}

const WHY = ['--reason', 'room 3']

describe('a request from a terminal', () => {
  test('waits for approval like one from Slack, and shows what would be written', async () => {
    const story = await startStory()

    const { code, said } = await terminalOf(story)('add', 'desk', '00-00-5E-00-53-0A', '10.20.0.20', ...WHY)

    expect(code).toBe(0)
    expect(said).toContain('host desk {\n')
    expect(said).toContain('R-1 waits for approval')
    expect(await story.store.requests.withStatus('campus', ['pending'])).toMatchObject([
      { id: 1, requester, reason: 'room 3', proposal: { changes: [{ kind: 'add', name: 'desk' }] } },
    ])
  })

  test('takes the next free address where none is given', async () => {
    const story = await startStory()

    const { said } = await terminalOf(story)('add', 'desk', '00-00-5E-00-53-0A', ...WHY)

    expect(said).toContain('fixed-address 10.20.0.2;')
  })

  test.each([
    ['edit', ['printer-1', '--mac', '00:00:5e:00:53:0f'], '-   hardware ethernet 00:00:5e:00:53:01;'],
    ['rename', ['printer-1', 'printer-9'], '+ host printer-9 {'],
    ['remove', ['printer-1'], '- host printer-1 {'],
  ])('can be to %s a host', async (command, words, shown) => {
    const story = await startStory()

    const { code, said } = await terminalOf(story)(command, ...words, ...WHY)

    expect(code).toBe(0)
    expect(said).toContain(shown)
  })

  test('says whose a host is to be and until when, and changes that later', async () => {
    const story = await startStory()
    const add = [
      'add',
      'desk',
      '00-00-5E-00-53-0A',
      '10.20.0.20',
      '--owner',
      'S0LAB',
      '--until',
      '2027-03-31',
    ]

    const added = await terminalOf(story)(...add, ...WHY)
    const edited = await terminalOf(story)('edit', 'printer-1', '--until', '2026-12-31', ...WHY)
    const wrong = await terminalOf(story)('add', 'x', '00-00-5E-00-53-0B', 'auto', '--until', 'soon', ...WHY)

    expect(added.said).toContain('# owner: S0LAB, until 2027-03-31\nhost desk {\n')
    expect(edited.said).toContain(`+ # owner: ${requester.user}, until 2026-12-31\n  host printer-1 {`)
    expect(wrong).toMatchObject({
      code: 1,
      said: expect.stringContaining('`soon` is no day of the calendar.'),
    })
  })

  test('is refused with what is wrong and what to do, and nothing is stored', async () => {
    const story = await startStory()

    const { code, said } = await terminalOf(story)(
      'add',
      'printer-1',
      '00:00:5e:00:53:0a',
      '10.20.0.20',
      ...WHY,
    )

    expect(code).toBe(1)
    expect(said).toMatch(/^error: The name printer-1 is taken by .*\n {2}Choose another name\.\n$/)
    expect(await story.store.requests.withStatus('campus', ['pending'])).toEqual([])
  })

  test('with a warning is sent only when that is confirmed', async () => {
    const story = await startStory()
    const words = ['add', 'desk', '02:00:5e:00:53:0a', '10.20.0.20', ...WHY]

    const asked = await terminalOf(story)(...words)
    const sent = await terminalOf(story)(...words, '--yes')

    expect(asked).toMatchObject({ code: 1, said: expect.stringContaining('add --yes') })
    expect(sent).toMatchObject({ code: 0, said: expect.stringContaining('R-1 waits for approval') })
  })

  test('is refused where the configuration does not say who is at the terminal', async () => {
    const story = await startStory()

    await expect(terminalOf(story, 'nobody')('remove', 'printer-1', ...WHY)).rejects.toMatchObject({
      advice: 'Put it there, as in: localUsers: { alice: U0123ABCD }',
    })
  })

  test('for a server that is not there names those that are', async () => {
    const story = await startStory()

    await expect(
      terminalOf(story)('remove', 'printer-1', '--server', 'campsu', ...WHY),
    ).rejects.toMatchObject({ message: 'The configuration has no server campsu. Did you mean campus?' })
  })
})

describe('a request that is changed before it is approved', () => {
  test('shows what would be written, and waits for somebody else', async () => {
    const story = await startStory()
    await story.submitted()

    const { code, said } = await terminalOf(story, approver)('change', 'R-1', '--mac', '00-00-5E-00-53-77')

    expect(code).toBe(0)
    expect(said).toContain('hardware ethernet 00:00:5e:00:53:77;')
    expect(said).toMatch(/R-1 is saved, and waits for the approval of somebody who neither/)
    expect(await story.store.requests.find(1)).toMatchObject({ revision: 2, editors: [approver] })
  })

  test('with a warning is saved only when that is confirmed', async () => {
    const story = await startStory()
    await story.submitted()
    const words = ['change', '1', '--mac', '02:00:5e:00:53:77']

    const asked = await terminalOf(story)(...words)
    const saved = await terminalOf(story)(...words, '--yes')

    expect(asked).toMatchObject({ code: 1, said: expect.stringContaining('add --yes') })
    expect(saved).toMatchObject({ code: 0, said: expect.stringContaining('R-1 is saved') })
  })

  test.each([
    ['what is taken', approver, ['--name', 'printer-1'], /^error: The name printer-1 is taken/],
    ['what is there already', approver, ['--name', 'printer-2'], /asks for that already/],
    ['by somebody who may not', { ...approver, user: 'U0BEN' }, ['--comment', 'x'], /You may not change R-1/],
  ] as const)('to %s is refused', async (_, by, words, told) => {
    const story = await startStory()
    await story.submitted()

    const { code, said } = await terminalOf(story, by)('change', '1', ...words)

    expect(code).toBe(1)
    expect(said).toMatch(told)
    expect(await story.store.requests.find(1)).toMatchObject({ revision: 1 })
  })
})

// SAFETY A8
describe('an emergency at a terminal', () => {
  const inEmergencies = {
    ...policyOf({ approvers: named(approver) }),
    emergency: { users: [requester], review: 86_400_000 },
  }
  const cause = ['--reason', 'the ward has no printer']

  test('is approved by the same decision, and what is written is shown', async () => {
    const story = await startStory(undefined, inEmergencies)
    const request = await story.submitted()

    const { code, said } = await terminalOf(story)('emergency', 'R-1', ...cause)

    expect(code).toBe(0)
    expect(said).toContain('host printer-2 {')
    expect(said).toMatch(/R-1 is approved in an emergency.*\nA second person has to review it afterwards/)
    expect(await story.state(request)).toMatchObject({ status: 'approved', emergency: { by: requester } })
  })

  test.each([
    ['by somebody who is not named', approver, cause, /the configuration names U0REQ for that/],
    ['for a reason that says nothing', requester, ['--reason', 'urgent'], /at least 10 characters/],
  ] as const)('%s is refused with the reason', async (_, by, words, told) => {
    const story = await startStory(undefined, inEmergencies)
    const request = await story.submitted()

    const { code, said } = await terminalOf(story, by)('emergency', '1', ...words)

    expect(code).toBe(1)
    expect(said).toMatch(told)
    expect((await story.state(request)).status).toBe('pending')
  })

  test('of a request that waits for nobody any more is told so', async () => {
    const story = await startStory(undefined, inEmergencies)
    await approve(story, await story.submitted())

    const { code, said } = await terminalOf(story)('emergency', '1', ...cause)

    expect({ code, said }).toEqual({ code: 1, said: 'R-1 is approved already, and waits to be applied.\n' })
  })
})

describe('a table', () => {
  test('becomes one request, applied in one transaction', async () => {
    const story = await startStory()

    const { code, said } = await terminalOf(story)('import', 'good.csv', ...WHY)

    expect(code).toBe(0)
    expect(said).toContain('host desk-1 {')
    expect(said).toContain('R-1 waits for approval')
    expect((await story.store.requests.find(1))?.proposal.changes).toMatchObject([
      { name: 'desk-1', address: '10.20.0.2' },
      { name: 'desk-2', address: '10.20.0.40' },
    ])
  })

  test('may say of each row whose it is and until when', async () => {
    const story = await startStory()

    const { said } = await terminalOf(story)('import', 'owned.csv', ...WHY)

    expect(said).toContain('# owner: U0OWN, until 2027-03-31\nhost desk-1 {')
    expect(said).toContain(`# owner: ${requester.user}, until 2027-01-31\nhost desk-2 {`)
    expect(said.match(/owner:/g)).toHaveLength(2)
  })

  test('with a bad row is refused as a whole, with the number of the row', async () => {
    const story = await startStory()

    const { code, said } = await terminalOf(story)('import', 'mixed.csv', ...WHY)

    expect(code).toBe(1)
    expect(said).toContain('row 3: error: printer-1: The name printer-1 is taken')
    expect(await story.store.requests.find(1)).toBeUndefined()
  })

  test('is asked for without its bad rows where that is wanted', async () => {
    const story = await startStory()

    const { code, said } = await terminalOf(story)('import', 'mixed.csv', '--skip-bad', '--yes', ...WHY)

    expect(code).toBe(0)
    expect(said.match(/1 of 3 rows is left out/g)).toHaveLength(1)
    expect(said).toContain('row 4: warning: desk-3: 02:00:5e:00:53:23 is locally administered')
    expect((await story.store.requests.find(1))?.proposal.changes).toMatchObject([
      { name: 'desk-1' },
      { name: 'desk-3' },
    ])
  })

  test('that is longer than what an approver can be shown at once is refused', async () => {
    const story = await startStory()

    const { code, said } = await terminalOf(story)('import', 'large.csv', '--skip-bad', ...WHY)

    expect(code).toBe(1)
    expect(said).toContain('These are 51 hosts, and a request may hold 50.')
  })

  test('without rows, or that is none, says so', async () => {
    const story = await startStory()

    await expect(terminalOf(story)('import', 'empty.csv', ...WHY)).rejects.toMatchObject({
      message: 'empty.csv cannot be imported.',
      advice: 'It has no rows.',
    })
  })
})

describe('a request is undone', () => {
  async function applied(story: Story, ...words: string[]) {
    await terminalOf(story)(...words, ...WHY)
    const [request] = await story.store.requests.withStatus('campus', ['pending'])
    if (!request) throw new Error('nothing was asked for')
    await approve(story, request)
    await createWork(story.server, story.deps)()
  }

  test.each([
    ['add', ['add', 'desk', '00:00:5e:00:53:0a', '10.20.0.20']],
    ['edit', ['edit', 'printer-1', '--mac', '00:00:5e:00:53:0f', '--address', 'auto', '--comment', 'x']],
    ['rename', ['rename', 'printer-1', 'printer-9']],
    ['remove', ['remove', 'printer-1']],
  ])('by its inverse, as a request of its own: %s', async (_, words) => {
    const story = await startStory()
    await applied(story, ...words)
    const changed = story.remote.content()

    await applied(story, 'undo', 'R-1')

    expect(changed).not.toBe(CONFIG)
    // What was taken out goes where new hosts go.
    expect(story.remote.content().replace('}\n\nhost', '}\nhost')).toBe(CONFIG)
  })

  test('with all that the host said, its options and comments too', async () => {
    const text =
      '# in the cellar\n# by the door\nhost door {\n  hardware ethernet 00:00:5e:00:53:0d;\n  fixed-address 10.20.0.30;\n  option host-name "door";\n}\n'
    const story = await startStory(CONFIG + text)
    await applied(story, 'remove', 'door')

    await applied(story, 'undo', 'R-1')

    expect(story.remote.content()).toBe(CONFIG + text)
  })

  test('only as long as what it touched is as it left it', async () => {
    const story = await startStory()
    await applied(story, 'edit', 'printer-1', '--mac', '00:00:5e:00:53:0f')
    await applied(story, 'edit', 'printer-1', '--comment', 'moved')

    expect(await terminalOf(story)('undo', 'R-1', ...WHY)).toEqual({
      code: 1,
      said: expect.stringContaining('Host printer-1 was changed since.'),
    })
  })

  test('only when it was applied', async () => {
    const story = await startStory()
    await terminalOf(story)('remove', 'printer-1', ...WHY)

    await expect(terminalOf(story)('undo', 'R-1', ...WHY)).rejects.toMatchObject({
      message: 'R-1 was not applied.',
    })
  })

  test('not when it took out a host that nobody could ask for', async () => {
    const story = await startStory(`${CONFIG}host nobody { uid 01:02; }\n`)
    await applied(story, 'remove', 'nobody')

    await expect(terminalOf(story)('undo', 'R-1', ...WHY)).rejects.toMatchObject({
      advice: expect.stringContaining('put it back by hand'),
    })
  })
})

describe('a request is taken back', () => {
  test('by whoever asked', async () => {
    const story = await startStory()
    await story.submitted()

    expect(await terminalOf(story)('cancel', 'R-1')).toMatchObject({ code: 0 })
    expect(await story.store.requests.find(1)).toMatchObject({ state: { status: 'cancelled' } })
  })

  test('by nobody else', async () => {
    const story = await startStory()
    await story.submitted()

    expect(await terminalOf(story, approver)('cancel', 'r-1')).toEqual({
      code: 1,
      said: 'Only who asked for R-1 can take it back.\n',
    })
  })

  test('not when it has ended', async () => {
    const story = await startStory()
    await approve(story, await story.submitted())
    await terminalOf(story)('cancel', '1')

    expect(await terminalOf(story)('cancel', '1')).toEqual({
      code: 1,
      said: 'R-1 has ended already (cancelled).\n',
    })
  })

  test('not where there is none', async () => {
    const story = await startStory()

    await expect(terminalOf(story)('cancel', 'R-7')).rejects.toMatchObject({
      message: 'There is no request R-7.',
    })
  })
})
