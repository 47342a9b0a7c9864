import { authorizedKeysPath, botHome, botUser, helperPath, sudoersPath } from './places.ts'
import type { Plan } from './plan.ts'
import type { Step } from './step.ts'
import type { Survey } from './survey.ts'

/** Makes the user that the bot logs in as. */
export function addUser({ home, programs }: Survey): Plan {
  if (home === botHome) return { steps: [] }
  if (home !== undefined) {
    return {
      refusal: `there is a user ${botUser} already, with the home folder ${home}`,
      advice: `Remove that user, if it was made for Leasehold by hand (userdel ${botUser}), and try again.`,
    }
  }
  const command = addUserCommand(programs)
  if (command === undefined) {
    return {
      refusal: 'neither useradd, pw nor adduser is on the machine',
      advice: `Add a user ${botUser} with the home folder ${botHome} and the shell /bin/sh yourself, and try again.`,
    }
  }
  return { steps: [{ kind: 'run', command, why: 'the user that the bot logs in as; it has no password' }] }
}

/** The password field is `*`: sshd takes an account whose field begins with `!` for locked. */
function addUserCommand(programs: ReadonlySet<string>): string | undefined {
  if (programs.has('useradd')) {
    return `useradd --system --no-create-home --home-dir ${botHome} --shell /bin/sh --password '*' ${botUser}`
  }
  if (programs.has('pw')) return `pw useradd ${botUser} -d ${botHome} -s /bin/sh -h - -c Leasehold`
  if (programs.has('adduser')) {
    return `adduser -S -D -H -h ${botHome} -s /bin/sh ${botUser} && echo '${botUser}:*' | chpasswd -e`
  }
  return undefined
}

/** A user with another home was not made by an installation, and stays. */
export function removeUser({ home, programs }: Survey): readonly Step[] {
  if (home !== botHome) return []
  const command = programs.has('userdel')
    ? `userdel ${botUser}`
    : programs.has('pw')
      ? `pw userdel ${botUser}`
      : `deluser ${botUser}`
  return [
    ...(programs.has('pkill')
      ? [{ kind: 'run', command: endSessions, why: 'end the bot’s sessions' } as const]
      : []),
    { kind: 'run', command, why: 'the user that the bot logged in as' },
    { kind: 'remove', path: botHome, why: 'its home folder' },
  ]
}

/** userdel refuses while a process of the user is there, and one that was killed may take a moment to go. */
const endSessions = `tries=50; while pkill -KILL -u ${botUser} && [ $tries -gt 0 ]; do tries=$((tries - 1)); sleep 0.1; done`

/** Rights of the bot's user and of its key: one program, as root (SAFETY K2). */
export function grantRights(survey: Survey, publicKey: string): readonly Step[] {
  return [
    sudoersStep(survey),
    {
      kind: 'folder',
      path: botHome,
      mode: '755',
      why: 'root’s, so that the bot’s user changes nothing there',
    },
    { kind: 'folder', path: `${botHome}/.ssh`, mode: '755', why: 'the bot’s key' },
    {
      kind: 'file',
      path: authorizedKeysPath,
      mode: '644',
      why: 'the bot’s key gets no shell, no forwarding and no other command',
      content: `restrict,command="sudo -n ${helperPath}" ${publicKey.trim()}\n`,
    },
    ...labelSteps(survey),
  ]
}

/** Without a terminal of its own: a lost connection would else be a signal to the helper. */
function sudoersStep({ system, programs }: Survey): Step {
  const step: Step = {
    kind: 'file',
    path: sudoersPath(system),
    mode: '440',
    why: 'that user may run the helper as root, without arguments, and nothing else',
    content: `# Leasehold's bot runs its helper as root, and nothing else.
Defaults:${botUser} !requiretty, !use_pty
${botUser} ALL=(root) NOPASSWD: ${helperPath} ""
`,
  }
  return programs.has('visudo') ? { ...step, check: 'visudo -c -q -f' } : step
}

/** Where files have security labels, sshd reads keys only under the right one. */
function labelSteps({ programs }: Survey): readonly Step[] {
  if (!programs.has('restorecon')) return []
  return [{ kind: 'run', command: `restorecon -R ${botHome}`, why: 'SELinux labels' }]
}
