import type { Finding } from '../inventory/finding.ts'
import { hostNamed } from '../inventory/host-named.ts'
import type { Inventory } from '../inventory/model.ts'
import { type AppliedHost, lookForDrift } from '../request/drift.ts'
import { after } from '../request/instant.ts'
import type { Person } from '../request/person.ts'
import { dayOf, type EndedRegistration, isOver } from '../request/registration.ts'
import { freshMembers } from './fresh-members.ts'
import type { DriftStore, EndTrouble, Log, RegistrationStore } from './ports.ts'
import { ServerUnreachable } from './ports.ts'
import { submitConfirmed } from './submit-confirmed.ts'
import type { ServerDesk, SubmitDeps, SubmitResult } from './submit-request.ts'

export interface EndDeps extends SubmitDeps {
  readonly registrations: RegistrationStore
  readonly drifts: Pick<DriftStore, 'applied'>
  /** In whose name the removal of what has ended is asked for: the bot's own. */
  readonly bot: Person
  /** Milliseconds before an end at which the owner is asked. */
  readonly askBefore: number
  readonly log: Log
}

/** Milliseconds for which a server is waited for. */
const PATIENCE = 60_000

/**
 * Asks the owners of what ends soon whether it is needed longer, and asks for the removal of what has ended: each once, however
 * many look at a time, and what cannot be done now is done at the next look. Days are those of UTC.
 */
export async function lookAfterEnds(desks: readonly ServerDesk[], deps: EndDeps): Promise<void> {
  for (const desk of desks) {
    try {
      await lookAfterServer(desk, deps)
    } catch (error) {
      if (!(error instanceof ServerUnreachable)) throw error
      deps.log.warn({ error, server: desk.name }, 'the removal of what has ended could not be asked for')
    }
  }
}

async function lookAfterServer(desk: ServerDesk, deps: EndDeps): Promise<void> {
  const at = deps.clock()
  const soon = after(at, deps.askBefore)
  const ending = await deps.registrations.ending(desk.name, dayOf(soon))
  const over = ending.filter(({ end }) => isOver(end, dayOf(at)))
  for (const { isAsked, isRemovalDue, ...registration } of ending) {
    if (isOver(registration.end, dayOf(at)) || isAsked) continue
    if (await deps.registrations.ask(registration, at)) deps.deliver()
  }
  const due = over.filter(({ isRemovalDue }) => isRemovalDue)
  if (due.length === 0) return
  const inventory = await readNow(desk, deps)
  // Somebody is at work on it: what cannot be read would look as if it were gone.
  if (!inventory || inventory.problems.length > 0) return
  // What is being applied may have taken a host out whose record does not say so yet.
  if ((await deps.requests.withStatus(desk.name, ['applying'])).length > 0) return
  const applied = await deps.drifts.applied(desk.name)
  for (const { isAsked, isRemovalDue, ...registration } of due) {
    await askForRemoval(registration, { inventory, applied }, desk, deps)
    deps.deliver()
  }
}

async function readNow(desk: ServerDesk, deps: EndDeps): Promise<Inventory | undefined> {
  return (await freshMembers(desk, PATIENCE, deps))?.inventory
}

interface Known {
  readonly inventory: Inventory
  readonly applied: readonly AppliedHost[]
}

async function askForRemoval(
  registration: EndedRegistration,
  known: Known,
  desk: ServerDesk,
  deps: EndDeps,
): Promise<void> {
  const { name: target } = registration
  if (!hostNamed(known.inventory, target)) return void (await forgetGone(registration, deps))
  const reason = reasonFor(registration, known, deps.clock())
  const inputs = [{ kind: 'remove', target }] as const
  const submission = { by: deps.bot, inputs, reason, ended: registration, patience: PATIENCE }
  const trouble = troubleOf(await submitConfirmed(submission, desk, deps))
  // Where somebody else asked for it meanwhile, there is none.
  if (!trouble || !(await deps.registrations.isRemovalDue(registration))) return
  await deps.registrations.noteTrouble(registration, trouble, deps.clock())
}

/** The one who lost a race finds nothing to forget: the host is gone because it was removed. */
async function forgetGone(registration: EndedRegistration, { registrations, clock }: EndDeps): Promise<void> {
  const message = 'It is gone from the file already: somebody took it out by hand.'
  const advice = 'Nothing to do: I have forgotten whose it was.'
  await registrations.forget(registration, { message, advice }, clock())
}

function reasonFor({ name, end }: EndedRegistration, { inventory, applied }: Known, at: string): string {
  const own = applied.filter((host) => host.name === name)
  const isChanged = lookForDrift(own, inventory, [], at).begun.length > 0
  const changed = ' It was changed by hand since it was applied: look at what it says now.'
  return `Its end, ${end}, has come.${isChanged ? changed : ''}`
}

/** What is in the way; nothing where it is only a matter of time. */
function troubleOf(result: Exclude<SubmitResult, { kind: 'confirm' }>): EndTrouble | undefined {
  switch (result.kind) {
    case 'submitted':
    case 'unreachable':
      return undefined
    case 'refused':
      return { message: result.message, advice: result.advice }
    case 'errors': {
      const error = result.findings.find(({ severity }) => severity === 'error')
      return error && !isHeld(error) ? { message: error.message, advice: error.advice } : undefined
    }
    default:
      return result satisfies never
  }
}

/** Another request is about the host: its end is looked after when that is decided. */
function isHeld({ code }: Finding): boolean {
  return code === 'host-reserved'
}
