/** How services are started on a machine. */
export type Init = 'systemd' | 'openrc' | 'freebsd-rc' | 'sysv' | 'none'

/** What survey.sh found on a machine. */
export interface Survey {
  /** As `uname -s` says it. */
  readonly system: string
  readonly init: Init
  /** The name of dhcpd's service, where one was found. */
  readonly service: string | undefined
  readonly daemons: readonly Daemon[]
  readonly programs: ReadonlySet<string>
  /** Which of the usual places of dhcpd's files there are. */
  readonly existing: ReadonlySet<string>
  /** The paths asked for that are there. */
  readonly files: ReadonlyMap<string, FoundFile>
  /** Lines of the helper's settings; none where they are not there. */
  readonly settings: readonly string[]
  /** Home folder of the bot's user, where there is one. */
  readonly home: string | undefined
}

/** A dhcpd that runs, with the words of its command line. */
export interface Daemon {
  readonly pid: number
  readonly words: readonly string[]
}

export interface FoundFile {
  /** As `ls` shows it: `-rw-------`. */
  readonly mode: string
  readonly ownedByRoot: boolean
  /** SHA-256 in hexadecimal; `-` of what is no plain file. */
  readonly digest: string
}

const inits: ReadonlySet<string> = new Set<Init>(['systemd', 'openrc', 'freebsd-rc', 'sysv', 'none'])

/** Reads what survey.sh printed; undefined when it is not whole. */
export function readSurvey(text: string): Survey | undefined {
  const facts = text.split('\n').map((line) => line.split('\t'))
  const of = (word: string) => facts.filter(([first]) => first === word).map(([, ...values]) => values)
  const [[init = ''] = []] = of('init')
  if (of('end').length !== 1 || !isInit(init)) return undefined
  return {
    system: of('system')[0]?.[0] ?? '',
    init,
    service: of('service')[0]?.[0],
    daemons: of('daemon').map(([pid, ...words]) => ({ pid: Number(pid), words })),
    programs: new Set(of('has').flat()),
    existing: new Set(of('exists').flat()),
    files: new Map(of('file').map(([path = '', ...rest]) => [path, foundFile(rest)])),
    settings: of('setting').map((values) => values.join('\t')),
    home: of('user')[0]?.[0],
  }
}

function isInit(word: string): word is Init {
  return inits.has(word)
}

function foundFile([mode = '', user, group, digest = '-']: readonly string[]): FoundFile {
  return { mode: mode.slice(0, 10), ownedByRoot: user === '0' && group === '0', digest }
}
