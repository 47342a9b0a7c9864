import type { MemberConfig } from '../config/settings.ts'
import { ServerUnreachable } from '../usecases/ports.ts'
import type { Reply } from './ssh.ts'

/** How to reach one member; the command is what sshd is asked to run, and is ignored behind a forced one. */
export type ServerSettings = MemberConfig & {
  /** The server's name, as people know it. */
  readonly name: string
  /** How long one conversation may take. */
  readonly deadlineSeconds: number
}

/** Whether the helper certainly never ran: there was none, or sudo said no. */
export function neverRan({ stdout, stderr, code }: Reply): boolean {
  return stdout.length === 0 && (code === 126 || code === 127 || sudoFailure.test(stderr))
}

const sudoFailure = /^(sudo: |Sorry, user )/m

/** The helper was not reached although the connection stands, or it cannot do its work. */
export function explainHelper(settings: ServerSettings, reply: Reply): ServerUnreachable {
  const [message, advice] = helperFailure(settings, reply)
  return new ServerUnreachable(message, advice)
}

function helperFailure(settings: ServerSettings, reply: Reply): [string, string] {
  const { host, user, command } = settings
  const { code, stderr } = reply
  if (/(^|\s)sudo: (command )?not found/m.test(stderr)) {
    return [
      `There is no sudo on ${host}.`,
      'Install it there, and set the member up: leasehold server install.',
    ]
  }
  if (/^sudo: .*command not found/m.test(stderr) || code === 126 || code === 127) {
    return [
      `The helper is not there or cannot be run on ${host}.`,
      `Install it with leasehold server install. Without a command= in the authorized_keys of ${user}, this is run: ${command}`,
    ]
  }
  if (/^sudo: .*(password|terminal|tty)/m.test(stderr)) {
    return [
      `sudo on ${host} asks ${user} for a password.`,
      `Allow exactly the helper without one (NOPASSWD) in the sudoers file of ${host}, as leasehold server install does.`,
    ]
  }
  if (sudoFailure.test(stderr)) {
    return [
      `sudo on ${host} does not let ${user} run the helper.`,
      `Allow exactly that command without a password in the sudoers file of ${host}, as leasehold server install does.`,
    ]
  }
  return code === null ? cutFailure(settings, reply) : noiseFailure(settings, reply)
}

function cutFailure({ host, deadlineSeconds }: ServerSettings, { late }: Reply): [string, string] {
  if (late) {
    return [
      `${host} gave no whole answer within ${deadlineSeconds} s.`,
      'It is tried again; if that goes on, see the load of the machine, or raise deadlineSeconds.',
    ]
  }
  return [
    `The connection to ${host} ended before the answer was whole.`,
    'It is tried again; if that goes on, check the network and the load of the machine.',
  ]
}

/** An answer of the helper begins like this; whatever stands before it was printed by somebody else. */
const greeting = /leasehold \S{1,20} [0-9a-f]{32}\n/

function noiseFailure({ host, user }: ServerSettings, { stdout, code }: Reply): [string, string] {
  const text = stdout.subarray(0, 4096).toString('latin1')
  if ((greeting.exec(text)?.index ?? 0) > 0) {
    return [
      `Something on ${host} prints before the helper does: ${firstLine(text)}`,
      `Take it out of the start-up files of ${user} there (~/.bashrc, ~/.ssh/rc, /etc/ssh/sshrc).`,
    ]
  }
  const printed = text.trim() === '' ? '' : ` It printed: ${firstLine(text)}`
  return [
    `What runs on ${host} does not answer as the helper does (it ended with code ${code}).${printed}`,
    `See that the command= in the authorized_keys of ${user} names the helper and that nothing else prints there.`,
  ]
}

/** The first words of what a stranger printed, fit to be shown. */
function firstLine(text: string): string {
  const line =
    text
      .trim()
      .split('\n', 1)[0]
      ?.replaceAll(/[^\x20-\x7e]/g, '\ufffd') ?? ''
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line)
}

/** The helper is there and of a version that this program does not speak. */
export function explainVersion(host: string, theirs: string, ours: string): ServerUnreachable {
  return new ServerUnreachable(
    `The helper on ${host} speaks version ${theirs}, this program version ${ours}.`,
    'Install the helper that comes with this program: leasehold server install.',
  )
}

/** The helper answered that it cannot serve the request. */
export function explainRefusal(host: string, sentence: string): ServerUnreachable {
  return new ServerUnreachable(
    `The helper on ${host} cannot serve the request: ${sentence}.`,
    'See to its settings and its state folder on that machine.',
  )
}

/** Nothing is installed there, and the helper could not be brought along either. */
export function explainTrial(host: string, reason: string): ServerUnreachable {
  return new ServerUnreachable(
    `The trial on ${host} cannot begin: ${reason}.`,
    'Give the helper’s settings (trial.settings) or mend what is named; see “Trial” in docs/OPERATING.md.',
  )
}
