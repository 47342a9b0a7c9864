import type { Policy } from '../request/policy.ts'
import type { Who } from '../request/who.ts'
import type { PolicySettings, WhoSettings } from './settings.ts'

/** The policy of the configuration, which names people by user id: they are people of the home workspace and of no other. */
export function policyOf(
  { rules, operators, emergency, requesters, limits }: PolicySettings,
  team: string,
): Policy {
  const peopleOf = (users: readonly string[]) => users.map((user) => ({ team, user }))
  const whoOf = (who: WhoSettings): Who => ({
    users: peopleOf(who.users),
    circles: [
      ...who.groups.map((id) => ({ kind: 'group' as const, id })),
      ...who.channels.map((id) => ({ kind: 'channel' as const, id })),
    ],
  })
  return {
    rules: rules.map(({ when: { requester, ...when }, approvers, ...rule }) => ({
      ...rule,
      when: { ...when, ...(requester && { requester: whoOf(requester) }) },
      approvers: approvers && whoOf(approvers),
    })),
    operators: peopleOf(operators),
    emergency: emergency && { ...emergency, users: peopleOf(emergency.users) },
    requesters: requesters && whoOf(requesters),
    limits,
  }
}
