import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { StoreSettings } from '../../src/config/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { deedsIn } from '../support/simulated/server.ts'
import { type Site, serverName } from '../support/simulated/site.ts'

const PROCESS = fileURLToPath(new URL('../support/simulated/replica-process.ts', import.meta.url))
/** Milliseconds that the last replica has for what the killed ones left. */
const TO_SETTLE = 60_000

/** What is stopped, and how. */
export interface Stops {
  readonly place: StoreSettings
  readonly site: Site
  /** How many processes work at the same time. */
  readonly replicas: number
  /** How long they work before each stop, in milliseconds from the first word that somebody was given. */
  readonly lives: readonly number[]
}

/** What was acknowledged to people, over all lives. */
interface Acknowledged {
  readonly submitted: number[]
  readonly approved: number[]
}

export interface StopsReport {
  readonly acknowledged: { readonly submitted: number; readonly approved: number }
  /** One sentence for each rule that was broken. */
  readonly violations: readonly string[]
}

/**
 * Kills every process at once, again and again, in the middle of people's asking and approving and the servers'
 * changes; then lets one replica bring it to its end. No acknowledged request may be lost and none applied twice.
 * @param onStop is told after each stop how many there were
 */
export async function stopEverything(stops: Stops, onStop = (_: number) => {}): Promise<StopsReport> {
  const acknowledged: Acknowledged = { submitted: [], approved: [] }
  for (const [index, life] of stops.lives.entries()) {
    const replicas = Array.from({ length: stops.replicas }, () => start(stops, true, acknowledged))
    await Promise.race([...replicas.map(died), firstWord(replicas).then(() => setTimeout(life))])
    await Promise.all(replicas.map(kill))
    onStop(index + 1)
  }
  const last = start(stops, false, acknowledged)
  const store = await openStore(stops.place)
  try {
    await settled(store, acknowledged.approved)
    return {
      acknowledged: {
        submitted: acknowledged.submitted.length,
        approved: acknowledged.approved.length,
      },
      violations: await violationsIn(store, stops.site, acknowledged),
    }
  } finally {
    await store.close()
    await kill(last)
  }
}

function start({ place, site }: Stops, load: boolean, { submitted, approved }: Acknowledged): ChildProcess {
  const settings = JSON.stringify({ place, site, atOnce: 4, load })
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROCESS, settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lists: Readonly<Record<string, number[]>> = { submitted, approved }
  createInterface(child.stdout).on('line', (line) => {
    const [what = '', id] = line.split(' ')
    lists[what]?.push(Number(id))
  })
  return child
}

async function firstWord(replicas: readonly ChildProcess[]): Promise<void> {
  await Promise.race(replicas.map(({ stdout }) => stdout && once(stdout, 'data')))
}

/** A replica that ends by itself is a defect of ours. */
async function died(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit')
  if (signal === 'SIGKILL') return new Promise(() => {})
  throw new Error(`a replica ended by itself, with ${code ?? signal}`)
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

/** Waits until nothing is left to be applied of what was approved. */
async function settled({ requests }: Store, approved: readonly number[]): Promise<void> {
  const deadline = performance.now() + TO_SETTLE
  for (const id of approved) {
    while ((await requests.find(id))?.state.status !== 'settled' && performance.now() < deadline)
      await setTimeout(50)
  }
}

async function violationsIn(
  store: Store,
  site: Site,
  { submitted, approved }: Acknowledged,
): Promise<readonly string[]> {
  const found: string[] = []
  const written = hostsWritten(site)
  const { kind } = await store.audit.verify([])
  if (kind !== 'intact') found.push('the audit chain is broken')
  for (const id of submitted) {
    const request = await store.requests.find(id)
    if (!request) {
      found.push(`request ${id} was acknowledged and is lost`)
      continue
    }
    const types = (await store.requests.history(id)).map(({ type }) => type)
    for (const once of ['submitted', 'approved', 'settled']) {
      if (types.filter((type) => type === once).length > 1) found.push(`request ${id} was ${once} twice`)
    }
    const name = request.proposal.hosts[0]?.name ?? ''
    const { state } = request
    const times = written.get(name) ?? 0
    if (times > 1) found.push(`request ${id} was applied ${times} times`)
    const isApplied = state.status === 'settled' && state.outcome.kind === 'applied'
    if (isApplied !== (times === 1))
      found.push(`request ${id} is ${state.status}, and its host is there ${times} times`)
    if (approved.includes(id) && !isApplied)
      found.push(`request ${id} was approved and is not applied: ${JSON.stringify(state)}`)
  }
  return found
}

/** How often each host stands in the servers' files, and was put there. */
function hostsWritten({ folder, servers }: Site): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (let index = 0; index < servers; index++) {
    const content = deedsIn(join(folder, serverName(index))).at(-1)?.content ?? ''
    for (const [, name = ''] of content.matchAll(/^host (\S+) /gm))
      counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
