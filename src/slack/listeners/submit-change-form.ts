import { editOf, type HostFields } from '../../inventory/host-fields.ts'
import { hostNamed } from '../../inventory/host-named.ts'
import { leaseOf } from '../../inventory/lease-of.ts'
import type { Form } from '../../usecases/ports.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { changeForm } from '../views/change-form.ts'
import { messageView } from '../views/message-view.ts'
import { removalForm } from '../views/removal-form.ts'
import { paragraph } from '../views/text.ts'
import { undoForm } from '../views/undo-form.ts'
import { type FormValues, refuseExpired, sendForm, textIn, type ViewArgs } from './send-form.ts'

/** The filled form to change a host: only what was changed in it is asked for. */
export async function submitChangeForm(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const { values } = args.view.state
  const form = await deps.forms.find(args.view.private_metadata)
  const shown = changesIn(form)?.shown
  if (!shown) return refuseExpired(args)
  const typed = readFields(values)
  const subnet = values[FIELDS.subnet]?.[INPUT]?.selected_option?.value
  const edit = editOf(shown, typed, subnet)
  const again = (banner: string, { id, server }: Form) => {
    const subnets = deskFor(deps, server)?.cache.current()?.subnets ?? []
    const chosen = subnets.find(({ cidr }) => cidr === subnet)
    return changeForm({ formId: id, server, shown, wanted: typed, subnets, subnet: chosen, banner })
  }
  const submitted = { asked: { kind: 'changes', inputs: [edit], shown }, ...reasonIn(values) } as const
  await sendForm(args, { form, submitted, again }, deps)
}

/** The filled form to take a host out. */
export async function submitRemovalForm(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const form = await deps.forms.find(args.view.private_metadata)
  const [input] = changesIn(form)?.inputs ?? []
  if (input?.kind !== 'remove') return refuseExpired(args)
  const again = (banner: string, { id, server }: Form) => {
    const inventory = deskFor(deps, server)?.cache.current()
    const host = inventory && hostNamed(inventory, input.target)
    if (!host) return messageView('Not sent', [paragraph(banner)])
    return removalForm({ formId: id, server, host, lease: leaseOf(host, inventory), banner })
  }
  const submitted = {
    asked: { kind: 'changes', inputs: [input] },
    ...reasonIn(args.view.state.values),
  } as const
  await sendForm(args, { form, submitted, again }, deps)
}

/** The filled form to undo a request. */
export async function submitUndoForm(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const form = await deps.forms.find(args.view.private_metadata)
  const asked = form?.submitted?.asked
  const request = asked?.kind === 'undo' ? await deps.requests.find(asked.requestId) : undefined
  if (asked?.kind !== 'undo' || !request) return refuseExpired(args)
  const again = (banner: string, { id }: Form) => undoForm(id, request, banner)
  await sendForm(args, { form, submitted: { asked, ...reasonIn(args.view.state.values) }, again }, deps)
}

function reasonIn(values: FormValues) {
  return { reason: textIn(values, FIELDS.reason), warnings: [] }
}

function changesIn(form: Form | undefined) {
  const asked = form?.submitted?.asked
  return asked?.kind === 'changes' ? asked : undefined
}

function readFields(values: FormValues): HostFields {
  return {
    name: textIn(values, FIELDS.name),
    mac: textIn(values, FIELDS.mac),
    address: textIn(values, FIELDS.address),
    comment: textIn(values, FIELDS.comment),
    ...tenureIn(values),
  }
}

function tenureIn(values: FormValues): Pick<HostFields, 'owner' | 'until'> {
  const owner = values[FIELDS.owner]?.[INPUT]?.selected_user
  const until = values[FIELDS.until]?.[INPUT]?.selected_date
  return { ...(owner && { owner }), ...(until && { until }) }
}
