import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkHome } from '../../../demo/workspace/blocks/validate.ts'
import type { Subnet } from '../../../src/inventory/model.ts'
import type { SubnetUse } from '../../../src/inventory/use.ts'
import type { Request } from '../../../src/request/request.ts'
import { permalinkIn } from '../../../src/slack/permalink.ts'
import { homeView, refusingHomeView } from '../../../src/slack/views/app-home.ts'
import { bar } from '../../../src/slack/views/bar.ts'
import type { Overview, ServerOverview } from '../../../src/usecases/overview.ts'
import { inventoryOf } from '../../inventory/inventory-of.ts'
import { later, noon, proposal, requestAfter } from '../../request/samples.ts'

const [SUBNET] = inventoryOf('subnet 10.20.0.0 netmask 255.255.255.0 { }\n').subnets as [Subnet]
const nowhere = permalinkIn(undefined)

function overview(fields: Partial<Overview> = {}): Overview {
  return { at: noon, waiting: [], moreWaiting: 0, unsure: 0, open: [], ended: [], servers: [], ...fields }
}

function server(
  fields: Partial<ServerOverview['status']> = {},
  read?: ServerOverview['read'],
): ServerOverview {
  const status = { server: 'campus', hold: undefined, waiting: 0, unreviewed: [], drifted: [], ...fields }
  return { status, read }
}

function subnets(...uses: readonly SubnetUse[]): ReadonlyMap<Subnet, SubnetUse> {
  return new Map(uses.map((use, at) => [{ ...SUBNET, cidr: `10.20.${at}.0/24` }, use]))
}

function textOf(view: object): string {
  return JSON.stringify(view)
}

function request(fields: Partial<Request> = {}): Request {
  return { ...requestAfter(), ...fields }
}

describe('what waits for a person', () => {
  const waiting = [{ request: request({ id: 12 }), card: { channel: 'C0APPROVE', ts: '1700000000.000100' } }]

  test('is linked to its card, with what is asked for, by whom and since when', () => {
    const view = homeView(overview({ waiting }), permalinkIn('https://demo.slack.test/'))

    expect(textOf(view)).toContain(
      '<https://demo.slack.test/archives/C0APPROVE/p1700000000000100|R-12>  *Register printer-3f*, asked for by <@ann>',
    )
  })

  test('goes by its number where Slack did not tell its own address, or the card is not posted yet', () => {
    const [one] = waiting
    const unposted = one ? [{ ...one, card: undefined }] : []

    const unlinked = textOf(homeView(overview({ waiting }), nowhere))
    const noCard = textOf(homeView(overview({ waiting: unposted }), permalinkIn('https://demo.slack.test/')))

    for (const text of [unlinked, noCard]) {
      expect(text).toContain('R-12  *Register printer-3f*')
      expect(text).not.toContain('archives')
    }
  })

  test('is nothing, or more than fits, or unsure: each is said', () => {
    const none = textOf(homeView(overview(), nowhere))
    const many = textOf(homeView(overview({ waiting, moreWaiting: 3, unsure: 2 }), nowhere))

    expect(none).toContain('Nothing waits for your approval.')
    expect(many).toContain('And 3 more.')
    expect(many).toContain('did not say who belongs to the groups and channels that approve 2 requests')
  })
})

describe('what a person asked for', () => {
  test('stands there with its state, and when it ended', () => {
    const denied = requestAfter({ type: 'denied', by: { team: 'T1', user: 'bob' }, at: later })
    const view = homeView(overview({ open: [request({ id: 2 })], ended: [denied] }), nowhere)

    expect(textOf(view)).toMatch(/R-2 {2}\*Register printer-3f\* on campus: \*waiting for approval\*/)
    expect(textOf(view)).toMatch(/R-1 {2}\*Register printer-3f\* on campus: \*denied\* \(<!date\^/)
  })

  test('is shown as far as people read, and the rest is counted', () => {
    const open = Array.from({ length: 14 }, (_, at) => request({ id: at + 1 }))

    const text = textOf(homeView(overview({ open }), nowhere))

    expect(text).toContain('R-10')
    expect(text).not.toContain('R-11')
    expect(text).toContain('And 4 more.')
  })

  test('says so where it is nothing', () => {
    expect(textOf(homeView(overview(), nowhere))).toContain('You have asked for nothing yet.')
  })
})

describe('a server', () => {
  test('says how its queue stands in the words of the command', () => {
    const view = homeView(overview({ servers: [server({ waiting: 2 })] }), nowhere)

    expect(textOf(view)).toContain(
      '*campus*: Changes are applied as they are approved. 2 approved requests wait.',
    )
  })

  test('shows the fullest subnets first, each with a bar and the numbers beside it', () => {
    const read = {
      at: noon,
      subnets: subnets(
        { hosts: 10, dynamic: 0, leases: 0, free: 90 },
        { hosts: 61, dynamic: 100, leases: 7, free: 39 },
      ),
    }

    const text = textOf(homeView(overview({ servers: [server({}, read)] }), nowhere))

    expect(text).toContain(
      '*10.20.1.0/24*  ▰▰▰▰▰▰▱▱▱▱ 61 of 100 taken, 39 free · 100 dynamic, 7 leased\\n*10.20.0.0/24*  ▰▱▱▱▱▱▱▱▱▱ 10 of 100 taken, 90 free',
    )
  })

  test('with more subnets than people read says where all are', () => {
    const use = { hosts: 1, dynamic: 0, leases: 0, free: 1 }
    const read = { at: noon, subnets: subnets(...Array.from({ length: 18 }, () => use)) }

    const text = textOf(homeView(overview({ servers: [server({}, read)] }), nowhere))

    expect(text).toContain('And 3 with more room: `leasehold subnets`')
  })

  test('that was not read, or has changed since, says so', () => {
    const stale = { at: undefined, subnets: subnets() }
    const servers = [server(), server({}, stale)]

    const text = textOf(homeView(overview({ servers }), nowhere))

    expect(text).toContain('has not been read yet')
    expect(text).toContain('it was changed since, or could not be read again')
  })

  test('has a button of its own where there are several', () => {
    const one = textOf(homeView(overview({ servers: [server()] }), nowhere))
    const two = textOf(homeView(overview({ servers: [server(), server({ server: 'lab' })] }), nowhere))

    expect(one).not.toContain('Register here')
    expect(two).toMatch(/"value":"lab","text":\{"type":"plain_text","text":"Register here"/)
  })
})

test('who may not use the bot is told why and is offered nothing', () => {
  const view = refusingHomeView('Only full members.')

  expect(checkHome(view).kind).toBe('valid')
  expect(textOf(view)).toContain('Only full members.')
  expect(textOf(view)).not.toContain('button')
})

test('a bar is empty for none and full for all, and for nothing else', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (part, rest) => {
      const shown = bar(part, part + rest)

      expect(shown).toMatch(/^▰*▱*$/)
      expect(shown).toHaveLength(10)
      expect(shown.includes('▰')).toBe(part > 0 || part + rest === 0)
      expect(shown.includes('▱')).toBe(part + rest > 0 && rest > 0)
    }),
    { examples: [[0, 0]] },
  )
})

test('whatever there is to show, Slack takes it', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 300 })
  const anyRequest = fc
    .record({ id: fc.nat(), server: anyText, host: anyText })
    .map(({ id, server: on, host }) => {
      const changes = [{ kind: 'add', name: host, mac: '', address: '', comment: undefined }] as const
      return request({ id, server: on, proposal: proposal({ changes }) })
    })
  const use = fc.record({ hosts: fc.nat(300), dynamic: fc.nat(300), leases: fc.nat(300), free: fc.nat(300) })
  const read = fc
    .array(fc.tuple(use, fc.option(anyText, { nil: undefined })), { maxLength: 30 })
    .map((all) => ({
      at: noon,
      subnets: new Map(all.map(([one, sharedNetwork]) => [{ ...SUBNET, sharedNetwork }, one])),
    }))
  const anyServer = fc.record({
    status: fc.record({
      server: fc.string({ minLength: 1, maxLength: 300 }),
      hold: fc.option(fc.record({ reason: anyText, advice: anyText }), { nil: undefined }),
      waiting: fc.nat(),
      unreviewed: fc.array(fc.nat(), { maxLength: 200 }),
      drifted: fc.array(anyText, { maxLength: 40 }),
    }),
    read: fc.option(read, { nil: undefined }),
  })
  const anyOverview = fc.record({
    at: fc.constant(noon),
    waiting: fc.array(
      anyRequest.map((one) => ({ request: one, card: { channel: 'C1', ts: '1.2' } })),
      { maxLength: 20 },
    ),
    moreWaiting: fc.nat(),
    unsure: fc.nat(),
    open: fc.array(anyRequest, { maxLength: 30 }),
    ended: fc.array(anyRequest, { maxLength: 5 }),
    servers: fc.array(anyServer, { maxLength: 15 }),
  })
  fc.assert(
    fc.property(anyOverview, (shown) => {
      const view = homeView(shown, permalinkIn('https://demo.slack.test/'))

      expect(checkHome(view)).toMatchObject({ kind: 'valid' })
    }),
    { numRuns: 60 },
  )
})
