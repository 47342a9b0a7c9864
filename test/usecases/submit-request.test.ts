import { expect, test } from 'vitest'
import type { Request } from '../../src/request/request.ts'
import type { RequestStore } from '../../src/usecases/ports.ts'
import { ServerUnreachable } from '../../src/usecases/ports.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester } from '../support/people.ts'
import { approved, inputs, startStory } from '../support/story.ts'

test('a form without faults becomes a pending request with the stanza that will be written', async () => {
  const { server, deps } = await startStory()

  const result = await submitRequest(
    { by: requester, inputs: inputs(), reason: 'new printer', confirmed: [], patience: 2_000 },
    server,
    deps,
  )

  expect(result).toMatchObject({
    kind: 'submitted',
    request: { requester, reason: 'new printer', version: 1, state: { status: 'pending' } },
  })
  const after = result.kind === 'submitted' ? result.request.proposal.hosts[0]?.after : ''
  expect(after).toContain('host printer-2 {')
  expect(after).toContain('hardware ethernet 00:00:5e:00:53:02;')
})

test('a name that is in use is refused, and nothing is stored', async () => {
  const { server, deps, store } = await startStory()

  const result = await submitRequest(
    { by: requester, inputs: inputs({ name: 'printer-1' }), reason: '', confirmed: [], patience: 2_000 },
    server,
    deps,
  )

  expect(result).toMatchObject({ kind: 'errors', findings: [{ field: 'name', severity: 'error' }] })
  expect(await store.requests.withStatus('campus', ['pending'])).toEqual([])
})

test('a warning is asked about before anything is stored, and confirming it sends the request', async () => {
  const { server, deps, store } = await startStory()
  const submission = {
    by: requester,
    inputs: inputs({ mac: '02:00:5e:00:53:02' }),
    reason: 'r',
    confirmed: [],
    patience: 2_000,
  }

  const asked = await submitRequest(submission, server, deps)
  const storedBefore = await store.requests.withStatus('campus', ['pending'])
  const codes = asked.kind === 'confirm' ? asked.proposal.findings.map(({ code }) => code) : []
  const sent = await submitRequest({ ...submission, confirmed: codes, patience: 2_000 }, server, deps)

  expect(asked.kind).toBe('confirm')
  expect(storedBefore).toEqual([])
  expect(sent).toMatchObject({
    kind: 'submitted',
    request: { proposal: { findings: [{ severity: 'warning' }] } },
  })
})

test('what another process stores between the reading and the storing takes its address first', async () => {
  const story = await startStory()
  const { server, deps } = story
  const auto = { address: 'auto', subnet: '10.20.0.0/24' }
  const submission = { by: requester, reason: 'r', confirmed: [], patience: 2_000 }
  let others = 1
  const withStatus: RequestStore['withStatus'] = async (...which) => {
    const open = await deps.requests.withStatus(...which)
    if (others-- > 0) await story.submitted({ ...auto, name: 'other', mac: '00:00:5e:00:53:0b' })
    return open
  }

  const result = await submitRequest({ ...submission, inputs: inputs({ ...auto, name: 'mine' }) }, server, {
    ...deps,
    requests: { ...deps.requests, withStatus },
  })

  expect(await deps.requests.find(1)).toMatchObject({ proposal: { changes: [{ address: '10.20.0.2' }] } })
  expect(result).toMatchObject({ request: { proposal: { changes: [{ address: '10.20.0.3' }] } } })
})

test('two people who ask for the next free address at once get two addresses', async () => {
  const { server, deps } = await startStory()
  const auto = { address: '', subnet: '10.20.0.0/24' }
  const send = (name: string, mac: string) =>
    submitRequest(
      { by: requester, inputs: inputs({ ...auto, name, mac }), reason: 'r', confirmed: [], patience: 2_000 },
      server,
      deps,
    )

  const results = await Promise.all([send('a', '00:00:5e:00:53:0a'), send('b', '00:00:5e:00:53:0b')])

  const addresses = results.map(
    (result) => result.kind === 'submitted' && textIn(result.request, /fixed-address (\S+);/),
  )
  expect(new Set(addresses).size).toBe(2)
  expect(addresses).not.toContain(false)
})

test('a form gets what it was offered, and whoever asks from elsewhere the next one', async () => {
  const { server, deps, store } = await startStory()
  const form = await store.forms.open(requester, 'campus')
  await store.forms.offer(form, '10.20.0.2', 60_000)
  const lower = await store.forms.open(approver, 'campus')
  await store.forms.offer(lower, '10.20.0.3', 60_000)
  const send = (name: string, mac: string, address: string, id?: string) =>
    submitRequest(
      {
        by: requester,
        inputs: inputs({ name, mac, address, subnet: '10.20.0.0/24' }),
        reason: 'r',
        confirmed: [],
        patience: 2_000,
        ...(id !== undefined && { form: id }),
      },
      server,
      deps,
    )

  const elsewhere = await send('a', '00:00:5e:00:53:0a', 'auto')
  const own = await send('b', '00:00:5e:00:53:0b', '', lower.id)
  const typed = await send('c', '00:00:5e:00:53:0c', '10.20.0.2')
  const late = await send('d', '00:00:5e:00:53:0d', '', form.id)

  const given = [elsewhere, own, typed, late].map(
    (result) => result.kind === 'submitted' && textIn(result.request, /fixed-address (\S+);/),
  )
  expect(given).toEqual(['10.20.0.4', '10.20.0.3', '10.20.0.2', '10.20.0.5'])
})

test('a name that a pending request asks for is refused by naming that request', async () => {
  const { server, deps, submitted } = await startStory()
  const first = await submitted()

  const result = await submitRequest(
    {
      by: requester,
      inputs: inputs({ mac: '00:00:5e:00:53:99', address: '10.20.0.99' }),
      reason: 'r',
      confirmed: [],
      patience: 2_000,
    },
    server,
    deps,
  )

  expect(result.kind).toBe('errors')
  expect(JSON.stringify(result)).toContain(`R-${first.id}`)
})

test('a server that cannot be reached is named with what to do, and nothing is stored', async () => {
  const { server, deps, remote, store } = await startStory()
  remote.failures.push(
    new ServerUnreachable('dhcp1 refuses connections on port 22.', 'Is sshd running there?'),
  )

  const result = await submitRequest(
    { by: requester, inputs: inputs(), reason: 'r', confirmed: [], patience: 2_000 },
    server,
    deps,
  )

  expect(result).toEqual({
    kind: 'unreachable',
    message: 'dhcp1 refuses connections on port 22.',
    advice: 'Is sshd running there?',
  })
  expect(await store.requests.withStatus('campus', ['pending'])).toEqual([])
})

test.for([
  ['address', { name: 'printer-3' }],
  ['name', { address: '10.20.0.12' }],
] as const)('the %s of a request that is being applied is still taken', async ([field, others]) => {
  const story = await startStory()
  const request = await approved(story)
  const apply = async () => {
    throw new Error('killed')
  }
  await createWork({ ...story.server, remote: { ...story.remote, apply } }, story.deps)()
  const fields = { mac: '00:00:5e:00:53:03', ...others }

  const result = await submitRequest(
    { by: requester, inputs: inputs(fields), reason: 'r', confirmed: [], patience: 2_000 },
    story.server,
    story.deps,
  )

  expect((await story.state(request)).status).toBe('applying')
  expect(result).toMatchObject({
    kind: 'errors',
    findings: [{ field, message: expect.stringContaining('R-1') }],
  })
})

/** What a pattern finds in the text that is proposed. */
function textIn({ proposal }: Request, pattern: RegExp): string | undefined {
  return pattern.exec(proposal.hosts[0]?.after ?? '')?.[1]
}
