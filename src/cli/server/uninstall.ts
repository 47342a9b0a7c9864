import { trialPath } from '../../setup/places.ts'
import { planUninstall } from '../../setup/uninstall-plan.ts'
import { openAdminShell } from './admin-shell.ts'
import { carryOut, isConfirmed, showSteps } from './carry-out.ts'
import { DONE, REFUSED, type ServerDesk } from './desk.ts'
import { findMembers } from './find-server.ts'
import { lookRound } from './look-round.ts'
import { type AdminFlags, accessTo } from './target.ts'

export interface UninstallOptions extends AdminFlags {
  readonly name: string | undefined
  readonly host: string | undefined
  readonly port: number
  /** Of a failover pair: the host of the only member that is meant. */
  readonly member: string | undefined
  /** Whether the backups go too. */
  readonly purge: boolean
  readonly dryRun: boolean
  readonly yes: boolean
}

/** `leasehold server uninstall`: takes away what an installation or a trial has put there, on each member of a pair. */
export async function uninstallServer(options: UninstallOptions, desk: ServerDesk): Promise<number> {
  for (const place of placesOf(options, desk)) {
    const code = await uninstallFrom(place, options, desk)
    if (code !== DONE) return code
  }
  return DONE
}

interface Place {
  readonly host: string
  readonly port: number
  /** The folder of a trial. */
  readonly trial: string
}

async function uninstallFrom({ host, port, trial }: Place, options: UninstallOptions, desk: ServerDesk) {
  await using shell = await openAdminShell(accessTo({ host, port }, options, desk))
  const steps = planUninstall(await lookRound(shell, desk, [trial]), options.purge, trial)
  if (steps.length === 0) {
    desk.terminal.out(`There is nothing of Leasehold on ${host}.\n`)
    return DONE
  }
  showSteps(steps, host, options.dryRun, desk)
  if (options.dryRun) return DONE
  if (!(await isConfirmed(options, desk))) return REFUSED
  await carryOut(steps, shell)
  desk.terminal.out(`Leasehold is gone from ${host}.\n`)
  return DONE
}

function placesOf(options: UninstallOptions, desk: ServerDesk): readonly Place[] {
  const { name = '', host, port } = options
  if (host !== undefined) return [{ host, port, trial: trialPath }]
  return findMembers({ ...options, name }, desk).map((member) => ({
    host: member.host,
    port: member.port,
    trial: member.trial?.folder ?? trialPath,
  }))
}
