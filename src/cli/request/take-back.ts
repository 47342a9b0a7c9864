import type { Refusal } from '../../request/decide.ts'
import { requestName, type State } from '../../request/request.ts'
import { withDesk } from '../with-desk.ts'
import { noSuchRequest, personOf } from './ask.ts'
import type { RequestTools } from './desk.ts'

const DONE = 0
const REFUSED = 1

/** Takes a request back. @returns the exit code: 0 done, 1 refused with the reason. */
export function takeBack(id: number, config: string, tools: RequestTools): Promise<number> {
  const name = requestName(id)
  return withDesk(tools.open(config), async (desk) => {
    const result = await desk.cancel(id, personOf(desk, tools))
    if (!result) throw noSuchRequest(id)
    if ('refusal' in result) {
      tools.out(refusalSaid(name, result))
      return REFUSED
    }
    tools.out(`${name} is taken back. Nothing is changed on the server.\n`)
    return DONE
  })
}

/** That a request is not in a state in which something can be done about it. */
export function tooLateSaid(name: string, { status }: State): string {
  if (status === 'approved') return `${name} is approved already, and waits to be applied.\n`
  if (status === 'applying') return `${name} is being applied at this moment.\n`
  return `${name} has ended already (${status}).\n`
}

function refusalSaid(name: string, refusal: Refusal): string {
  if (refusal.refusal === 'not-your-request') return `Only who asked for ${name} can take it back.\n`
  if (refusal.refusal !== 'too-late') return `${name} cannot be taken back.\n`
  return refusal.state.status === 'applying'
    ? `${name} is being applied at this moment, and cannot be taken back any more.\n`
    : tooLateSaid(name, refusal.state)
}
