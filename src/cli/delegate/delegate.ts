import { type Delegation, type DelegationRefusal, endOfDay } from '../../request/delegation.ts'
import { arrange, endDelegation } from '../../usecases/delegate.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { visible } from '../local/terminal.ts'
import { teamMeant } from '../team-meant.ts'
import { withDesk } from '../with-desk.ts'
import type { DelegateFlags, DelegateTools } from './commands.ts'

const DONE = 0
const REFUSED = 1

/** Messages go out by the bot, which looks for them every few seconds. */
const leftToTheBot = () => {}

/**
 * Arranges who approves in an approver's place, or that they are back.
 * @returns the exit code: 0 done, 1 refused with the reason.
 */
export function delegate(user: string, flags: DelegateFlags, { open, out }: DelegateTools): Promise<number> {
  const { to = '', until = '', reason, off, config } = flags
  return withDesk(open(config), async (desk) => {
    const team = teamMeant(desk)
    const by = { localUser: desk.user }
    const approver = { team, user }
    const naming = {
      approver,
      delegate: { team, user: to },
      until: off ? '' : dayEnd(until),
      reason: reason.trim(),
    }
    const result = off
      ? await endDelegation(approver, by, { ...desk, deliver: leftToTheBot })
      : await arrange(naming, by, desk)
    if ('refusal' in result) {
      out(refusalSaid(user, result))
      return REFUSED
    }
    out(
      result.type === 'delegated' ? delegationSaid(result) : `${user} is back: nobody stands in any more.\n`,
    )
    return DONE
  })
}

/** Says who approves in whose place now. @returns the exit code: 0, also where that is nobody. */
export function listDelegations({ config }: DelegateFlags, { open, out }: DelegateTools): Promise<number> {
  return withDesk(open(config), async ({ delegations, clock }) => {
    const all = await delegations.inForce(clock())
    if (all.length === 0) out('Nobody is away.\n')
    for (const delegation of all) out(delegationSaid(delegation))
    return DONE
  })
}

function delegationSaid({ approver, delegate, until, reason }: Delegation): string {
  return visible(
    `${delegate.user} for ${approver.user}, until ${until}${reason === '' ? '' : `: ${reason}`}\n`,
  )
}

function refusalSaid(user: string, refusal: DelegationRefusal): string {
  switch (refusal.refusal) {
    case 'yourself':
      return `${user} cannot stand in for themselves.\n`
    case 'in-the-past':
      return 'That day is over already.\n'
    case 'too-long':
      return `That is too long: name a day until ${refusal.latest.slice(0, 10)}, or change the policy.\n`
    case 'not-away':
      return `Nobody stands in for ${user}.\n`
    default:
      return refusal satisfies never
  }
}

function dayEnd(day: string): string {
  const end = endOfDay(day)
  if (end !== undefined) return end
  throw new ExplainedError(`${day} is no day.`, 'Give it as 2026-12-24.')
}
