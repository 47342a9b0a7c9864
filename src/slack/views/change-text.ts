import { type Change, hostOf } from '../../inventory/change.ts'
import { kindOfAll, titleOf } from '../../request/change-title.ts'
import { type Request, requestName } from '../../request/request.ts'
import { escapeMrkdwn, mention } from './text.ts'

/** What a request does, in a sentence about it: mrkdwn. */
export function describeChanges(changes: readonly Change[]): string {
  const [first, ...more] = changes
  if (!first) return 'nothing'
  if (more.length > 0) return `${NOUNS[kindOfAll(changes)]} of ${changes.length} hosts`
  const name = `*${escapeMrkdwn(hostOf(first))}*`
  return first.kind === 'add' ? `${name}, ${escapeMrkdwn(first.address)}` : `${NOUNS[first.kind]} of ${name}`
}

const NOUNS = { add: 'registration', edit: 'change', remove: 'removal', mixed: 'changes' } as const

/** What is asked for and by whom, as a phrase: mrkdwn. */
export function askedText({ proposal, requester }: Pick<Request, 'proposal' | 'requester'>): string {
  return `*${escapeMrkdwn(titleOf(proposal.changes))}*, asked for by ${mention(requester)}`
}

/** The same with its number in front of it. */
export function requestText(request: Request): string {
  return `${requestName(request.id)} (${askedText(request)})`
}

/** What is true once it is applied, and what to do then: mrkdwn. */
export function describeApplied(changes: readonly Change[]): string {
  const [first, ...more] = changes
  if (first?.kind !== 'add' || more.length > 0) {
    return `the ${describeChanges(changes)} ${kindOfAll(changes) === 'mixed' ? 'are' : 'is'} done`
  }
  return `${describeChanges(changes)} is registered`
}

/** What a device has to do to notice. */
export function nextStep(changes: readonly Change[]): string {
  switch (kindOfAll(changes)) {
    case 'add':
      return 'Plug the device in, or let it renew its lease.'
    case 'remove':
      return 'A device that still has the address keeps it until its lease ends.'
    case 'edit':
    case 'mixed':
      return 'Devices notice when they renew their leases.'
  }
}

/** What of a host is asked for, as titles and values. */
export function fieldsOf(change: Change): readonly (readonly [title: string, value: string])[] {
  switch (change.kind) {
    case 'add': {
      const { name, address, moreAddresses = [], mac } = change
      return [
        ['Host', name],
        ['IP address', [address, ...moreAddresses].join(', ')],
        ['MAC address', mac],
      ]
    }
    case 'edit': {
      const { name, mac, addresses, addresses6, comment } = change.change
      const all: readonly (readonly [string, string | undefined])[] = [
        ['Host', change.target],
        ['New name', name],
        ['New MAC address', mac],
        ['New IP address', shown((addresses ?? addresses6)?.join(', '))],
        ['New comment', shown(comment)],
      ]
      return all.flatMap(([title, value]) => (value === undefined ? [] : [[title, value] as const]))
    }
    case 'remove':
      return [['Host', change.target]]
    default:
      return change satisfies never
  }
}

function shown(text: string | undefined): string | undefined {
  return text === '' ? 'none' : text
}
