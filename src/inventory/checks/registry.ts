import type { Severity } from '../finding.ts'
import { both, type Check, file, form } from './check.ts'
import { KEA } from './registry-kea.ts'

const NAMES = {
  'name-form': form(
    'error',
    'The name is no host name',
    'Use letters, digits and hyphens, with dots between the parts.',
  ),
  'name-pattern': form(
    'error',
    'The name breaks the rule for names here',
    'Follow the pattern that is shown.',
  ),
  'name-taken': form('error', 'A host has the name already', 'Choose another name.'),
  'no-such-host': form(
    'error',
    'No host has the name that is to be changed or removed',
    'Look it up and take its name as it is written.',
  ),
  'host-reserved': form(
    'error',
    'A pending request changes or removes the host',
    'Wait until that request is decided.',
  ),
  'too-many-changes': form(
    'error',
    'A request holds more hosts than an approver can be shown at once',
    'Ask for them in parts.',
  ),
  'changed-since': form(
    'error',
    'The host that is to be as it was before was changed again since',
    'Look at it, and change by hand what is still wrong.',
  ),
  'nothing-to-change': form('error', 'The host says all of it already', 'Nothing to do.'),
  'name-reserved': form(
    'error',
    'A pending request asks for the name',
    'Choose another name, or wait for that request.',
  ),
  'name-taken-but-for-case': {
    file: 'warning',
    form: 'error',
    title: 'Two names differ only in case: dhcpd tells them apart, people and DNS do not',
    advice: 'Rename one of the hosts, or remove it if both are the same device.',
  },
  'name-masked': {
    file: 'error',
    form: 'error',
    title: 'The lease database holds the host as deleted, which masks it after every restart',
    advice:
      'Stop dhcpd, take that host’s entries out of dhcpd.leases and start it again, or choose another name.',
  },
} as const satisfies Record<string, Check>

const HARDWARE = {
  'mac-form': form('error', 'The MAC address cannot be read', 'Copy it again from the device.'),
  'mac-length': both(
    'error',
    'An Ethernet address has not six octets: no device has it',
    'Copy the address again from the device.',
  ),
  'mac-broadcast': both(
    'error',
    'The MAC is the broadcast address: no device has it',
    'Copy the address of the device itself.',
  ),
  'mac-zero': both(
    'error',
    'The MAC is all zero: no device has it',
    'Copy the address of the device itself.',
  ),
  'mac-multicast': both(
    'error',
    'The MAC is a group (multicast) address: no device has it',
    'Copy the address of the device itself.',
  ),
  'mac-locally-administered': {
    file: 'note',
    form: 'warning',
    title: 'The MAC is locally administered: made up by software, as private Wi-Fi addresses are',
    advice: 'Make sure that the device keeps this address.',
  },
  'mac-used-in-network': both(
    'error',
    'One MAC twice in a network: dhcpd uses the first host and never the later one',
    'Remove the host that is not used, or correct its MAC.',
  ),
  'mac-used-elsewhere': form(
    'warning',
    'Another network’s host has the MAC: the way to give a device an address in each',
    'Go on only if this is the same device and it is to have an address in each network.',
  ),
  'mac-used-as-uid': file(
    'warning',
    'Another host of the network is found by a uid that holds the MAC: which one a client gets is left to the client',
    'Remove one of the two hosts: dhcpd looks for the client identifier first, and not all clients send one.',
  ),
  'mac-reserved': form(
    'error',
    'A pending request asks for the MAC in the same network',
    'Wait until that request is decided.',
  ),
  'uid-used-in-network': {
    file: 'error',
    form: undefined,
    title: 'One client identifier twice in a network: dhcpd uses the first host and never the later one',
    advice: 'Remove the host that is not used, or correct its uid.',
  },
  'hardware-missing': file(
    'warning',
    'A host has no hardware address, uid or host-identifier: no client can be it',
    'Add the hardware address, or remove the host.',
  ),
} as const satisfies Record<string, Check>

const ADDRESSES = {
  'addresses-fewer': form(
    'warning',
    'A host would have fewer addresses than before',
    'List all that it is to keep, with commas between.',
  ),
  'address-form': form('error', 'The address is no IPv4 address', 'Type four numbers, as in 10.20.0.17.'),
  'address6-form': form(
    'error',
    'The address is no IPv6 address of a device',
    'Type one as in 2001:db8::17.',
  ),
  'address-twice': form('error', 'A list names an address twice', 'List each address once.'),
  'address-family': form(
    'error',
    'A host holds addresses of one family only, and this one has some of the other',
    'Add a host of another name for the other family.',
  ),
  'address-missing': file(
    'note',
    'A host has no fixed address: its client gets one from a pool',
    'Add a fixed-address if it is to keep one.',
  ),
  'address-outside': both(
    'error',
    'The address lies in no declared subnet: no client can get it',
    'Declare its subnet, or give the host an address of one that is declared.',
  ),
  'address-network': both(
    'error',
    'The address is the network address of its subnet',
    'Give the host another address.',
  ),
  'address-broadcast': both(
    'error',
    'The address is the broadcast address of its subnet',
    'Give the host another address.',
  ),
  'address-router': {
    file: 'warning',
    form: 'error',
    title: 'The address is a router of its subnet',
    advice: 'Give the host another address, unless the host is the router.',
  },
  'address-in-range': {
    file: 'warning',
    form: 'error',
    title: 'The address lies in a dynamic range: dhcpd can lease it to others too',
    advice: 'Give the host an address outside the ranges, or take the address out of the range.',
  },
  'address-shared': both(
    'warning',
    'Several hosts have one address (Kea refuses that unless ip-reservations-unique is false)',
    'Leave it only if this is one machine with two network cards, never used together.',
  ),
  'address-same-device': form('error', 'The device has the address already', 'Nothing is to be done.'),
  'address-reserved': form('error', 'A pending request asks for the address', 'Take another address.'),
  'address-leased': {
    file: 'warning',
    form: 'error',
    title: 'The address is leased to another device at present',
    advice: 'Wait for the lease to end, or give the host another address.',
  },
  'address-unresolvable': file(
    'warning',
    'A fixed address is a DNS name that does not resolve (asked with --dns)',
    'Correct the name, or write the address itself.',
  ),
  'host-in-other-subnet': file(
    'warning',
    'A host stands in one subnet and its address lies in another: it inherits what is meant for the first, and Kea refuses it',
    'Move the host to the subnet of its address, or to the top level.',
  ),
} as const satisfies Record<string, Check>

const NETWORKS = {
  'subnet-unknown': form('error', 'No such subnet is declared', 'Choose a subnet that the server serves.'),
  'subnet-needed': form(
    'error',
    'There are several subnets to take an address from',
    'Choose a subnet, or type an address.',
  ),
  'subnet-full': form(
    'error',
    'The subnet has no free address',
    'Choose another subnet, or have a host removed that is no longer needed.',
  ),
  'subnet-duplicate': file(
    'error',
    'A subnet is declared twice: dhcpd finds only the first',
    'Remove one of the declarations.',
  ),
  'subnet-overlap': file(
    'warning',
    'A subnet lies within another one',
    'Correct the netmask of one of them.',
  ),
  'range-overlap': file(
    'warning',
    'Two dynamic ranges of IPv6 overlap, which dhcpd refuses for IPv4 and passes over for IPv6',
    'Shorten one of them.',
  ),
  'range-reversed': file(
    'warning',
    'A range is written backwards; dhcpd turns it round, Kea refuses it',
    'Write the lower address first.',
  ),
  'range-holds-router': file(
    'warning',
    'A dynamic range holds the address of a router of its subnet',
    'Take the router’s address out of the range.',
  ),
  'range-holds-edge': file(
    'warning',
    'A dynamic range holds the network or the broadcast address of its subnet',
    'Shorten the range by that address.',
  ),
  'router-outside': file(
    'warning',
    'A router lies outside the subnet whose clients are told of it, and outside its shared network',
    'Correct the address: clients cannot reach a router that is not in their network.',
  ),
  'unknown-word': file(
    'warning',
    'A word that dhcpd does not know stands alone: dhcpd takes it for a variable, and does nothing',
    'Correct the word, or remove it.',
  ),
  execute: file(
    'note',
    'The file runs a program on the server for clients (`execute`)',
    'Make sure that the program and its arguments are what you expect: it runs with dhcpd’s rights.',
  ),
} as const satisfies Record<string, Check>

const TENURES = {
  'owner-form': form(
    'error',
    'The owner is no id of a person or a user group in Slack',
    'Copy it from the profile or the group.',
  ),
  'owner-missing': form(
    'error',
    'There is an end, and nobody to answer for the host',
    'Say whose it is, too.',
  ),
  'owner-stranger': form(
    'error',
    'The owner is no full member of the workspace, or a user group without members',
    'Choose somebody else.',
  ),
  'end-form': form('error', 'The end is no day of the calendar', 'Write it as 2027-03-31, or never.'),
  'end-past': form('error', 'The end does not lie ahead', 'Choose a later day.'),
  'end-far': form('error', 'The end lies more than ten years ahead', 'Choose an earlier day, or none.'),
} as const satisfies Record<string, Check>

const COMMENTS = {
  'comment-control': form(
    'error',
    'The comment holds a line break or an invisible character',
    'Write it as one line of plain text.',
  ),
  'comment-braces': form('error', 'The comment holds a brace', 'Use round brackets.'),
  'comment-long': form('error', 'The comment is too long', 'Shorten it.'),
  'comment-owner': form(
    'error',
    'The comment reads like the one that says whose a host is',
    'Give owner and end by themselves.',
  ),
  'leases-unread': file(
    'warning',
    'The file given as the lease database holds none',
    'Give the file that dhcpd writes, most often /var/lib/dhcp/dhcpd.leases.',
  ),
  'configuration-broken': form(
    'error',
    'dhcpd would refuse the configuration as it is',
    'Have an administrator mend the file first.',
  ),
} as const satisfies Record<string, Check>

/** Every rule by its code, under the headings of docs/CHECKS.md. Codes are stable: approvals bind to them. */
export const CHECK_GROUPS = {
  Names: NAMES,
  'Hardware and identifiers': HARDWARE,
  Addresses: ADDRESSES,
  'Subnets, ranges and statements': NETWORKS,
  'On the way to Kea (with `--kea`)': KEA,
  'Owners and ends': TENURES,
  'Comments, and the file as a whole': COMMENTS,
} as const

/** Every rule by its code. */
export const CHECKS = {
  ...NAMES,
  ...HARDWARE,
  ...ADDRESSES,
  ...NETWORKS,
  ...KEA,
  ...TENURES,
  ...COMMENTS,
} as const

export type CheckCode = keyof typeof CHECKS
/** The rules of a review of a whole file. */
export type FileCode = CodesWith<'file'>
/** The rules for a change that is asked for. */
export type FormCode = CodesWith<'form'>

type CodesWith<Where extends 'file' | 'form'> = {
  [Code in CheckCode]: (typeof CHECKS)[Code][Where] extends Severity ? Code : never
}[CheckCode]
