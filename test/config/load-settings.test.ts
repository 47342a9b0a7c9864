import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/config/config-error.ts'
import { loadBotFiles, loadPolicy, loadRequestFiles, loadSettings } from '../../src/config/load-settings.ts'
import { hostKey, load, minimal, path, problemsOf, tokens } from './sources.ts'

describe('a right configuration', () => {
  test('is completed with what goes without saying', () => {
    const settings = load(minimal)

    expect(settings).toEqual({
      slack: {
        botToken: 'xoxb-1-bot',
        appToken: 'xapp-1-app',
        apiUrl: undefined,
        team: undefined,
        approvals: 'C1',
      },
      servers: [
        {
          name: 'campus',
          member: {
            host: 'dhcp1.example.net',
            port: 22,
            user: 'leasehold',
            key: '/etc/leasehold/ssh-key',
            hostKey,
            command: 'sudo -n /usr/local/sbin/leasehold-helper',
          },
          place: { after: 'last-host-of-subnet' },
          deadlineSeconds: 30,
          apply: { timeZone: 'UTC', windows: [], freezes: [], restartFloorSeconds: 5 },
        },
      ],
      policy: {
        rules: [
          {
            name: 'rule 1',
            when: {},
            approvers: { users: ['U1', 'U2'], groups: [], channels: [] },
            quorum: 1,
            automatic: false,
            expires: 604_800_000,
            remind: undefined,
            remindPeople: undefined,
          },
        ],
        operators: [],
        emergency: undefined,
        requesters: undefined,
        limits: { openPerPerson: 20, openInAll: 1_000 },
        ends: { ask: 1_209_600_000 },
      },
      names: { pattern: undefined, domain: undefined },
      store: { sqlite: '/etc/leasehold/leasehold.db' },
    })
  })

  test('takes every value that it is given', () => {
    const text = minimal
      .replace('approvals: C1', 'approvals: G2\n  auditChannel: C4\n  team: T3')
      .replace('key: ssh-key', 'key: /run/key\n        port: 2222\n        command: /opt/helper')
      .replace(
        'policy:',
        '    place: end\n    deadlineSeconds: 5\npolicy:\n  names: { pattern: "^h", domain: example.net }',
      )
      .concat('      quorum: 2\nstore:\n  sqlite: /var/lib/leasehold/store.db\n')

    const settings = load(text, { ...tokens, SLACK_API_URL: 'http://127.0.0.1:4000/api/' })

    expect(settings).toMatchObject({
      slack: { approvals: 'G2', auditChannel: 'C4', team: 'T3', apiUrl: 'http://127.0.0.1:4000/api/' },
      servers: [
        { member: { key: '/run/key', port: 2222, command: '/opt/helper' }, place: 'end', deadlineSeconds: 5 },
      ],
      policy: { rules: [{ quorum: 2 }] },
      names: { pattern: '^h', domain: 'example.net' },
      store: { sqlite: '/var/lib/leasehold/store.db' },
    })
  })

  test.each([
    ['{ after: last-host-of-subnet }', { after: 'last-host-of-subnet' }],
    ['end', 'end'],
    ['managed-block', 'managed-block'],
    ['{ file: /etc/dhcp/hosts.conf }', { file: '/etc/dhcp/hosts.conf' }],
    ['{ group: printers }', { group: 'printers' }],
  ])('puts new hosts where it says: %s', (written, place) => {
    expect(load(minimal.replace('policy:', `    place: ${written}\npolicy:`)).servers).toMatchObject([
      { place },
    ])
  })

  test('cannot be changed by anybody, however deep', () => {
    const settings = load(minimal)

    expect(mutableParts(settings)).toEqual([])
  })

  test('says when changes are applied, with weekdays as numbers', () => {
    const apply = `apply:
      timeZone: Europe/Berlin
      windows: [{ days: [mon, sun], from: 22:00, to: 02:00 }, { from: "06:00", to: "24:00" }]
      freezes: [{ from: 2026-07-06, to: 2026-07-06, reason: exams }]
      restartFloorSeconds: 0`
    const text = minimal.replace('policy:', `    ${apply}\npolicy:\n  operators: { users: [U9] }`)

    const { servers, policy } = load(text)

    expect(policy.operators).toEqual(['U9'])
    expect(servers[0]?.apply).toEqual({
      timeZone: 'Europe/Berlin',
      windows: [
        { days: [1, 7], from: '22:00', to: '02:00' },
        { days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '24:00' },
      ],
      freezes: [{ from: '2026-07-06', to: '2026-07-06', reason: 'exams' }],
      restartFloorSeconds: 0,
    })
  })

  test('says what rules are about and whom they ask, one or a list of each', () => {
    const text = minimal.replace(
      /rules:[\s\S]*/,
      `requesters: { group: S1, channel: [C2, C3] }
  limits: { openPerPerson: 5 }
  rules:
    - name: lab
      when: { change: remove, server: campus, subnet: [10.20.0.0/16, "2001:db8::/32"], name: "core-.*" }
      approvers: { users: [U1], group: [S1, S2], channel: C3 }
      quorum: 3
      remind: 12h
      remindPeople: 1d
    - when: { requester: [{ group: S4 }, { users: [U5] }] }
      approve: automatically
`,
    )

    const { policy } = load(text)

    expect(policy).toMatchObject({
      requesters: { users: [], groups: ['S1'], channels: ['C2', 'C3'] },
      limits: { openPerPerson: 5, openInAll: 1_000 },
      rules: [
        {
          name: 'lab',
          when: {
            change: ['remove'],
            server: ['campus'],
            subnet: ['10.20.0.0/16', '2001:db8::/32'],
            name: 'core-.*',
          },
          approvers: { users: ['U1'], groups: ['S1', 'S2'], channels: ['C3'] },
          quorum: 3,
          automatic: false,
          remind: 43_200_000,
          remindPeople: 86_400_000,
        },
        {
          name: 'rule 2',
          when: { requester: { users: ['U5'], groups: ['S4'], channels: [] } },
          approvers: undefined,
          automatic: true,
        },
      ],
    })
  })

  test('is what the example is', () => {
    const example = new URL('../../leasehold.example.yaml', import.meta.url)

    const settings = load(readFileSync(example, 'utf8'))

    expect(settings.servers.map(({ name }) => name)).toEqual(['campus'])
    expect(settings.policy.rules).toMatchObject([
      {
        name: 'everything',
        approvers: { users: ['U0123ABCD', 'U0456EFGH'] },
        quorum: 1,
        expires: 7 * 86_400_000,
        remind: 86_400_000,
        remindPeople: 172_800_000,
      },
    ])
  })
})

describe('all problems are told at once', () => {
  test('those of the file in its order, then those of the environment', () => {
    const text = minimal.replace('approvals: C1', 'approvals: "#dhcp"').replace('U2]', 'bob]')

    const problems = problemsOf(text, {})

    expect(problems.map((problem) => problem.split(': ')[0])).toEqual([
      '2:14',
      '13:21',
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
    ])
  })

  test('in the message of the error, one a line, each with the path of the file', () => {
    const act = () => load('slack: {}\n')

    expect(act).toThrow(ConfigError)
    expect(act).toThrow(
      /^\/etc\/leasehold\/leasehold\.yaml:1:1: servers: .*\n\/etc\/leasehold\/leasehold\.yaml:1:1: policy: /,
    )
  })
})

test('a command line beside the bot learns of its servers and its store without Slack’s secrets', () => {
  const files = loadBotFiles({ path, env: {}, readFile: () => minimal })

  expect(files).toEqual({ servers: ['campus'], store: { sqlite: '/etc/leasehold/leasehold.db' } })
  expect(() => loadBotFiles({ path, env: {}, readFile: () => 'slack: {}\n' })).toThrow(ConfigError)
})

describe('a command line that asks for changes', () => {
  const source = (more: string) => {
    const text = minimal.replace('approvals: C1', 'approvals: C1\n  team: T3') + more
    return { path, env: {}, readFile: () => text }
  }

  test('learns who its user is in Slack, without Slack’s secrets', () => {
    const files = loadRequestFiles(source('localUsers: { alice: U7 }\n'), 'alice')

    expect(files).toMatchObject({
      person: { team: 'T3', user: 'U7' },
      servers: [{ name: 'campus' }],
      store: { sqlite: '/etc/leasehold/leasehold.db' },
    })
    expect(loadRequestFiles(source('localUsers: { alice: U7 }\n'), 'bob').person).toBeUndefined()
  })

  test('is told when the workspace is missing that its user belongs to', () => {
    const text = `${minimal}localUsers: { alice: U7 }\n`

    expect(() => loadRequestFiles({ path, env: {}, readFile: () => text }, 'alice')).toThrow(
      `${path}: slack.team: expected the id of the workspace`,
    )
  })
})

test('the policy is told without Slack’s secrets', () => {
  const file = loadPolicy({ path, readFile: () => minimal })

  expect(file).toMatchObject({ servers: ['campus'], policy: { rules: [{ name: 'rule 1' }] } })
  expect(() => loadPolicy({ path, readFile: () => 'slack: {}\n' })).toThrow(ConfigError)
})

test('a file that is not there is named, with what to do', () => {
  const missing = () =>
    loadSettings({
      path: 'leasehold.yaml',
      env: tokens,
      readFile: (name) => readFileSync(`/nowhere/${name}`, 'utf8'),
    })

  expect(missing).toThrow('leasehold.yaml: there is no such file. Copy leasehold.example.yaml there')
})

function mutableParts(value: unknown, path = 'settings'): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, part]) => mutableParts(part, `${path}.${key}`))
  return Object.isFrozen(value) ? inner : [path, ...inner]
}
