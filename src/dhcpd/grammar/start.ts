import type { Problem } from './problem.ts'
import type { World } from './world.ts'

/** What dhcpd ends at when all files are read, before it does anything (`postconf_initialization` in `server/dhcpd.c`). */
export function startProblems({ settings, keys, peers }: World): Problem[] {
  const problems: Problem[] = []
  const key = settings.get('omapi-key')
  if (key && !keys.has(key.value.toLowerCase())) {
    problems.push({
      code: 'unknown-key',
      ...key.place,
      message: 'the `omapi-key` names no key that is declared',
    })
  }
  const style = settings.get('ddns-update-style')
  if (style?.value === 'ad-hoc') {
    problems.push({ code: 'fatal-setting', ...style.place, message: '`ad-hoc` is no longer supported' })
  }
  for (const { used, declared } of peers.values()) {
    if (used) continue
    problems.push({ code: 'incomplete-peer', ...declared, message: 'no pool names this failover peer' })
  }
  return problems
}
