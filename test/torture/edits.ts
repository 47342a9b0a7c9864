import { readFileSync } from 'node:fs'
import type { Bed } from './bed.ts'
import type { Case } from './case.ts'
import { intoMain } from './change.ts'
import { ask, type Call, edited, requestFor, settled } from './conversation.ts'
import { stepsOf } from './steps.ts'

const BY_HAND = '# by hand'

/** How people's editors write a file. */
const HANDS: Readonly<Record<string, (path: string) => string>> = {
  'edited in place': (path) => `echo '${BY_HAND}' >>'${path}'`,
  'edited by rename': (path) =>
    `cp -p '${path}' '${path}~'; echo '${BY_HAND}' >>'${path}~'; mv '${path}~' '${path}'`,
}

/**
 * A hand edit at every call that changes something. Between the helper's last look at the file and its rename no program
 * can tell that somebody writes: that moment is left out.
 */
export async function editCases(bed: Bed): Promise<readonly Case[]> {
  await bed.reset()
  const { calls } = await ask(bed, requestFor(bed, 'one', [intoMain(bed)]), { call: '', action: 'list' })
  const steps = stepsOf(calls)
  const places = calls.filter((call) => !/execve|^dhcpd|work\.N/.test(call) && !isTooLate(call, steps))
  return Object.entries(HANDS).flatMap(([fault, command]) =>
    places.map((call) => ({
      fault,
      step: steps.get(call) ?? '',
      name: `${fault}, at ${call}`,
      run: (other: Bed) => editAt(other, call, command(other.configPath)),
    })),
  )
}

/** What the watchdog does while the file is replaced is at no certain moment. */
function isTooLate(call: Call, steps: ReadonlyMap<Call, string>): boolean {
  const isOfWatchdog = call.startsWith('mkdir') && steps.get(call) === 'swap'
  return isOfWatchdog || /^mv renameat2? etc\/\.leasehold-staged/.test(call)
}

/** The hand edit stays, whatever comes of the transaction, and the change is there exactly where it is said to be. */
async function editAt(bed: Bed, call: Call, command: string): Promise<readonly string[]> {
  await bed.reset()
  const edits = [intoMain(bed)]
  const request = requestFor(bed, 'one', edits)
  const [before = ''] = bed.files().map(({ content }) => content)
  const [after = ''] = edited(bed, edits)
  const { lines, met } = await ask(bed, request, { call, action: `run ${command}` })
  if (!met) return []
  const recorded = await settled(bed, 'one')
  const outcome = lines?.[0] ?? recorded?.[0] ?? ''
  const found = readFileSync(bed.configPath, 'latin1')
  const expected = `${outcome.startsWith('outcome applied') ? after : before}${BY_HAND}\n`
  const { daemons, strays } = bed.look()
  const left = strays.filter((name) => !name.startsWith('work.'))
  return [
    ...(found === expected
      ? []
      : [
          `after "${outcome}" the file is not the ${expected === after ? 'new' : 'old'} one with the hand edit`,
        ]),
    ...(daemons.length === 1 ? [] : [`${daemons.length} dhcpd run after "${outcome}"`]),
    ...(left.length === 0 ? [] : [`left behind: ${left.join(', ')}`]),
  ]
}
