import { type Message, say } from './message.ts'
import { escapeMrkdwn, paragraph } from './text.ts'

const COMMANDS = [
  '`/dhcp add` opens the form to register a host.',
  '`/dhcp add printer-3f 00-11-22-33-44-55` opens it filled in; a third word is the IP address.',
  '`/dhcp find printer` finds hosts and leases by name, MAC address, IP address or comment.',
  '`/dhcp edit printer-3f` opens the form to change a host, and `/dhcp rename printer-3f copier`, `/dhcp move printer-3f 10.30.0.0/24` or `/dhcp replace printer-3f 00-11-22-33-44-55` (its network card) open it filled in.',
  '`/dhcp remove printer-3f` opens the form to take a host out.',
  '`/dhcp requests` lists your requests; `requests pending` and `requests all` those of all.',
  '`/dhcp show R-12` shows a request whole, `/dhcp cancel R-12` takes yours back, `/dhcp undo R-12` asks for the inverse of what was applied.',
  '`/dhcp history printer-3f` tells what was asked about a host, by whom, and what came of it.',
  '`/dhcp list 10.20.0.0/24` lists the hosts of a subnet or of a shared network; without one, all of the server.',
  '`/dhcp free 10.20.0.0/24` names its next free addresses, with a picture; without a subnet, how full each is.',
  '`/dhcp leases laptop` lists who holds a lease at present, each with a button to register the device.',
  '`/dhcp new` lists the devices that got an address and are not registered, each with a button to register it.',
  '`/dhcp check` reviews the configuration and says what to do about what it finds.',
  '`/dhcp mine` lists the hosts that are yours, or those of your user groups, with their ends.',
  '`/dhcp status` says whether changes are applied, what waits, and what was changed by hand.',
  '`/dhcp pause REASON` lets approved changes wait, and `/dhcp resume` lets them go on (operators only).',
  '`/dhcp delegate @somebody until 2026-12-24 REASON` lets a colleague approve in your place, until `/dhcp delegate off`.',
  '`/dhcp help` shows this.',
]

/** What one can type, with examples. */
export function helpMessage(servers: readonly string[]): Message {
  const several =
    servers.length > 1 ? `\nEnd a command with \`on SERVER\` to choose one of: ${servers.join(', ')}.` : ''
  const text = `*Leasehold* registers DHCP hosts.\n${COMMANDS.map((line) => `• ${line}`).join('\n')}${several}`
  return {
    text: 'Leasehold registers DHCP hosts: /dhcp add, /dhcp find, /dhcp status, /dhcp help',
    blocks: [paragraph(text)],
  }
}

/** The answer to a word that is no command, with the command that was probably meant. */
export function unknownCommand(word: string, meant: string | undefined): Message {
  const guess = meant ? ` Did you mean \`/dhcp ${meant}\`?` : ''
  const text = `There is no command “${escapeMrkdwn(word)}”.${guess} \`/dhcp help\` lists them all.`
  return say(text)
}

/** The answer to `on SERVER` with a name that the configuration does not hold. */
export function unknownServer(name: string, servers: readonly string[]): Message {
  const text = `There is no server “${escapeMrkdwn(name)}”. The servers are: ${servers.join(', ')}.`
  return say(text)
}
