import { recoverCommand, unhook } from './boot-hook.ts'
import { removeUser } from './bot-account.ts'
import { authorizedKeysPath, everyPath, helperPath, settingsPath, statePath, trialPath } from './places.ts'
import { quoteWord } from './quote.ts'
import type { Step } from './step.ts'
import type { Survey } from './survey.ts'

/**
 * What takes an installation, whole or in part, and a trial away. No step when there is nothing of it.
 * @param purge whether the backups go too
 * @param trial the folder of a trial
 */
export function planUninstall(survey: Survey, purge: boolean, trial = trialPath): readonly Step[] {
  const { files } = survey
  const kept = [statePath, trial]
  const removed = everyPath.filter((path) => files.has(path) && !kept.includes(path))
  return [
    ...removed
      .filter((path) => path === authorizedKeysPath)
      .map((path) => remove(path, 'the bot’s key first')),
    ...(files.has(helperPath) && files.has(settingsPath)
      ? [
          {
            kind: 'run' as const,
            command: recoverCommand,
            why: 'finish what a change may have left',
          },
        ]
      : []),
    ...unhook(survey),
    ...removed
      .filter((path) => path !== authorizedKeysPath)
      .map((path) => remove(path, 'put there by the installation')),
    ...reload(removed),
    ...removeUser(survey),
    ...(files.has(trial) ? [settleTrial(trial)] : []),
    ...kept.filter((path) => files.has(path)).map((path) => stateStep(path, path === trial, purge)),
  ]
}

function settleTrial(trial: string): Step {
  const [helper, settings] = ['helper', 'helper.conf'].map((name) => quoteWord(`${trial}/${name}`))
  return {
    kind: 'run',
    command: `[ ! -f ${settings} ] || sh ${helper} ${settings} recover >/dev/null`,
    why: 'finish what a change of the trial may have left',
  }
}

function remove(path: string, why: string): Step {
  return { kind: 'remove', path, why }
}

function reload(removed: readonly string[]): readonly Step[] {
  if (!removed.some((path) => path.endsWith('.service'))) return []
  return [{ kind: 'run', command: 'systemctl daemon-reload', why: 'systemd forgets the unit' }]
}

/** Old contents of dhcpd.conf are their owner's. */
function stateStep(path: string, isTrial: boolean, purge: boolean): Step {
  if (purge) return remove(path, 'journal, outcomes and backups (--purge)')
  const backups = isTrial ? `${path}/state/backups` : `${path}/backups`
  const folder = quoteWord(path)
  return {
    kind: 'run',
    command: `find ${folder} -depth ! -path ${quoteWord(`${backups}/*`)} -type f -exec rm -f {} +; find ${folder} -depth -type d -exec rmdir {} + 2>/dev/null || :`,
    why: `all but the backups, which stay in ${backups} (--purge takes them too)`,
  }
}
