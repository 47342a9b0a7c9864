import { setTimeout } from 'node:timers/promises'
import type { WireRequest } from '../../src/remote/wire.ts'
import type { Bed, Sight } from './bed.ts'
import { ask, order, settled, type Told } from './conversation.ts'

/** A transaction that was disturbed, and what it may have come to. */
export interface Disturbed {
  readonly request: Extract<WireRequest, { verb: 'apply' }>
  /** The files without the change and with it, the main file first. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly sight: Sight
  readonly told: Told
  /** Whether what was done to it justifies that a person is called for. */
  readonly mayNeedPerson: boolean
}

/** How long a watchdog may take to put things right, in milliseconds. */
const PATIENCE = 6_000

/** What must hold at every instant: each file is complete, the old one or the new one (SAFETY F1, F4). */
export function tornIn(bed: Bed, { before, after, sight }: Omit<Disturbed, 'told'>): string[] {
  const now = bed.look()
  return [
    ...now.files.flatMap((file, index) =>
      file === before[index] || file === after[index]
        ? []
        : [`file ${index} is neither the old nor the new one`],
    ),
    ...(same(now.modes, sight.modes) ? [] : [`modes are ${now.modes}, and were ${sight.modes}`]),
  ]
}

/**
 * What must hold once the member was asked: one outcome that is true, dhcpd with the very files that lie there, nothing
 * left behind, and the same answer for ever (SAFETY F7, D2, C3, C4).
 */
export async function wrongAfterwards(bed: Bed, disturbed: Disturbed): Promise<string[]> {
  const { request, told } = disturbed
  const lines = await settled(bed, request.id)
  if (!lines) return ['the member gives no whole answer about the transaction']
  await order(bed, 'recover')
  await until(() => bed.look().strays.length === 0)
  const sight = bed.look()
  const again = await ask(bed, request)
  const later = bed.look()
  return [
    ...tornIn(bed, disturbed),
    ...wrongWith(lines[0] ?? '', sight, disturbed),
    ...(isConsistent(told, lines[0] ?? '')
      ? []
      : [`told was "${told.lines?.[0]}", recorded is "${lines[0]}"`]),
    ...(sight.strays.length === 0 ? [] : [`left behind: ${sight.strays.join(', ')}`]),
    ...(same(again.lines ?? [], lines)
      ? []
      : [`asked again, the answer is "${again.lines?.[0]}", not "${lines[0]}"`]),
    ...(same(later.daemons, sight.daemons) ? [] : ['asked again, dhcpd was restarted']),
  ]
}

/** Whether an outcome is what anyone finds on the machine. */
function wrongWith(outcome: string, sight: Sight, { before, after, mayNeedPerson }: Disturbed): string[] {
  const [verb, word] = outcome.split(' ')
  const isPersonNeeded = word === 'needs-operator'
  const expected = expectedFiles(verb, word, before, after)
  const { files, daemons, loaded } = sight
  return [
    ...(isPersonNeeded && !mayNeedPerson ? ['a person is called for without need'] : []),
    ...(isPersonNeeded || expected ? [] : [`"${outcome}" is no outcome`]),
    ...(expected && !same(files, expected) ? [`the files are not what "${outcome}" says`] : []),
    ...(isPersonNeeded || daemons.length === 1 ? [] : [`${daemons.length} dhcpd run after "${outcome}"`]),
    ...(isPersonNeeded || loaded === files.join('')
      ? []
      : ['dhcpd runs with other files than those that lie there']),
  ]
}

function expectedFiles(
  verb: string | undefined,
  word: string | undefined,
  before: readonly string[],
  after: readonly string[],
): readonly string[] | undefined {
  if (verb === 'status') return word === 'unknown-transaction' ? before : undefined
  if (word === 'applied') return after
  return word === 'refused' || word === 'rolled-back' || word === 'unchanged' ? before : undefined
}

/** An answer that came must be the one that is recorded; nothing that was refused need be. */
function isConsistent({ lines }: Told, recorded: string): boolean {
  const [verb, word] = lines?.[0]?.split(' ') ?? []
  if (verb !== 'outcome') return true
  if (recorded === 'status unknown-transaction') return ['refused', 'busy', 'stale'].includes(word ?? '')
  return word === recorded.split(' ')[1]
}

/** Waits for what happens by itself, such as a watchdog's work. */
export async function until(condition: () => boolean): Promise<boolean> {
  const deadline = performance.now() + PATIENCE
  while (!condition()) {
    if (performance.now() > deadline) return false
    await setTimeout(20)
  }
  return true
}

/** The machine loses its power and comes up again: the boot hook, then dhcpd as the machine itself starts it. */
export async function bootMachine(bed: Bed): Promise<void> {
  await bed.cutPower()
  await order(bed, 'boot')
  bed.startDaemon()
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
