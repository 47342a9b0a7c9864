import type { Refusal } from '../../request/decide.ts'
import type { EditedFields } from '../../request/proposed-fields.ts'
import { type Request, requestName } from '../../request/request.ts'
import type { EditResult } from '../../usecases/edit-request.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { findingSaid } from '../local/terminal.ts'
import { withDesk } from '../with-desk.ts'
import { confirming, noSuchRequest, PATIENCE, personOf, show } from './ask.ts'
import type { RequestTools } from './desk.ts'
import { tooLateSaid } from './take-back.ts'

const DONE = 0
const REFUSED = 1

export interface ChangeFlags extends EditedFields {
  readonly yes: boolean
  readonly config: string
}

/**
 * Gives some values of a request otherwise, as the form in Slack does: whoever does that does not approve it.
 * @returns the exit code: 0 it waits for somebody else's approval, 1 refused with the reason.
 */
export function changeRequest(
  id: number,
  { yes, config, ...given }: ChangeFlags,
  tools: RequestTools,
): Promise<number> {
  return withDesk(tools.open(config), async (desk) => {
    const by = personOf(desk, tools)
    const request = await desk.find(id)
    if (!request) throw noSuchRequest(id)
    const { revision, server } = request
    const { name, mac, address, comment } = given
    const fields: EditedFields = {
      ...(name !== undefined && { name }),
      ...(mac !== undefined && { mac }),
      ...(address !== undefined && { address }),
      ...(comment !== undefined && { comment }),
    }
    const edit = { id, revision, by, fields, patience: PATIENCE }
    const result = await confirming(yes, (confirmed) => desk.edit({ ...edit, confirmed }, server))
    return tell(id, result, tools)
  })
}

function tell(id: number, result: EditResult, { out }: RequestTools): number {
  const name = requestName(id)
  switch (result.kind) {
    case 'errors':
      for (const finding of result.findings) out(findingSaid(finding))
      return REFUSED
    case 'refused':
    case 'unreachable':
      throw new ExplainedError(result.message, result.advice)
    case 'confirm':
      show(result.proposal, out)
      out('Nothing was saved. To save it in spite of the warnings, add --yes\n')
      return REFUSED
    case 'not-taken':
      out(refusalSaid(name, result.because))
      return REFUSED
    case 'edited':
      show(result.request.proposal, out)
      out(`${name} ${saved(result.request)}\n`)
      return DONE
    default:
      return result satisfies never
  }
}

function saved({ state }: Request): string {
  return state.status === 'approved'
    ? 'is saved, and approved automatically by the policy.'
    : 'is saved, and waits for the approval of somebody who neither asked for it nor edited it.'
}

function refusalSaid(name: string, refusal: Refusal): string {
  switch (refusal.refusal) {
    case 'not-an-editor':
      return `You may not change ${name}: only who asked for it and its approvers can.\n`
    case 'not-editable':
      return `${name} cannot be changed: only a request with one change that has values can. Take it back, or let it be denied, and ask again.\n`
    case 'nothing-to-edit':
      return `${name} asks for that already.\n`
    case 'too-few-left':
      return `Were you to change ${name}, too few would be left who can approve it. Let somebody change it who does not approve it.\n`
    case 'membership-unknown':
      return `Slack did not say who belongs to the groups and channels that decide on ${name}. Try again in a moment.\n`
    case 'outdated-card':
      return `The plan of ${name} was changed at this moment: look at it, and try again.\n`
    case 'too-late':
      return tooLateSaid(name, refusal.state)
    default:
      return `${name} cannot be changed.\n`
  }
}
