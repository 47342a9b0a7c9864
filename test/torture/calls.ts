import type { Edit } from '../../src/dhcpd/source.ts'
import { bootMachine, type Disturbed, tornIn, until, wrongAfterwards } from './aftermath.ts'
import type { Bed } from './bed.ts'
import type { Case } from './case.ts'
import { intoIncluded, intoMain, startWith } from './change.ts'
import { ask, type Call, edited, type Fault, order, requestFor, type Told } from './conversation.ts'
import { stepsOf } from './steps.ts'

/** A way that a transaction can go, whose every system call is disturbed. */
interface Way {
  readonly name: string
  readonly edits: (bed: Bed) => readonly Edit[]
  /** What goes wrong anyway. */
  readonly prepare: (bed: Bed) => void
  /** The steps whose calls are disturbed; the others are those of another way. */
  readonly steps: readonly string[] | undefined
  /** Whether the call is one of a `recover` after a helper was killed at its restart. */
  readonly recovers: boolean
}

const WAYS: readonly Way[] = [
  { name: 'applied', edits: (bed) => [intoMain(bed)], prepare: () => {}, steps: undefined, recovers: false },
  {
    name: 'two files',
    edits: (bed) => [intoMain(bed), intoIncluded(bed)],
    prepare: () => {},
    steps: ['swap', 'restart'],
    recovers: false,
  },
  {
    name: 'rolled back',
    edits: (bed) => [intoMain(bed)],
    prepare: startWith('false'),
    steps: ['put back', 'record'],
    recovers: false,
  },
  { name: 'recovered', edits: (bed) => [intoMain(bed)], prepare: () => {}, steps: undefined, recovers: true },
]

const KILLS = ['kill', 'kill-all', 'reboot']
const ERRORS = ['ENOSPC', 'EIO']
/** Calls that a full disk or a broken one can make fail. */
const FALLIBLE = /^(?!dhcpd)\S+ (?!execve|kill|unlinkat)\S+ .*(etc|state)\b/
/** Where the helper was killed whose transaction is then recovered: the new file is in place and not yet served. */
const KILLED_AT = 'sh kill 1'

/** A fault at every system call of every way that a transaction can go. */
export async function callCases(bed: Bed): Promise<readonly Case[]> {
  const cases: Case[] = []
  for (const way of WAYS) {
    const steps = stepsOf((await disturb(bed, way, { call: '', action: 'list' })).told.calls)
    for (const call of worthwhile([...steps.keys()])) {
      const step = steps.get(call) ?? ''
      if (way.steps && !way.steps.includes(step)) continue
      const actions = [...KILLS, ...(FALLIBLE.test(call) ? ERRORS.map((error) => `fail ${error}`) : [])]
      for (const action of actions) cases.push(caseOf(way, step, { call, action }))
    }
  }
  return cases
}

/** A test of dhcpd says much in many calls, none of which matters more than another. */
function worthwhile(calls: readonly Call[]): Call[] {
  return calls.filter((call) => !/^dhcpd write .* (?!1$)/.test(call))
}

function caseOf(way: Way, step: string, fault: Fault): Case {
  const { call } = fault
  const word = fault.action.replace('fail ', '')
  const action = word === 'reboot' ? 'kill-all' : fault.action
  return {
    fault: `${word}, ${way.name}`,
    step,
    name: `${word}, ${way.name}, at ${call}`,
    run: async (bed) => aftermathOf(bed, way, await disturb(bed, way, { call, action }), word),
  }
}

/** Has a transaction meet a fault. */
async function disturb(bed: Bed, way: Way, fault: Fault): Promise<Disturbed> {
  await bed.reset()
  way.prepare(bed)
  const edits = way.edits(bed)
  const request = requestFor(bed, 'one', edits)
  const known = {
    request,
    before: bed.files().map(({ content }) => content),
    after: edited(bed, edits),
    sight: bed.look(),
    mayNeedPerson: way.name === 'rolled back' && fault.action.startsWith('fail'),
  }
  const told: Told = way.recovers ? await recoverWith(bed, request, fault) : await ask(bed, request, fault)
  return { ...known, told }
}

async function recoverWith(bed: Bed, request: Disturbed['request'], fault: Fault): Promise<Told> {
  await ask(bed, request, { call: KILLED_AT, action: 'kill-all' })
  return order(bed, 'recover', fault)
}

async function aftermathOf(bed: Bed, way: Way, disturbed: Disturbed, word: string): Promise<string[]> {
  const torn = tornIn(bed, disturbed)
  if (word === 'reboot' && disturbed.told.met) await bootMachine(bed)
  const alone = word === 'kill' && !way.recovers ? await wrongAlone(bed, disturbed) : []
  return [...torn, ...alone, ...(await wrongAfterwards(bed, disturbed))]
}

/**
 * From the moment at which a file is replaced a watchdog puts things right with nobody asking (SAFETY D6). The folder of
 * the helper that was killed meanwhile is for the next one to take away.
 */
async function wrongAlone(bed: Bed, { told, before }: Disturbed): Promise<string[]> {
  const isReplaced = bed.look().files.some((file, index) => file !== before[index])
  const isArmed = told.calls.some((call) => call.startsWith('setsid execve'))
  if (!isReplaced && !isArmed) return []
  const left = () => bed.look().strays.filter((name) => !name.startsWith('work.'))
  return (await until(() => left().length === 0)) ? [] : [`left with nobody asking: ${left().join(', ')}`]
}
