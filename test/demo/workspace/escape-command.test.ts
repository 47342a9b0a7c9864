import { expect, test } from 'vitest'
import { escapeCommand, escapeMeanings } from '../../../demo/workspace/escape-command.ts'
import { defaultChannels, defaultPeople } from '../../../demo/workspace/people.ts'

const state = {
  people: new Map(defaultPeople.map((person) => [person.id, person])),
  channels: new Map(defaultChannels.map((channel) => [channel.id, channel])),
}

test.each([
  ['delegate @Ben until 2026-12-24', 'delegate <@U0BEN|ben> until 2026-12-24'],
  ['delegate @ben in #general', 'delegate <@U0BEN|ben> in <#C0GENERAL|general>'],
  ['delegate @nobody  twice', 'delegate @nobody  twice'],
  ['add desk.example.net 10.20.0.7', 'add <http://desk.example.net|desk.example.net> 10.20.0.7'],
  ['find https://example.net/x', 'find <https://example.net/x>'],
  ['add printer-3f 00:11:22:33:44:55', 'add printer-3f 00:11:22:33:44:55'],
  ['find <@U0BEN> & co', 'find &lt;@U0BEN&gt; &amp; co'],
])('“%s” is sent by what it means where the manifest says should_escape', (typed, sent) => {
  expect(escapeMeanings(typed, state)).toBe(sent)
})

test('without should_escape only the marks are escaped', () => {
  expect(escapeCommand('delegate @Ben <!channel> & co')).toBe('delegate @Ben &lt;!channel&gt; &amp; co')
})
