import fc from 'fast-check'
import type { Bed } from './bed.ts'
import type { Case } from './case.ts'
import { hostText, intoMain } from './change.ts'
import { ask, type Call, type Fault, requestFor, settled } from './conversation.ts'

type Event = 'nothing' | 'killed' | 'edited in place' | 'edited by rename'
/** What one bot lives through: its changes, and what happens while each is applied. */
interface Life {
  readonly events: readonly { readonly event: Event; readonly at: number }[]
}

const life: fc.Arbitrary<Life> = fc.record({
  events: fc.array(
    fc.record({
      event: fc.constantFrom<Event>('nothing', 'killed', 'edited in place', 'edited by rename'),
      at: fc.nat(1000),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

/** What must be found in the file at the end, besides what was there. */
interface Sought {
  readonly applied: string[]
  readonly byHand: string[]
}

/**
 * Two bots and a person who edits by hand, on one member. A hand edit comes while its bot's helper holds the lock, but
 * not between its last look at the file and its rename, where no program could tell.
 */
export async function raceCases(bed: Bed, seed: number, count: number): Promise<readonly Case[]> {
  await bed.reset()
  const { calls } = await ask(bed, requestFor(bed, 'one', [intoMain(bed)]), { call: '', action: 'list' })
  const places = placesFor(calls)
  return Array.from({ length: count }, (_, index) => ({
    fault: 'race',
    step: 'take in',
    name: `race of seed ${seed + index}`,
    run: (other: Bed) => race(other, seed + index, places),
  }))
}

function placesFor(calls: readonly Call[]): readonly Call[] {
  const first = calls.findIndex((call) => call.startsWith('mv renameat2 state/.half-journal'))
  const last = calls.findIndex((call) => call.startsWith('rm unlinkat state/journal'))
  return (
    calls
      .slice(first, last)
      .filter((call) => !/execve|^dhcpd|work\.N|kill|^mkdir/.test(call))
      // Whoever opens the lock waits for it: another may be between its last look and its rename at that moment.
      .filter((call) => !call.includes(' state/lock '))
      .filter((call) => !/^mv renameat2? etc\/\.leasehold-staged/.test(call))
  )
}

/** Final file = base + hand edits + each applied change exactly once, and dhcpd up. */
async function race(bed: Bed, seed: number, places: readonly Call[]): Promise<readonly string[]> {
  await bed.reset()
  const base = bed.files().map(({ content }) => content)[0] ?? ''
  const lives = fc.sample(fc.tuple(life, life), { numRuns: 1, seed })[0] ?? []
  const sought: Sought = { applied: [], byHand: [] }
  await Promise.all(lives.map((one, index) => live(bed, one, index, places, sought)))
  const [found = ''] = bed.look().files
  const { daemons } = bed.look()
  return [
    ...notOnceIn(found ?? '', [...sought.applied, ...sought.byHand], base),
    ...(daemons.length === 1 ? [] : [`${daemons.length} dhcpd run`]),
  ]
}

/** Takes each piece out of the file, of which nothing but the base may be left. */
function notOnceIn(found: string, pieces: readonly string[], base: string): string[] {
  const missing = pieces.filter((piece) => !found.includes(piece))
  const rest = pieces.reduce((text, piece) => text.replace(piece, ''), found)
  return [
    ...missing.map((piece) => `lost: ${piece.trim()}`),
    ...(missing.length > 0 || rest === base ? [] : [`more than was applied stands in the file: ${rest}`]),
  ]
}

/** Has a bot make its changes one after the other, each until it has an outcome. */
async function live(
  bed: Bed,
  { events }: Life,
  bot: number,
  places: readonly Call[],
  sought: Sought,
): Promise<void> {
  for (const [index, { event, at }] of events.entries()) {
    const number = bot * 10 + index
    const line = `# by hand ${number}\n`
    const fault = { call: places[at % places.length] ?? '', action: actionOf(event, bed.configPath, line) }
    await change(bed, number, event === 'nothing' ? undefined : fault, () => sought.byHand.push(line), sought)
  }
}

function actionOf(event: Event, path: string, line: string): string {
  const add = `echo '${line.trim()}' >>`
  switch (event) {
    case 'edited in place':
      return `run ${add}'${path}'`
    case 'edited by rename':
      return `run cp -p '${path}' '${path}~'; ${add}'${path}~'; mv '${path}~' '${path}'`
    case 'killed':
      return 'kill'
    case 'nothing':
      return 'list'
  }
}

/** Plans on the file as it is, as often as it takes (SAFETY C2). */
async function change(
  bed: Bed,
  number: number,
  fault: Fault | undefined,
  onEdit: () => void,
  sought: Sought,
): Promise<void> {
  let pending = fault
  for (let tries = 0; tries < 100; tries++) {
    const id = `change-${number}-${tries}`
    const request = requestFor(bed, id, [intoMain(bed, number)])
    const { lines, met } = await ask(bed, request, pending)
    if (met && pending?.action.startsWith('run')) onEdit()
    if (met) pending = undefined
    const outcome = lines?.[0] ?? (await settled(bed, id))?.[0] ?? ''
    if (outcome.startsWith('outcome applied')) sought.applied.push(hostText(number))
    if (!/busy|stale|unknown-transaction/.test(outcome)) return
  }
}
