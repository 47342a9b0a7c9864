import { describe, expect, test } from 'vitest'
import type { ChangeInput } from '../../src/inventory/check-change.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { requester } from '../support/people.ts'
import { approve, CONFIG, type Story, startStory } from '../support/story.ts'

const KEPT = { name: undefined, mac: undefined, address: undefined, subnet: undefined, comment: undefined }

function edit(target: string, fields: Partial<typeof KEPT> | Record<string, string>): ChangeInput {
  return { kind: 'edit', target, ...KEPT, ...fields }
}

function remove(target: string): ChangeInput {
  return { kind: 'remove', target }
}

const camera: ChangeInput = {
  kind: 'add',
  name: 'camera',
  mac: '00:00:5e:00:53:07',
  address: '10.20.0.17',
  subnet: undefined,
  comment: '',
}

/** Asks, approves and applies. */
async function applied(story: Story, inputs: readonly ChangeInput[]) {
  const request = await approve(story, await story.asked(inputs))
  await createWork(story.server, story.deps)()
  return story.state(request)
}

async function codesOf({ server, deps }: Story, inputs: readonly ChangeInput[]): Promise<string[]> {
  const submission = { by: requester, inputs, reason: 'r', confirmed: [], patience: 2_000 }
  const result = await submitRequest(submission, server, deps)
  return result.kind === 'errors' ? result.findings.map(({ code }) => code) : [result.kind]
}

describe('a request can', () => {
  test('change a host: only the words that differ', async () => {
    const story = await startStory()

    expect(await applied(story, [edit('printer-1', { mac: '00-00-5E-00-53-0F' })])).toMatchObject({
      outcome: { kind: 'applied' },
    })

    expect(story.remote.content()).toBe(CONFIG.replace('00:00:5e:00:53:01', '00:00:5e:00:53:0f'))
  })

  test('rename a host, and nothing is expected under its former name any more', async () => {
    const story = await startStory()
    await applied(story, [camera])

    await applied(story, [edit('camera', { name: 'camera-2' })])

    expect(story.remote.content()).toContain('host camera-2 {')
    expect((await story.store.drifts.applied('campus')).map(({ name }) => name)).toEqual(['camera-2'])
  })

  test('remove a host, of which nothing is expected any more', async () => {
    const story = await startStory()
    await applied(story, [camera])

    expect(await applied(story, [remove('camera')])).toMatchObject({ outcome: { kind: 'applied' } })

    expect(story.remote.content()).toBe(CONFIG)
    expect(await story.store.drifts.applied('campus')).toEqual([])
  })

  test('do several of these at once, in one transaction', async () => {
    const story = await startStory(`${CONFIG}host old { hardware ethernet 00:00:5e:00:53:08; }\n`)

    const state = await applied(story, [camera, edit('printer-1', { address: '10.20.0.12' }), remove('old')])

    expect(state).toMatchObject({ outcome: { kind: 'applied' } })
    expect(story.remote.applied).toHaveLength(1)
    expect(story.remote.content()).toContain('host camera {')
    expect(story.remote.content()).toContain('fixed-address 10.20.0.12;')
    expect(story.remote.content()).not.toContain('host old')
  })
})

describe('a request is refused', () => {
  test('for a host that is not there; one that differs in case is named', async () => {
    const story = await startStory()
    const { server, deps } = story
    const submission = {
      by: requester,
      inputs: [remove('Printer-1')],
      reason: '',
      confirmed: [],
      patience: 2_000,
    }

    expect(await submitRequest(submission, server, deps)).toMatchObject({
      findings: [{ code: 'no-such-host', message: 'There is no host Printer-1, but printer-1.' }],
    })
  })

  test('for a host that another request changes or removes', async () => {
    const story = await startStory()
    await story.asked([remove('printer-1')])

    expect(await codesOf(story, [edit('printer-1', { comment: 'x' })])).toEqual(['host-reserved'])
  })

  test('for what another request will have, also by an edit', async () => {
    const story = await startStory()
    await story.asked([edit('printer-1', { name: 'desk', mac: '00:00:5e:00:53:0e', address: '10.20.0.13' })])

    const same = { name: 'desk', mac: '00:00:5e:00:53:0e', address: '10.20.0.13' }
    expect(await codesOf(story, [{ ...camera, ...same }])).toEqual([
      'name-reserved',
      'mac-reserved',
      'address-reserved',
    ])
  })

  test('for what the host says already', async () => {
    const story = await startStory()

    expect(await codesOf(story, [edit('printer-1', { address: '10.20.0.10' })])).toEqual([
      'nothing-to-change',
    ])
  })

  test('when one of several changes is, and says which', async () => {
    const story = await startStory()
    const { server, deps } = story
    const inputs = [camera, { ...camera, name: 'camera-2', address: 'auto', subnet: '10.20.0.0/24' } as const]
    const submission = { by: requester, inputs, reason: 'r', confirmed: [], patience: 2_000 }

    expect(await submitRequest(submission, server, deps)).toMatchObject({
      findings: [
        { code: 'mac-reserved', message: expect.stringMatching(/^camera-2: .*this request for camera/) },
      ],
    })
  })

  test('when two of its changes are of one host', async () => {
    const story = await startStory()

    expect(await codesOf(story, [edit('printer-1', { comment: 'x' }), remove('printer-1')])).toEqual([
      'host-reserved',
    ])
  })
})

describe('an approved request', () => {
  test('ends as a conflict when its host is gone by hand', async () => {
    const story = await startStory()
    const request = await approve(story, await story.asked([edit('printer-1', { comment: 'x' })]))
    story.remote.edit(CONFIG.slice(0, CONFIG.indexOf('host')))

    await createWork(story.server, story.deps)()

    expect(await story.state(request)).toMatchObject({
      outcome: { kind: 'conflict', findings: [{ code: 'no-such-host' }] },
    })
  })

  test('ends as a conflict when somebody made the change by hand', async () => {
    const story = await startStory()
    const request = await approve(story, await story.asked([edit('printer-1', { address: '10.20.0.12' })]))
    story.remote.edit(CONFIG.replace('10.20.0.10;', '10.20.0.12;'))

    await createWork(story.server, story.deps)()

    expect(await story.state(request)).toMatchObject({
      outcome: { kind: 'conflict', findings: [{ code: 'nothing-to-change' }] },
    })
  })

  test('is sent back when its host was changed by hand meanwhile', async () => {
    const story = await startStory()
    const request = await approve(story, await story.asked([remove('printer-1')]))
    story.remote.edit(CONFIG.replace('10.20.0.10;', '10.20.0.12;'))

    await createWork(story.server, story.deps)()

    expect(await story.state(request)).toMatchObject({ status: 'pending', sentBack: expect.any(String) })
  })
})

test('requests for neighbours are applied together, whatever blank lines they share', async () => {
  const hosts = [1, 2, 3].map((n) => `host h${n} {\n  hardware ethernet 00:00:5e:00:53:1${n};\n}\n`)
  const story = await startStory(`${CONFIG}\n${hosts.join('\n')}`)
  for (const name of ['h2', 'h3']) await approve(story, await story.asked([remove(name)]))

  await createWork(story.server, story.deps)()

  expect(story.remote.applied).toHaveLength(1)
  expect(story.remote.content()).toBe(`${CONFIG}\n${hosts[0]}`)
})
