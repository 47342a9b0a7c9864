import { bootHook, recoverCommand } from './boot-hook.ts'
import { addUser, grantRights } from './bot-account.ts'
import { findSettings } from './helper-settings.ts'
import { helperPath, settingsFolder, settingsPath, statePath } from './places.ts'
import type { Plan } from './plan.ts'
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

/** No step of it would change nothing. */
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
  const user = addUser(survey)
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
    ...grantRights(survey, installation.publicKey),
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

/** Leaves out what is there already; commands that only serve a file are run only with it. */
function changesOnly(steps: readonly Step[], survey: Survey): readonly Step[] {
  const changing = steps.filter((step) => keepStep(step, survey))
  return changing.some(({ kind }) => kind !== 'run') || survey.home === undefined ? changing : []
}
