import { expect, test } from 'vitest'
import { parseCommandLine } from '../../src/slack/command-line.ts'

const blank = { name: '', mac: '', address: '' }

test.for([
  ['add', blank],
  ['add printer-3f', { ...blank, name: 'printer-3f' }],
  ['add printer-3f 00-11-22-33-44-55', { ...blank, name: 'printer-3f', mac: '00-11-22-33-44-55' }],
  ['add printer-3f 001122334455', { ...blank, name: 'printer-3f', mac: '001122334455' }],
  ['add printer-3f 0011.2233.4455', { ...blank, name: 'printer-3f', mac: '0011.2233.4455' }],
  ['add printer-3f 00 11 22 33 44 55', { ...blank, name: 'printer-3f', mac: '00 11 22 33 44 55' }],
  [
    'ADD  printer-3f   00:11:22:33:44:55  10.20.0.50 ',
    { name: 'printer-3f', mac: '00:11:22:33:44:55', address: '10.20.0.50' },
  ],
  ['add printer-3f 10.20.0.50', { ...blank, name: 'printer-3f', address: '10.20.0.50' }],
  ['add printer-3f 00:11:22:33:44:55 auto', { ...blank, name: 'printer-3f', mac: '00:11:22:33:44:55' }],
  ['add 00:11:22:33:44:55', { ...blank, mac: '00:11:22:33:44:55' }],
  ['add printer-3f 00:11:22:33', { ...blank, name: 'printer-3f', mac: '00:11:22:33' }],
  [
    'add printer-3f 00:11:22:33:44:55 10.20.0.999',
    { name: 'printer-3f', mac: '00:11:22:33:44:55', address: '10.20.0.999' },
  ],
] as const)('“%s” fills the form with what was typed', ([text, typed]) => {
  expect(parseCommandLine(text)).toEqual({ verb: 'add', typed, server: undefined })
})

test('a server is named at the end', () => {
  expect(parseCommandLine('add printer-3f on campus')).toMatchObject({
    typed: { name: 'printer-3f' },
    server: 'campus',
  })
  expect(parseCommandLine('find printer on campus')).toMatchObject({ text: 'printer', server: 'campus' })
})

test.for([
  ['pause', { verb: 'pause', reason: '', server: undefined }],
  ['pause a new switch on campus', { verb: 'pause', reason: 'a new switch', server: 'campus' }],
  ['resume on campus', { verb: 'resume', server: 'campus' }],
  ['STATUS', { verb: 'status', server: undefined }],
] as const)('“%s” is a hand on the brake', ([text, line]) => {
  expect(parseCommandLine(text)).toEqual(line)
})

test.for([
  ['delegate <@U0BOB|bob> until 2026-12-24', { to: 'U0BOB', until: '2026-12-24', reason: '' }],
  ['delegate <@U0BOB> until 2026-12-24 on leave', { to: 'U0BOB', until: '2026-12-24', reason: 'on leave' }],
  ['delegate @bob until 2026-12-24', { to: undefined, until: '2026-12-24', reason: '' }],
  ['delegate <@U0BOB|bob>', { to: 'U0BOB', until: undefined, reason: '' }],
] as const)('“%s” names somebody by their id alone', ([text, line]) => {
  expect(parseCommandLine(text)).toEqual({ verb: 'delegate', ...line })
})

const edit = { deed: 'edit', host: 'desk-1', wanted: {} }

test.for([
  ['edit', { ...edit, host: '' }],
  ['edit desk-1', edit],
  ['rename desk-1 desk-2', { ...edit, wanted: { name: 'desk-2' } }],
  ['rename desk-1 to desk-2', { ...edit, wanted: { name: 'desk-2' } }],
  ['rename desk-1', edit],
  ['replace desk-1 00-11-22-33-44-55', { ...edit, wanted: { mac: '00-11-22-33-44-55' } }],
  ['replace desk-1 00 11 22 33 44 55', { ...edit, wanted: { mac: '00 11 22 33 44 55' } }],
  ['move desk-1 10.30.0.9', { ...edit, wanted: { address: '10.30.0.9' } }],
  ['move desk-1 to 10.30.0.0/24', { ...edit, to: '10.30.0.0/24' }],
  ['remove desk-1', { ...edit, deed: 'remove' }],
  ['Remove', { ...edit, deed: 'remove', host: '' }],
] as const)('“%s” is about a host', ([text, meant]) => {
  expect(parseCommandLine(text)).toEqual({ verb: 'host', meant, server: undefined })
  expect(parseCommandLine(`${text} on campus`)).toEqual({ verb: 'host', meant, server: 'campus' })
})

test.for([
  ['show R-12', { verb: 'show', id: 12 }],
  ['cancel 12', { verb: 'cancel', id: 12 }],
  ['undo r-3', { verb: 'undo', id: 3 }],
  ['undo', { verb: 'undo', id: undefined }],
  ['show R-012', { verb: 'show', id: undefined }],
  ['requests', { verb: 'requests', which: 'mine' }],
  ['requests ALL', { verb: 'requests', which: 'all' }],
  ['requests pending', { verb: 'requests', which: 'pending' }],
  ['history desk-1', { verb: 'history', text: 'desk-1' }],
  ['history', { verb: 'history', text: '' }],
] as const)('“%s” is about requests', ([text, line]) => {
  expect(parseCommandLine(text)).toEqual(line)
})

test('names of hosts that Slack sends as links are what was typed', () => {
  expect(parseCommandLine('add <http://desk.example.net|desk.example.net> 00:11:22:33:44:55')).toMatchObject({
    typed: { name: 'desk.example.net', mac: '00:11:22:33:44:55' },
  })
  expect(parseCommandLine('find <https://desk.example.net/x>')).toMatchObject({
    text: 'https://desk.example.net/x',
  })
  expect(parseCommandLine('find <mailto:ann@example.net|ann@example.net>')).toMatchObject({
    text: 'ann@example.net',
  })
  expect(parseCommandLine('find &lt;http://a|b&gt;')).toMatchObject({ text: '<http://a|b>' })
})

test.for([
  ['list', { verb: 'list', network: '', server: undefined }],
  ['list 10.20.0.0/24', { verb: 'list', network: '10.20.0.0/24', server: undefined }],
  ['List Lab West on campus', { verb: 'list', network: 'Lab West', server: 'campus' }],
  ['free', { verb: 'free', network: '', server: undefined }],
  ['free 10.20.0.9 on campus', { verb: 'free', network: '10.20.0.9', server: 'campus' }],
  ['leases', { verb: 'leases', text: '', server: undefined }],
  ['leases my laptop on campus', { verb: 'leases', text: 'my laptop', server: 'campus' }],
  ['check on campus', { verb: 'check', server: 'campus' }],
  ['list on campus', { verb: 'list', network: '', server: 'campus' }],
] as const)('“%s” asks for what there is', ([text, line]) => {
  expect(parseCommandLine(text)).toEqual(line)
})

test('nothing at all asks for help', () => {
  expect(parseCommandLine('  ')).toEqual({ verb: 'help' })
  expect(parseCommandLine('Mine')).toEqual({ verb: 'mine' })
})

test('a mistyped command is answered with the one that was meant', () => {
  expect(parseCommandLine('fnid printer')).toEqual({ verb: 'unknown', word: 'fnid', meant: 'find' })
  expect(parseCommandLine('reboot')).toEqual({ verb: 'unknown', word: 'reboot', meant: undefined })
})
