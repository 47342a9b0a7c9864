import { describe, expect, test } from 'vitest'
import { hostKey, load, minimal, problemsOf, tokens } from './sources.ts'

/** The shortest file with other lines for its member, and the member that it gives. */
function text(...lines: string[]): string {
  const member = ['host: dhcp1.example.net', 'user: leasehold', ...lines].join('\n        ')
  return minimal.replace(/host: [\s\S]*?(?=policy:)/, `${member}\n`)
}

function memberOf(lines: string[], env = {}, files = {}) {
  return load(text(...lines), { ...tokens, ...env }, files).servers[0]?.member
}

const pinned = `hostKey: ${hostKey}`

describe('a member', () => {
  test('is logged in to with a key, and a passphrase from the environment or a file', () => {
    const fromEnvironment = memberOf(['key: ssh-key', 'passphrase: { env: SSH_PASSPHRASE }', pinned], {
      SSH_PASSPHRASE: 'correct horse',
    })
    const fromFile = memberOf(
      ['key: ssh-key', 'passphrase: { file: secret }', pinned],
      {},
      { '/etc/leasehold/secret': 'correct horse\n' },
    )

    expect(fromEnvironment).toMatchObject({ key: '/etc/leasehold/ssh-key', passphrase: 'correct horse' })
    expect(fromFile).toMatchObject({ passphrase: 'correct horse' })
  })

  test('is logged in to with an agent, the one of the environment or another', () => {
    const ofEnvironment = memberOf(['agent: true', pinned], { SSH_AUTH_SOCK: '/run/agent' })
    const another = memberOf(['agent: agent.sock', pinned])

    expect(ofEnvironment).toMatchObject({ agent: '/run/agent' })
    expect(another).toMatchObject({ agent: '/etc/leasehold/agent.sock' })
  })

  test('is known by a known_hosts file', () => {
    expect(memberOf(['key: k', 'knownHosts: known_hosts'])).toMatchObject({
      knownHosts: '/etc/leasehold/known_hosts',
    })
  })

  test('is reached through jump hosts, each with a login and a host key of its own', () => {
    const member = memberOf([
      'key: k',
      pinned,
      `jump: [{ host: gate, user: hop, key: gate-key, hostKey: "${hostKey}" }]`,
    ])

    expect(member).toMatchObject({
      jump: [{ host: 'gate', port: 22, user: 'hop', key: '/etc/leasehold/gate-key', hostKey }],
    })
  })

  test('may be tried without installing anything', () => {
    const plain = memberOf(['key: k', pinned, 'trial: true'])
    const told = memberOf(['key: k', pinned, 'trial: { folder: /opt/t, settings: helper.conf }'])

    expect(plain).toMatchObject({ trial: { folder: '/var/lib/leasehold-trial', settings: undefined } })
    expect(told).toMatchObject({ trial: { folder: '/opt/t', settings: '/etc/leasehold/helper.conf' } })
  })
})

describe('a member is told with its place when', () => {
  test.each([
    ['neither key nor agent is given', [pinned], 'key: expected either key, a private key’s path, or agent'],
    ['both are given', ['key: k', 'agent: true', pinned], 'key: expected either key'],
    ['neither hostKey nor knownHosts is given', ['key: k'], 'hostKey: expected either hostKey'],
    ['both are given', ['key: k', pinned, 'knownHosts: f'], 'hostKey: expected either hostKey'],
    [
      'a passphrase goes with an agent',
      ['agent: /s', 'passphrase: { env: X }', pinned],
      'passphrase: expected a passphrase only beside key',
    ],
    ['the agent is not named', ['agent: true', pinned], 'agent: expected an agent named by SSH_AUTH_SOCK'],
    [
      'the passphrase is not in the environment',
      ['key: k', 'passphrase: { env: NOT_SET }', pinned],
      'passphrase: expected the passphrase in the variable NOT_SET, found it unset',
    ],
    [
      'the passphrase’s file is not there',
      ['key: k', 'passphrase: { file: gone }', pinned],
      'passphrase.file: expected a file that can be read, found /etc/leasehold/gone (ENOENT)',
    ],
    ['jump is empty', ['key: k', pinned, 'jump: []'], 'jump: expected at least one machine to go through'],
    [
      'a jump host has no host key',
      ['key: k', pinned, 'jump: [{ host: g, user: u, key: k }]'],
      'jump[0].hostKey: expected either hostKey',
    ],
  ])('%s', (_, lines, problem) => {
    const problems = problemsOf(text(...lines))

    expect(problems).toEqual([expect.stringContaining(`servers.campus.members[0].${problem}`)])
    expect(problems[0]).toMatch(/^\d+:\d+: /)
  })

  // SAFETY K4
  test('the passphrase itself stands in the file, which is not repeated', () => {
    const problems = problemsOf(text('key: k', 'passphrase: correct horse', pinned))

    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('where the passphrase is')
    expect(problems.join()).not.toContain('horse')
  })
})

describe('a failover pair', () => {
  const [, member = ''] = /members:\n([\s\S]*)policy:/.exec(minimal) ?? []
  const pair = minimal.replace('policy:', `${member.replace('dhcp1', 'dhcp2')}policy:`)

  test('has two members, in the order in which they are changed', () => {
    const [server] = load(pair).servers

    expect(server).toMatchObject({
      member: { host: 'dhcp1.example.net', key: '/etc/leasehold/ssh-key' },
      partner: { host: 'dhcp2.example.net', key: '/etc/leasehold/ssh-key' },
    })
  })

  test('is told what is wrong with its second member, with the place', () => {
    const text = pair.replace(/(dhcp2[\s\S]*key: )ssh-key/, '$1ssh-key\n        passphrase: { env: NOWHERE }')

    expect(problemsOf(text)).toMatchObject([
      expect.stringMatching(/^13:\d+: servers.campus.members\[1\].passphrase/),
    ])
  })

  test('may be one machine under two ports', () => {
    const [server] = load(pair.replace('dhcp2.example.net', 'dhcp1.example.net\n        port: 2222')).servers

    expect(server?.partner).toMatchObject({ port: 2222 })
  })
})
