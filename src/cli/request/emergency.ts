import type { Refusal } from '../../request/decide.ts'
import { requestName } from '../../request/request.ts'
import { withDesk } from '../with-desk.ts'
import { noSuchRequest, personOf, show } from './ask.ts'
import type { RequestTools } from './desk.ts'
import { tooLateSaid } from './take-back.ts'

const DONE = 0
const REFUSED = 1

/**
 * Has a request applied without its approvers, as the button in Slack does (SAFETY A8).
 * @returns the exit code: 0 it is applied at once, 1 refused with the reason.
 */
export function approveNow(
  id: number,
  { reason, config }: { readonly reason: string; readonly config: string },
  tools: RequestTools,
): Promise<number> {
  const name = requestName(id)
  return withDesk(tools.open(config), async (desk) => {
    const by = personOf(desk, tools)
    const request = await desk.find(id)
    if (!request) throw noSuchRequest(id)
    const { revision, proposal } = request
    const result = await desk.approveInEmergency({ id, revision, by, reason: reason.trim() })
    if ('refusal' in result) {
      tools.out(refusalSaid(name, result))
      return REFUSED
    }
    show(proposal, tools.out)
    tools.out(
      `${name} is approved in an emergency: the running bot tells everyone, and applies it within a minute.\n`,
    )
    tools.out('A second person has to review it afterwards, on its card in Slack.\n')
    return DONE
  })
}

function refusalSaid(name: string, refusal: Refusal): string {
  switch (refusal.refusal) {
    case 'not-for-emergencies': {
      const named = refusal.named.map(({ user }) => user).join(', ')
      return `You may not approve ${name} in an emergency: the configuration names ${named || 'nobody'} for that (policy.emergency).\n`
    }
    case 'reason-too-short':
      return `Say in at least ${refusal.least} characters why ${name} cannot wait: everyone is told.\n`
    case 'outdated-card':
      return `The plan of ${name} was changed at this moment: look at it, and try again.\n`
    case 'too-late':
      return tooLateSaid(name, refusal.state)
    default:
      return `${name} cannot be approved in an emergency.\n`
  }
}
