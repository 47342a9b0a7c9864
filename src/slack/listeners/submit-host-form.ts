import type { HostInput } from '../../inventory/check-add.ts'
import type { Form } from '../../usecases/ports.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { formFacts, hostForm } from '../views/host-form.ts'
import { type FormValues, sendForm, textIn, type ViewArgs } from './send-form.ts'

/** The filled form to register a host. */
export async function submitHostForm(args: ViewArgs, deps: SlackDeps): Promise<void> {
  const { values } = args.view.state
  const input = readHost(values)
  const form = await deps.forms.find(args.view.private_metadata)
  const submitted = {
    asked: { kind: 'changes', inputs: [{ kind: 'add', ...input }] },
    reason: textIn(values, FIELDS.reason),
    warnings: [],
  } as const
  const again = (banner: string, opened: Form) => {
    const known = deskFor(deps, opened.server)?.cache.current()
    return hostForm({ ...formFacts(opened, known, input.address), banner }, input)
  }
  await sendForm(args, { form, submitted, again }, deps)
}

function readHost(values: FormValues): HostInput {
  return {
    name: textIn(values, FIELDS.name),
    mac: textIn(values, FIELDS.mac),
    address: textIn(values, FIELDS.address),
    subnet: values[FIELDS.subnet]?.[INPUT]?.selected_option?.value,
    comment: textIn(values, FIELDS.comment),
    owner: values[FIELDS.owner]?.[INPUT]?.selected_user ?? undefined,
    until: values[FIELDS.until]?.[INPUT]?.selected_date ?? undefined,
  }
}
