import type { MemberNames } from '../../usecases/pair-progress.ts'
import type { MemberDifference } from '../../usecases/ports.ts'
import type { PairStatus } from '../../usecases/server-status.ts'
import { type Message, say } from './message.ts'
import { namesOf } from './names.ts'
import { escapeMrkdwn } from './text.ts'

/** How the members of a failover pair stand to one another; empty where all is well. */
export function pairText(pair: PairStatus): string {
  const { differing, trouble } = pair
  const waits =
    trouble === undefined
      ? ''
      : `Changes wait until the failover state of both members is normal: ${escapeMrkdwn(trouble)}.`
  return [waits, differing.length === 0 ? '' : differenceText(pair, differing)].filter(Boolean).join(' ')
}

/** What the approvals channel is told when other hosts than before are not the same on both members. */
export function differenceNotice(server: string, difference: MemberDifference): Message {
  const { first, second, hosts } = difference
  const name = escapeMrkdwn(server)
  const text =
    hosts.length === 0
      ? `*The members of ${name} carry the same hosts again*: ${escapeMrkdwn(first)} and ${escapeMrkdwn(second)}.`
      : `*The members of ${name} differ.* ${differenceText(difference, hosts)}`
  return say(text)
}

/** Which hosts the members do not carry alike, and what to do about it. */
export function differenceText({ first, second }: MemberNames, hosts: readonly string[]): string {
  return `Not the same on ${escapeMrkdwn(first)} and ${escapeMrkdwn(second)}: ${namesOf(hosts)}. They cannot be changed here until somebody has made both files say the same.`
}
