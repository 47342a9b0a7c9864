import type { Problem } from './problem.ts'
import type { Setting, World } from './world.ts'

/** How many bytes the value of a parameter must have that dhcpd reads when it starts. */
const LENGTHS: Readonly<Record<string, number>> = {
  'omapi-port': 2,
  'local-port': 2,
  'remote-port': 2,
  'limited-broadcast-address': 4,
  'local-address': 4,
  'ddns-update-style': 1,
  'log-facility': 1,
  'delayed-ack': 2,
  'max-ack-delay': 4,
  'prefix-length-mode': 1,
  'abandon-lease-time': 4,
}

/** What dhcpd ends at when it has read all files (`postconf_initialization` in `server/dhcpd.c`). */
export function startProblems({ family, settings, keys, peers }: World): Problem[] {
  const problems: Problem[] = []
  for (const [name, setting] of settings) {
    const length = name === 'local-address6' && family === 6 ? 16 : LENGTHS[name]
    if (length === undefined || !setting.isLiteral || setting.value.length === length) continue
    const message = `the value of \`${name}\` is expected to have ${length} bytes`
    problems.push({ code: 'fatal-setting', ...setting.place(), message })
  }
  const key = settings.get('omapi-key')
  if (key && !keys.has(key.value.toLowerCase())) {
    problems.push({
      code: 'unknown-key',
      ...key.place(),
      message: 'the `omapi-key` names no key that is declared',
    })
  }
  const style = settings.get('ddns-update-style')
  if (style && isAdHoc(style)) {
    problems.push({ code: 'fatal-setting', ...style.place(), message: '`ad-hoc` is no longer supported' })
  }
  for (const { used, declared } of peers.values()) {
    if (used) continue
    problems.push({ code: 'incomplete-peer', ...declared, message: 'no pool names this failover peer' })
  }
  return problems
}

function isAdHoc({ isLiteral, value }: Setting): boolean {
  return isLiteral ? value === '\x01' : value === 'ad-hoc'
}
