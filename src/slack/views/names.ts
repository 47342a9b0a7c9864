import { escapeMrkdwn } from './text.ts'

/** Of a flood, the first names will do. */
const MOST_NAMES = 20

/** Names of hosts in a sentence, escaped. */
export function namesOf(hosts: readonly string[]): string {
  const more = hosts.length > MOST_NAMES ? ` and ${hosts.length - MOST_NAMES} more` : ''
  return hosts.slice(0, MOST_NAMES).map(escapeMrkdwn).join(', ') + more
}
