import { connectServer } from '../../src/remote/server.ts'
import { type DhcpServer, ServerUnreachable } from '../../src/usecases/ports.ts'
import { wrongAfterwards } from './aftermath.ts'
import type { Bed } from './bed.ts'
import type { Case } from './case.ts'
import { hostText, intoMain } from './change.ts'
import { edited, requestFor } from './conversation.ts'
import { type CuttingRelay, type Direction, startCuttingRelay } from './cutting-relay.ts'

/** Hosts of a large transaction. */
const MANY = 400
/** At how many places the connection of a large transaction is cut, in each direction. */
const SAMPLE = 25

/** A bot's connection to a bed, by way of a relay. */
interface Line {
  readonly server: DhcpServer
  readonly relay: CuttingRelay
}

/** The connection cut at every byte of a small transaction and at some of a large one, in both directions. */
export async function cutCases(bed: Bed): Promise<readonly Case[]> {
  const line = await connectTo(bed)
  const small = await trafficOf(bed, line, false)
  const large = await trafficOf(bed, line, true)
  await hangUp(line)
  return (['request', 'answer'] as const).flatMap((direction) => [
    ...Array.from({ length: small[direction] }, (_, bytes) => caseOf(direction, bytes, false)),
    ...Array.from({ length: SAMPLE }, (_, part) =>
      caseOf(direction, Math.floor((large[direction] * part) / SAMPLE), true),
    ),
  ])
}

function caseOf(direction: Direction, bytes: number, isLarge: boolean): Case {
  const fault = `connection cut, ${isLarge ? 'large ' : ''}${direction}`
  return {
    fault,
    step: direction === 'request' ? 'take in' : 'record',
    name: `${fault}, after ${bytes} bytes`,
    run: (bed) => cutAt(bed, direction, bytes, isLarge),
  }
}

async function connectTo(bed: Bed): Promise<Line> {
  const relay = await startCuttingRelay(bed.access.port)
  return {
    relay,
    server: connectServer({ name: 'bed', deadlineSeconds: 30, ...bed.access, port: relay.port }),
  }
}

async function hangUp({ server, relay }: Line): Promise<void> {
  await server.close()
  await relay.close()
}

async function trafficOf(
  bed: Bed,
  line: Line,
  isLarge: boolean,
): Promise<Readonly<Record<Direction, number>>> {
  await bed.reset()
  await applyCut(bed, line, 'request', Number.POSITIVE_INFINITY, isLarge)
  return line.relay.mend()
}

/** Reads, so that the connection is there, and sends a transaction of which so many bytes pass. */
async function applyCut(
  bed: Bed,
  { server, relay }: Line,
  direction: Direction,
  bytes: number,
  isLarge: boolean,
): Promise<string> {
  const base = await server.read()
  relay.cutAfter(direction, bytes)
  try {
    const { kind } = await server.apply({ id: 'one', base, edits: editsOf(bed, isLarge) })
    return kind
  } catch (error) {
    if (error instanceof ServerUnreachable) return 'nothing was sent'
    throw error
  }
}

function editsOf(bed: Bed, isLarge: boolean) {
  const edit = intoMain(bed)
  if (!isLarge) return [edit]
  return [{ ...edit, content: Array.from({ length: MANY }, (_, number) => hostText(number)).join('') }]
}

/** SAFETY C3, C5: whatever the bot was told, the member tells one true outcome. */
async function cutAt(
  bed: Bed,
  direction: Direction,
  bytes: number,
  isLarge: boolean,
): Promise<readonly string[]> {
  await bed.reset()
  const edits = editsOf(bed, isLarge)
  const known = {
    request: requestFor(bed, 'one', edits),
    before: bed.files().map(({ content }) => content),
    after: edited(bed, edits),
    sight: bed.look(),
    mayNeedPerson: false,
  }
  const line = await connectTo(bed)
  try {
    const kind = await applyCut(bed, line, direction, bytes, isLarge)
    line.relay.mend()
    const lines = kind === 'applied' ? ['outcome applied'] : undefined
    return [
      ...(['applied', 'unknown', 'nothing was sent'].includes(kind) ? [] : [`the bot was told "${kind}"`]),
      ...(await wrongAfterwards(bed, { ...known, told: { lines, calls: [], met: true } })),
    ]
  } finally {
    await hangUp(line)
  }
}
