import { describe, expect, test } from 'vitest'
import { minimal, problemsOf } from './sources.ts'

/** One mistake in the minimal file: what is replaced, by what, and the one problem that is told. */
type Mistake = readonly [what: string, replaced: string | RegExp, by: string, problem: string]

const channel =
  'the id of a Slack channel such as C0123ABCD (at the bottom of the channel’s details in Slack)'
const oneOrTwo = 'a list of one member, or of the two of a failover pair'
const aUser = 'the id of a Slack user such as U0123ABCD (in the person’s profile: More, Copy member ID)'
const fingerprint =
  'the fingerprint of its host key, SHA256:… (there: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub)'
const aGroup = 'the id of a Slack user group such as S0123ABCD (in the group’s menu: Copy group ID)'
const aNetwork = 'a network such as 10.20.0.0/16 or 2001:db8::/32, no bit set behind its length'
const anybody = 'a map with one or more of the keys users, group and channel'
const aKind = 'one of add, edit, remove, or a list of them'
const aZone = 'the name of a time zone such as Europe/Berlin'
const memberKeys = 'host, port, user, key, passphrase, agent, hostKey, knownHosts, jump, command, trial'

const mistakes: readonly Mistake[] = [
  ['a channel’s name', 'C1', '"#dhcp"', `2:14: slack.approvals: expected ${channel}, found "#dhcp"`],
  ['a key without a value', 'C1', '', `2:14: slack.approvals: expected ${channel}, found nothing`],
  [
    'a missing key',
    '  approvals: C1',
    '  team: T1',
    `2:3: slack.approvals: expected ${channel}, found nothing`,
  ],
  [
    'a name for the workspace',
    'C1\n',
    'C1\n  team: acme\n',
    '3:9: slack.team: expected the id of a Slack workspace such as T0123ABCD (in the address of the workspace in a browser), found "acme"',
  ],
  [
    'a mistyped key',
    'C1\n',
    'C1\n  taem: T1\n',
    '3:3: slack.taem: unknown key; did you mean team? (known here: approvals, auditChannel, team)',
  ],
  [
    'a nearly right key',
    '        hostKey:',
    '        command: x\n        hostkeys: x\n        hostKey:',
    `10:9: servers.campus.members[0].hostkeys: unknown key; did you mean hostKey? (known here: ${memberKeys})`,
  ],
  [
    'a key that does not work yet',
    'C1\n',
    'C1\n  mode: http\n',
    '3:3: slack.mode: unknown key (known here: approvals, auditChannel, team)',
  ],
  [
    'no server',
    /servers:[\s\S]*policy:/,
    'servers: {}\npolicy:',
    '3:10: servers: expected at least one server, under its name, found an empty map',
  ],
  [
    'a list of servers',
    /servers:[\s\S]*policy:/,
    'servers: [campus]\npolicy:',
    '3:10: servers: expected a map of servers, each under its name, found a list of 1',
  ],
  [
    'a server’s name with capitals',
    'campus:',
    'Campus:',
    '4:3: servers.Campus: expected a name of lower-case letters, digits and hyphens that begins with a letter, found "Campus"',
  ],
  [
    'no member',
    /members:[\s\S]*policy:/,
    'members: []\npolicy:',
    `5:14: servers.campus.members: expected ${oneOrTwo}, found an empty list`,
  ],
  [
    'more members than a failover pair has',
    /members:\n([\s\S]*)policy:/,
    'members:\n$1$1$1policy:',
    `6:7: servers.campus.members: expected ${oneOrTwo}, found a list of 3`,
  ],
  [
    'a failover pair of one machine',
    /members:\n([\s\S]*)policy:/,
    'members:\n$1$1policy:',
    '10:9: servers.campus.members[1]: expected another machine than the first member, found a map',
  ],
  [
    'an option where the host should be',
    'host: dhcp1.example.net',
    'host: -oProxyCommand=x',
    '6:15: servers.campus.members[0].host: expected the name or address of a machine, found "-oProxyCommand=x"',
  ],
  [
    'a port that is none',
    'user: leasehold',
    'user: leasehold\n        port: 99999',
    '8:15: servers.campus.members[0].port: expected the port of its SSH server, 1 to 65535, found 99999',
  ],
  [
    'a user with blanks',
    'user: leasehold',
    'user: lease hold',
    '7:15: servers.campus.members[0].user: expected the user to log in as, found "lease hold"',
  ],
  [
    'a home folder',
    'key: ssh-key',
    'key: ~/.ssh/id_ed25519',
    '8:14: servers.campus.members[0].key: expected the path of a file, absolute or relative to this one, without "~", found "~/.ssh/id_ed25519"',
  ],
  [
    'an MD5 fingerprint',
    /SHA256:A*/,
    'MD5:00:11',
    `9:18: servers.campus.members[0].hostKey: expected ${fingerprint}, found "MD5:00:11"`,
  ],
  [
    'a command of two lines',
    'user: leasehold',
    'user: leasehold\n        command: "a\\nb"',
    '8:18: servers.campus.members[0].command: expected the command that runs the helper, in one line, found "a\\nb"',
  ],
  [
    'a place that nobody knows',
    'policy:',
    '    place: top\npolicy:',
    '10:12: servers.campus.place: expected { after: last-host-of-subnet }, end, managed-block, { file: PATH } or { group: NAME }, found "top"',
  ],
  [
    'two places at once',
    'policy:',
    '    place: { file: a.conf, group: b }\npolicy:',
    '10:12: servers.campus.place: expected { after: last-host-of-subnet }, end, managed-block, { file: PATH } or { group: NAME }, found a map',
  ],
  [
    'a deadline in words',
    'policy:',
    '    deadlineSeconds: soon\npolicy:',
    '10:22: servers.campus.deadlineSeconds: expected a number of seconds, 1 to 3600, found "soon"',
  ],
  [
    'a window that nobody knows the zone of',
    'policy:',
    '    apply: { windows: [{ from: "06:00", to: "07:00" }] }\npolicy:',
    `10:12: servers.campus.apply.timeZone: expected ${aZone}, in which the windows and freezes are meant, found nothing`,
  ],
  [
    'a zone that there is not',
    'policy:',
    '    apply: { timeZone: Europe/Bonn }\npolicy:',
    `10:24: servers.campus.apply.timeZone: expected ${aZone}, found "Europe/Bonn"`,
  ],
  [
    'a time of day that no clock shows',
    'policy:',
    '    apply: { timeZone: UTC, windows: [{ from: "25:00", to: "07:00" }] }\npolicy:',
    '10:47: servers.campus.apply.windows[0].from: expected a time of day, HH:MM, found "25:00"',
  ],
  [
    'a window without length',
    'policy:',
    '    apply: { timeZone: UTC, windows: [{ from: "07:00", to: "07:00" }] }\npolicy:',
    '10:60: servers.campus.apply.windows[0].to: expected another time than from, found "07:00"',
  ],
  [
    'a weekday in another language',
    'policy:',
    '    apply: { timeZone: UTC, windows: [{ days: [mi], from: "06:00", to: "07:00" }] }\npolicy:',
    '10:48: servers.campus.apply.windows[0].days[0]: expected one of mon, tue, wed, thu, fri, sat, sun, found "mi"',
  ],
  [
    'a day that no calendar has',
    'policy:',
    '    apply: { timeZone: UTC, freezes: [{ from: 2026-02-30, to: 2026-03-01, reason: r }] }\npolicy:',
    '10:47: servers.campus.apply.freezes[0].from: expected a date, YYYY-MM-DD, found "2026-02-30"',
  ],
  [
    'a freeze that ends before it begins',
    'policy:',
    '    apply: { timeZone: UTC, freezes: [{ from: 2026-03-02, to: 2026-03-01, reason: r }] }\npolicy:',
    '10:63: servers.campus.apply.freezes[0].to: expected a day that is not before from, found "2026-03-01"',
  ],
  [
    'a floor in words',
    'policy:',
    '    apply: { restartFloorSeconds: short }\npolicy:',
    '10:35: servers.campus.apply.restartFloorSeconds: expected a number of seconds, 0 to 3600, found "short"',
  ],
  [
    'a group of people for emergencies',
    'policy:\n',
    'policy:\n  emergency: { users: [U1], group: S1 }\n',
    '11:29: policy.emergency.group: unknown key (known here: users, review)',
  ],
  [
    'operators without people',
    'policy:\n',
    'policy:\n  operators: {}\n',
    '11:14: policy.operators.users: expected a list of Slack user ids, found nothing',
  ],
  [
    'no rule',
    /rules:[\s\S]*/,
    'rules: []\n',
    '11:10: policy.rules: expected at least one rule that says who approves, found an empty list',
  ],
  [
    'a rule without approvers',
    '[U1, U2]',
    '[]',
    '13:16: policy.rules[0].approvers.users: expected at least one Slack user id, found an empty list',
  ],
  [
    'a person’s name',
    'U2]',
    'bob]',
    `13:21: policy.rules[0].approvers.users[1]: expected ${aUser}, found "bob"`,
  ],
  [
    'a person twice',
    'U2]',
    'U1]',
    '13:16: policy.rules[0].approvers.users: expected each user once, found a list of 2',
  ],
  [
    'a quorum that cannot be reached',
    'U2]\n',
    'U2]\n      quorum: 3\n',
    '14:15: policy.rules[0].quorum: expected no more approvals than the rule has approvers, found 3',
  ],
  [
    'a time without a unit',
    'U2]\n',
    'U2]\n      expires: 7\n',
    '14:16: policy.rules[0].expires: expected a time such as 90m, 12h, 3d or 2w, found 7',
  ],
  [
    'a time of more than a year',
    'U2]\n',
    'U2]\n      expires: 60w\n',
    '14:16: policy.rules[0].expires: expected a year at the most, found "60w"',
  ],
  [
    'a quorum of nobody',
    'U2]\n',
    'U2]\n      quorum: 0\n',
    '14:15: policy.rules[0].quorum: expected how many must approve, 1 or more, found 0',
  ],
  [
    'a rule that asks for nobody and approves nothing',
    'approvers:\n        users: [U1, U2]',
    'quorum: 1',
    `12:7: policy.rules[0].approvers: expected ${anybody}, or approve: automatically, found nothing`,
  ],
  [
    'approvers of no kind',
    'users: [U1, U2]',
    '{}',
    `13:9: policy.rules[0].approvers: expected ${anybody}, found an empty map`,
  ],
  [
    'the handle of a group',
    'users: [U1, U2]',
    'group: "@lab"',
    `13:16: policy.rules[0].approvers.group: expected ${aGroup}, found "@lab"`,
  ],
  [
    'a requester of no kind, alone where a list may stand',
    'U2]\n',
    'U2]\n      when: { requester: { user: U1 } }\n',
    '14:28: policy.rules[0].when.requester.user: unknown key; did you mean users? (known here: users, group, channel)',
  ],
  [
    'a group in a list that is none',
    'users: [U1, U2]',
    'group: [S1, lab]',
    `13:21: policy.rules[0].approvers.group[1]: expected ${aGroup}, found "lab"`,
  ],
  [
    'a mistyped condition',
    'U2]\n',
    'U2]\n      when: { subnets: 10.20.0.0/16 }\n',
    '14:15: policy.rules[0].when.subnets: unknown key; did you mean subnet? (known here: change, server, subnet, name, requester)',
  ],
  [
    'a kind of change that there is not',
    'U2]\n',
    'U2]\n      when: { change: [add, delete] }\n',
    `14:29: policy.rules[0].when.change[1]: expected ${aKind}, found "delete"`,
  ],
  [
    'a network with an address of it',
    'U2]\n',
    'U2]\n      when: { subnet: [10.20.0.7/16] }\n',
    `14:24: policy.rules[0].when.subnet[0]: expected ${aNetwork}, found "10.20.0.7/16"`,
  ],
  [
    'a server that there is not',
    'U2]\n',
    'U2]\n      when: { server: [campus, lab] }\n',
    '14:32: policy.rules[0].when.server[1]: expected one of the servers: campus, found "lab"',
  ],
  [
    'a pattern of names that is none',
    'U2]\n',
    'U2]\n      when: { name: "core-(" }\n',
    '14:21: policy.rules[0].when.name: expected a valid regular expression, found "core-("',
  ],
  [
    'requesters of no kind',
    'U2]\n',
    'U2]\n      when: { requester: [{ users: [U1] }, {}] }\n',
    `14:44: policy.rules[0].when.requester[1]: expected ${anybody}, found an empty map`,
  ],
  [
    'an approval by another word',
    'U2]\n',
    'U2]\n      approve: always\n',
    '14:16: policy.rules[0].approve: expected automatically, or no approve, found "always"',
  ],
  [
    'a reminder that comes when all is over',
    'U2]\n',
    'U2]\n      expires: 1d\n      remind: 24h\n',
    '15:15: policy.rules[0].remind: expected a shorter time than the one until it expires, found "24h"',
  ],
  ...(['remind: 1d\n      remindPeople: 24h', 'remind: 12h\n      remindPeople: 7d'] as const).map(
    (times): Mistake => [
      `a second reminder out of its time: ${times}`,
      'U2]\n',
      `U2]\n      ${times}\n`,
      `15:21: policy.rules[0].remindPeople: expected a longer time than that of remind, and a shorter one than that until it expires, found "${times.slice(-3).trim().replace(/^.* /, '')}"`,
    ],
  ),
  [
    'two rules of one name',
    'U2]\n',
    'U2]\n      name: lab\n    - approvers: { users: [U3] }\n      name: lab\n',
    '12:5: policy.rules: expected each name of a rule once, found a list of 2',
  ],
  [
    'a cap in words',
    'policy:\n',
    'policy:\n  limits: { openPerPerson: few }\n',
    '11:28: policy.limits.openPerPerson: expected a number of requests, 1 to 100000, found "few"',
  ],
  [
    'a pattern that is none',
    'policy:\n',
    'policy:\n  names: { pattern: "(" }\n',
    '11:21: policy.names.pattern: expected a valid regular expression, found "("',
  ],
  [
    'a domain with a leading dot',
    'policy:\n',
    'policy:\n  names: { domain: .example.net }\n',
    '11:20: policy.names.domain: expected a DNS domain such as example.net, without a leading or trailing dot, found ".example.net"',
  ],
  [
    'a store that is nowhere',
    'policy:\n',
    'store: {}\npolicy:\n',
    '10:8: store: expected either sqlite, a file, or postgres, a database, found an empty map',
  ],
  [
    'a store in two places',
    'policy:\n',
    'store: { sqlite: leasehold.db, postgres: { env: URL } }\npolicy:\n',
    '10:8: store: expected either sqlite, a file, or postgres, a database, found a map',
  ],
  [
    'the URL of another database',
    'policy:\n',
    'store: { postgres: "mysql://ann:geheim@db/leasehold" }\npolicy:\n',
    '10:20: store.postgres: expected a URL (postgres:// with user, password, host and database), or where it is, as { env: NAME } or { file: PATH }, found something else (not shown)',
  ],
  [
    'a URL in the place of a file',
    'policy:\n',
    'store: { sqlite: "postgres://ann:geheim@db/leasehold" }\npolicy:\n',
    '10:18: store.sqlite: expected the path of a file; the URL of a database belongs under postgres, found "(a secret, not shown)"',
  ],
  [
    'a URL in the place of the store',
    'policy:\n',
    'store: postgres://ann:geheim@db/leasehold\npolicy:\n',
    '10:8: store: expected a map with the key sqlite or postgres, found "(a secret, not shown)"',
  ],
]

test.each(mistakes)('%s is told with its place', (_, replaced, by, problem) => {
  const text = minimal.replace(replaced, by)

  const problems = problemsOf(text)

  expect(problems).toEqual([problem])
})

describe('a file that is no map', () => {
  test.each([
    ['', 'nothing'],
    ['- 1\n', 'a list of 1'],
    ['hello\n', '"hello"'],
  ])('%j', (text, found) => {
    const problems = problemsOf(text)

    expect(problems).toEqual([`1:1: expected a map with the keys slack, servers and policy, found ${found}`])
  })
})

describe('a file that is no YAML is told by line', () => {
  test.each([
    ['a key twice', 'slack: {}\nslack: {}\n', /^2:1: Map keys must be unique/],
    ['a bracket left open', 'slack:\n  approvals: [C1\n', /^3:1: .*\]/],
    ['a tab for indentation', 'slack:\n\tapprovals: C1\n', /^2:1: Tabs/],
    ['a tag that nobody knows', 'slack: !env SLACK\n', /^1:8: Unresolved tag/],
    ['an alias without an anchor', 'slack: *nobody\n', /^1:1: Unresolved alias/],
  ])('%s', (_, text, message) => {
    const [problem] = problemsOf(text)

    expect(problem).toMatch(message)
  })
})
