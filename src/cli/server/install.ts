import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { MemberConfig } from '../../config/settings.ts'
import { planInstall } from '../../setup/install-plan.ts'
import { botUser, helperPath } from '../../setup/places.ts'
import type { Step } from '../../setup/step.ts'
import type { Survey } from '../../setup/survey.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { type AdminShell, openAdminShell } from './admin-shell.ts'
import { isMade, makeKey, readPublicKey } from './bot-key.ts'
import { carryOut, isConfirmed, showSteps } from './carry-out.ts'
import { DONE, REFUSED, type ServerDesk } from './desk.ts'
import { lookRound } from './look-round.ts'
import { showProbe } from './probe.ts'
import { type AdminFlags, accessTo, type InstallTarget, installTargets } from './target.ts'
import { yamlLines } from './yaml-lines.ts'

export interface InstallOptions extends AdminFlags {
  readonly name: string | undefined
  readonly host: string | undefined
  readonly port: number
  /** Of a failover pair: the host of the only member that is meant. */
  readonly member: string | undefined
  /** The bot's private key, here; made where there is none. */
  readonly key: string | undefined
  /** A file, here, with the helper's settings. */
  readonly settings: string | undefined
  /** Path of the dhcpd.conf that is meant, there. */
  readonly dhcpdConf: string | undefined
  readonly dryRun: boolean
  readonly yes: boolean
}

/**
 * `leasehold server install`: shows what it will do, does it when that is confirmed, and tries it out; on the members of
 * a pair one after the other.
 */
export async function installServer(options: InstallOptions, desk: ServerDesk): Promise<number> {
  for (const target of installTargets(options, desk)) {
    const code = await installOn(target, options, desk)
    if (code !== DONE) return code
  }
  return DONE
}

async function installOn(target: InstallTarget, options: InstallOptions, desk: ServerDesk): Promise<number> {
  await using shell = await openAdminShell(accessTo(target, options, desk))
  const survey = await lookRound(shell, desk)
  const made = await isMade(target.key)
  const steps = await planned(survey, made ? await readPublicKey(target.key) : KEY_TO_COME, options, desk)
  showPlan(steps, made, target, options, desk)
  if (options.dryRun) return DONE
  if (steps.length > 0) {
    if (!(await isConfirmed(options, desk))) return REFUSED
    if (!made) await makeKey(target.key)
    await carryOut(await planned(survey, await readPublicKey(target.key), options, desk), shell)
  }
  // First, since the way from here to there may need more lines than these: a jump host, for one.
  desk.terminal.out(yamlLines(target, shell.hostKey))
  return tryOut(shell, target, desk)
}

/** Stands in the authorized_keys that is shown, where the key is made only when all is confirmed. */
const KEY_TO_COME = 'ssh-ed25519 (the public half of the key that is made)'

async function planned(survey: Survey, publicKey: string, options: InstallOptions, desk: ServerDesk) {
  const plan = planInstall(survey, {
    helper: desk.scripts.helper,
    publicKey,
    settings: options.settings === undefined ? undefined : await readSettings(options.settings),
    config: options.dhcpdConf,
  })
  if ('steps' in plan) return plan.steps
  throw new ExplainedError(`It cannot be installed: ${plan.refusal}.`, plan.advice)
}

function showPlan(
  steps: readonly Step[],
  made: boolean,
  { host, key }: InstallTarget,
  { dryRun }: InstallOptions,
  desk: ServerDesk,
): void {
  if (!made) desk.terminal.out(`Here: a key pair for the bot is made, ${key} and ${key}.pub.\n`)
  if (steps.length > 0) showSteps(steps, host, dryRun, desk)
  else desk.terminal.out(`${host} has everything already; nothing is changed.\n`)
}

async function readSettings(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ExplainedError(`The settings ${path} cannot be read (${error.code}).`, 'Correct --settings.')
  })
  return text.endsWith('\n') ? text : `${text}\n`
}

/** Logs in as the bot will, with the host key that the administrator's ssh found right. */
async function tryOut(shell: AdminShell, target: InstallTarget, desk: ServerDesk): Promise<number> {
  const server = desk.connect(target.name, memberOf(target, shell.hostKey), DEADLINE_SECONDS)
  try {
    showProbe(server, target.host, await server.probe(), desk.terminal)
  } finally {
    await server.close()
  }
  return DONE
}

/** As leasehold.yaml says, or will say when the lines that are printed stand in it. */
function memberOf({ host, port, key, member }: InstallTarget, hostKey: string): MemberConfig {
  if (member === undefined) {
    return { host, port, user: botUser, key: resolve(key), hostKey, command: helperPath }
  }
  const { trial: _, ...installed } = member
  const isSame = 'agent' in installed || installed.key === key
  return isSame ? installed : { ...installed, key: resolve(key), passphrase: undefined }
}

const DEADLINE_SECONDS = 30
