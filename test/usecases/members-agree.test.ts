import { describe, expect, test } from 'vitest'
import { serverStatus } from '../../src/usecases/server-status.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { failoverState, type PairStory, startPairStory } from '../support/pair-story.ts'
import { requester } from '../support/people.ts'
import { approved, CONFIG, inputs } from '../support/story.ts'

const printer2 = `host printer-2 {
  hardware ethernet 00:00:5e:00:53:02;
  fixed-address 10.20.0.11;
}
`

/** Where printer-1 has the address that is asked for. */
const addressTaken = CONFIG.replace('10.20.0.10;', '10.20.0.11;')

/** Sends the form of printer-2; gives what it came to, in words. */
async function submit({ server, deps }: PairStory, confirmed: readonly string[] = []) {
  const submission = { by: requester, inputs: inputs(), reason: 'a test', confirmed, patience: 2_000 }
  const result = await submitRequest(submission, server, deps)
  switch (result.kind) {
    case 'errors':
      return result.findings.map(({ code, message }) => `${code}: ${message}`)
    case 'confirm':
      return result.proposal.findings.map(({ code, severity }) => `${severity} ${code}`)
    default:
      return result.kind
  }
}

async function findingsOf(story: PairStory, request: Parameters<PairStory['state']>[0]) {
  const state = await story.state(request)
  if (state.status !== 'settled' || state.outcome.kind !== 'conflict') return state
  return state.outcome.findings.map(({ code }) => code)
}

describe('a form for a failover pair', () => {
  test('is taken when the host fits on both members', async () => {
    expect(await submit(await startPairStory())).toBe('submitted')
  })

  test('is told what stands against it on the second member alone, by its name', async () => {
    const other = CONFIG.replace('00:00:5e:00:53:01', '00:00:5e:00:53:02')

    const said = await submit(await startPairStory(CONFIG, other))

    expect(said).toEqual([expect.stringMatching(/^\S+: On dhcp2: .*printer-1/)])
  })

  test('is told once what stands against it on both', async () => {
    const taken = CONFIG + printer2.replace('printer-2', 'other')

    const said = await submit(await startPairStory(taken))

    expect(said).toHaveLength(new Set(said).size)
    expect(String(said)).not.toContain('On dhcp2')
  })

  test('asks to confirm what only the second member warns of', async () => {
    const story = await startPairStory(CONFIG, addressTaken)

    const said = await submit(story)

    expect(said).toEqual([expect.stringMatching(/^warning /)])
    const codes = (said as string[]).map((finding) => finding.replace('warning ', ''))
    expect(await submit(story, codes)).toBe('submitted')
  })

  test('is refused for a host that only one member has, with what to do', async () => {
    const said = await submit(await startPairStory(CONFIG, CONFIG + printer2))

    expect(said).toContain('members-differ: Host printer-2 is not the same on dhcp1 and on dhcp2.')
  })

  test('is refused where the host would inherit something else on the second member', async () => {
    const routedBy = (router: string) => `subnet 10.20.0.0 netmask 255.255.255.0 {
  option routers ${router};
  host printer-1 { hardware ethernet 00:00:5e:00:53:01; fixed-address 10.20.0.10; }
}
`

    const said = await submit(await startPairStory(routedBy('10.20.0.1'), routedBy('10.20.0.2')))

    expect(said).toEqual([
      expect.stringMatching(/^members-differ: Host printer-2 would not stand alike on dhcp1 and on dhcp2/),
    ])
  })
})

describe('a request that was approved', () => {
  test('ends as a conflict when the second member gives its address out to anybody by now', async () => {
    const story = await startPairStory()
    const request = await approved(story)
    story.second.edit(CONFIG.replace('10.20.0.100 10.20.0.199', '10.20.0.11 10.20.0.99'))

    await createWork(story.server, story.deps)()

    expect(await findingsOf(story, request)).toEqual(['address-in-range'])
    expect([...story.first.applied, ...story.second.applied]).toEqual([])
  })

  test('ends as a conflict when its host was written by hand on one member', async () => {
    const story = await startPairStory()
    const request = await approved(story)
    story.second.edit(CONFIG + printer2)

    await createWork(story.server, story.deps)()

    expect(await findingsOf(story, request)).toContain('members-differ')
    expect(story.first.content()).toBe(CONFIG)
  })

  test('is sent back when the second member alone warns of it by now', async () => {
    const story = await startPairStory()
    const request = await approved(story)
    story.second.edit(addressTaken)

    await createWork(story.server, story.deps)()

    expect(await story.state(request)).toMatchObject({ status: 'pending', sentBack: expect.any(String) })
  })

  test('is written the same on a member whose hosts are formatted otherwise', async () => {
    const oneLine = CONFIG.replace(
      /host printer-1[\s\S]*/,
      'host printer-1 { hardware ethernet 00:00:5e:00:53:01; fixed-address 10.20.0.10; }\n',
    )
    const story = await startPairStory(CONFIG, oneLine)
    await approved(story)

    await createWork(story.server, story.deps)()

    expect(story.first.content()).toContain(printer2)
    expect(story.second.content()).toContain(printer2)
  })
})

describe('the status of a failover pair', () => {
  async function statusOf(story: PairStory) {
    await Promise.all([story.server.cache.refresh(), story.server.pair?.cache.refresh()])
    return (await serverStatus(story.server, story.deps)).pair
  }

  test('says nothing of members that carry the same hosts in another order and formatting', async () => {
    const [one, other] = [CONFIG + printer2, printer2.replaceAll('\n', ' ') + CONFIG]

    expect(await statusOf(await startPairStory(one, other))).toEqual({
      first: 'dhcp1',
      second: 'dhcp2',
      differing: [],
      trouble: undefined,
    })
  })

  test('names the hosts that differ, and those that only one member has', async () => {
    const one = CONFIG + printer2
    const other = CONFIG.replace('10.20.0.10;', '10.20.0.12;') + printer2.replace('printer-2', 'printer-3')

    const status = await statusOf(await startPairStory(one, other))

    expect(status?.differing).toEqual(['printer-1', 'printer-2', 'printer-3'])
  })

  test('says why changes wait', async () => {
    const story = await startPairStory()
    story.second.leases(failoverState('partner-down'))

    expect((await statusOf(story))?.trouble).toContain(
      'dhcp2 says of failover peer campus: my state partner-down',
    )
  })

  test('is unknown before both members were read', async () => {
    const story = await startPairStory()
    await story.server.cache.refresh()

    expect((await serverStatus(story.server, story.deps)).pair).toBeUndefined()
  })
})
