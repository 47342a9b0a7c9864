import { bootHook, recoverCommand } from './boot-hook.ts'
import { findSettings } from './helper-settings.ts'
import {
  authorizedKeysPath,
  botHome,
  botUser,
  helperPath,
  settingsFolder,
  settingsPath,
  statePath,
  sudoersPath,
} from './places.ts'
import type { Step } from './step.ts'
import type { Survey } from './survey.ts'
import { keepStep } from './unchanged.ts'

/** What is to be put on a machine. */
export interface Installation {
  /** The helper's script. */
  readonly helper: string
  /** The bot's public key, as OpenSSH writes it on one line. */
  readonly publicKey: string
  /** The helper's settings, where they are not to be found on the machine. */
  readonly settings: string | undefined
  /** Path of the dhcpd.conf that is meant, where several are served. */
  readonly config: string | undefined
}

/** What is done to install, or why it cannot be. No step is in it that would change nothing. */
export type Plan = { readonly steps: readonly Step[] } | { readonly refusal: string; readonly advice: string }

export function planInstall(survey: Survey, installation: Installation): Plan {
  if (!survey.programs.has('sudo')) {
    return {
      refusal: 'there is no sudo on the machine',
      advice: 'Install it: the bot’s key logs in as a user of its own, and runs one program as root.',
    }
  }
  const settings = settingsOf(survey, installation)
  if ('refusal' in settings) {
    return {
      refusal: settings.refusal,
      advice:
        'Start dhcpd as it is meant to run, or say which configuration is meant (--dhcpd-conf), or give the helper’s settings (--settings): see docs/OPERATING.md.',
    }
  }
  const user = userSteps(survey)
  if ('refusal' in user) return user
  const steps: Step[] = [
    ...settleSteps(survey),
    { kind: 'folder', path: settingsFolder, mode: '700', why: 'the helper’s settings' },
    { kind: 'folder', path: statePath, mode: '700', why: 'the helper’s journal, outcomes and backups' },
    ...settings.steps,
    {
      kind: 'file',
      path: helperPath,
      mode: '755',
      content: installation.helper,
      why: 'all that the bot’s key can run',
    },
    ...bootHook(survey),
    ...user.steps,
    sudoersStep(survey),
    {
      kind: 'folder',
      path: botHome,
      mode: '755',
      why: 'root’s, so that the bot’s user changes nothing there',
    },
    { kind: 'folder', path: `${botHome}/.ssh`, mode: '755', why: 'the bot’s key' },
    keyStep(installation.publicKey),
    ...labelSteps(survey),
  ]
  return { steps: changesOnly(steps, survey) }
}

/** Settings that are there are an administrator's own by now, and stay unless others are given. */
function settingsOf(
  survey: Survey,
  { settings, config }: Installation,
): { steps: readonly Step[] } | { refusal: string } {
  if (settings === undefined && config === undefined && survey.settings.length > 0) return { steps: [] }
  const found = settings === undefined ? findSettings(survey, statePath, config) : { settings }
  if ('refusal' in found) return found
  return {
    steps: [
      {
        kind: 'file',
        path: settingsPath,
        mode: '600',
        content: found.settings,
        why: 'what the helper may touch, and how dhcpd is run; change it as you need',
      },
    ],
  }
}

/** An earlier helper may have been cut off: it settles that itself before it is replaced. */
function settleSteps({ files }: Survey): readonly Step[] {
  if (!files.has(helperPath) || !files.has(settingsPath)) return []
  return [
    {
      kind: 'run',
      command: recoverCommand,
      why: 'finish what an earlier change may have left',
    },
  ]
}

function userSteps({
  home,
  programs,
}: Survey): { steps: readonly Step[] } | Extract<Plan, { refusal: string }> {
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
  return {
    steps: [{ kind: 'run', command, why: 'the user that the bot logs in as; it has no password' }],
  }
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

function keyStep(publicKey: string): Step {
  return {
    kind: 'file',
    path: authorizedKeysPath,
    mode: '644',
    why: 'the bot’s key gets no shell, no forwarding and no other command',
    content: `restrict,command="sudo -n ${helperPath}" ${publicKey.trim()}\n`,
  }
}

/** Where files have security labels, sshd reads keys only under the right one. */
function labelSteps({ programs }: Survey): readonly Step[] {
  if (!programs.has('restorecon')) return []
  return [{ kind: 'run', command: `restorecon -R ${botHome}`, why: 'SELinux labels' }]
}

/** Leaves out what is there already; commands that only serve a file are run only with it. */
function changesOnly(steps: readonly Step[], survey: Survey): readonly Step[] {
  const changing = steps.filter((step) => keepStep(step, survey))
  return changing.some(({ kind }) => kind !== 'run') || survey.home === undefined ? changing : []
}
