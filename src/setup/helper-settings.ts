import { quoteWord } from './quote.ts'
import type { Daemon, Survey } from './survey.ts'

/** The helper's settings as found on a machine, or why they could not be. */
export type FoundSettings = { readonly settings: string } | { readonly refusal: string }

/** Seconds that a new dhcpd must live to count as healthy. */
const healthySeconds = 3

/**
 * The helper's settings for the dhcpd that runs on a machine, or for the one that its distribution would run.
 * @param state the helper's own folder
 * @param config path of the dhcpd.conf that is meant, where several are served
 */
export function findSettings(survey: Survey, state: string, config?: string): FoundSettings {
  const daemons = survey.daemons.filter((daemon) => isMeant(daemon, config))
  if (daemons.length > 1) {
    return { refusal: `several dhcpd run there: ${daemons.map(({ words }) => words.join(' ')).join('; ')}` }
  }
  const [daemon] = daemons
  const flags = flagsOf(daemon?.words ?? [])
  const main = config ?? flags.get('-cf') ?? firstExisting(survey, configs)
  if (main === undefined) return { refusal: 'no dhcpd runs there, and no dhcpd.conf is at a usual place' }
  const pidFile = flags.get('-pf') ?? usualPidFile(survey)
  const service = serviceLines(survey, daemon, pidFile)
  if (service === undefined) {
    return { refusal: 'neither a service of dhcpd was found there nor one that runs' }
  }
  const family = flags.has('-6') ? '-6' : '-4'
  const lines = [
    '# What Leasehold’s helper may touch, and how dhcpd is tested, started and stopped here. Lines of name=value.',
    `config=${main}`,
    `leases=${flags.get('-lf') ?? firstExisting(survey, leaseFiles) ?? '/var/lib/dhcp/dhcpd.leases'}`,
    `pid-file=${pidFile}`,
    `state=${state}`,
    `test=dhcpd ${family} -t -cf`,
    ...service,
    ...(keepsAll(survey) ? [] : ['keep=mode-and-owner']),
    `healthy-seconds=${healthySeconds}`,
  ]
  return { settings: `${lines.join('\n')}\n` }
}

const configs = ['/etc/dhcp/dhcpd.conf', '/usr/local/etc/dhcpd.conf', '/etc/dhcpd.conf']
const leaseFiles = ['/var/lib/dhcp/dhcpd.leases', '/var/lib/dhcpd/dhcpd.leases', '/var/db/dhcpd/dhcpd.leases']

/** Without a path, the one for IPv4 is meant. */
function isMeant({ words }: Daemon, config: string | undefined): boolean {
  return config === undefined ? !words.includes('-6') : flagsOf(words).get('-cf') === config
}

function firstExisting({ existing }: Survey, paths: readonly string[]): string | undefined {
  return paths.find((path) => existing.has(path))
}

/** Where dhcpd writes its process id unless it is told otherwise (dhcpd(8)). */
function usualPidFile({ system, init }: Survey): string {
  if (system === 'FreeBSD') return '/var/run/dhcpd/dhcpd.pid'
  return init === 'openrc' ? '/run/dhcp/dhcpd.pid' : '/var/run/dhcpd.pid'
}

const withValue: ReadonlySet<string> = new Set([
  '-cf',
  '-lf',
  '-pf',
  '-p',
  '-s',
  '-user',
  '-group',
  '-chroot',
  '-tf',
])

/** The flags of a command line, each with its value where it takes one. */
function flagsOf(words: readonly string[]): Map<string, string> {
  const flags = new Map<string, string>()
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!word.startsWith('-')) continue
    flags.set(word, withValue.has(word) ? (words[++index] ?? '') : '')
  }
  return flags
}

/** The helper has presets for the usual ways in which services are run. */
function serviceLines(
  { init, service }: Survey,
  daemon: Daemon | undefined,
  pidFile: string,
): readonly string[] | undefined {
  if (init !== 'none' && service !== undefined) return [`preset=${init}`, `service=${service}`]
  return daemon && ownCommands(daemon, pidFile)
}

/** No service manager knows of it: started as it was, stopped by its process id. */
function ownCommands({ words }: Daemon, pidFile: string): readonly string[] {
  return [`start=${words.map(quoteWord).join(' ')}`, `stop=kill "$(cat ${quoteWord(pidFile)})"`]
}

/** The helper refuses to replace a file whose ACLs and attributes it could not keep, unless it is told that it has none. */
function keepsAll({ init, programs }: Survey): boolean {
  return init === 'freebsd-rc' || programs.has('cp --preserve=all')
}
