import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { applyEdits, type ByteString, type Edit } from '../../src/dhcpd/source.ts'
import { configurationDigest, digestsOf } from '../../src/remote/digest.ts'
import { applyRequest } from '../../src/remote/transaction.ts'
import { decodeAnswer, encodeRequest, type WireRequest } from '../../src/remote/wire.ts'
import type { Bed } from './bed.ts'

/** Holds system calls; see there. */
export const SUPERVISOR = fileURLToPath(new URL('supervise.py', import.meta.url))

/** A system call of the helper or of what it starts, with its number among those of the same words. */
export type Call = string

/** What is done when a call is about to be made; the words of supervise.py. */
export interface Fault {
  readonly call: Call
  readonly action: string
}

/** What came of a question: the lines of a whole answer, none of one that was cut. */
export interface Told {
  readonly lines: readonly ByteString[] | undefined
  /** The calls that were made, and whether the fault's was among them. */
  readonly calls: readonly Call[]
  readonly met: boolean
}

/** Longer than any helper may take, with dhcpd tests that hang. */
const PATIENCE = 150_000

/** Asks the helper as sshd's forced command would run it. With a fault, its system calls are watched. */
export async function ask(bed: Bed, request: WireRequest, fault?: Fault): Promise<Told> {
  const nonce = randomBytes(16).toString('hex')
  const { output, calls, met } = await runHelper(bed, encodeRequest(request, nonce), [], fault)
  const answer = decodeAnswer(output, nonce)
  return { lines: answer.kind === 'whole' ? answer.lines : undefined, calls, met }
}

/** Runs the helper with a word instead of a request. */
export async function order(bed: Bed, word: 'recover' | 'boot', fault?: Fault): Promise<Told> {
  const { calls, met } = await runHelper(bed, Buffer.alloc(0), [word], fault)
  return { lines: undefined, calls, met }
}

/** Runs the helper on these bytes. Rejects when it does not end. */
export async function runHelper(
  bed: Bed,
  input: Buffer,
  words: readonly string[] = [],
  fault?: Fault,
): Promise<{ output: Buffer; calls: readonly Call[]; met: boolean }> {
  const report = join(bed.folder, '..', `report-${randomBytes(4).toString('hex')}`)
  const watch = fault ? ['/usr/bin/python3', SUPERVISOR, report, bed.folder, fault.call, fault.action] : []
  const [program = '', ...rest] = [...watch, ...bed.command, ...words]
  const output = await outputOf(program, rest, input)
  if (!fault) return { output, calls: [], met: false }
  const lines = readFileSync(report, 'utf8').split('\n').filter(Boolean)
  rmSync(report)
  const calls = lines.filter((line) => line !== 'done')
  return { output, calls, met: calls.includes(fault.call) }
}

/** A helper that is killed, or that dislikes the request, reads no further: what is not taken does not matter. */
function outputOf(program: string, words: readonly string[], input: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  // A Ctrl-C is for whoever runs the cases, not for the helper.
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
  const chunks: Buffer[] = []
  const abort = new AbortController()
  child.on('error', reject)
  child.stdin.on('error', () => {})
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  // The supervisor itself lives on with dhcpd.
  child.stdout.on('close', () => {
    abort.abort()
    resolve(Buffer.concat(chunks))
  })
  child.unref()
  child.stdin.end(input)
  setTimeout(PATIENCE, undefined, { signal: abort.signal }).then(
    () => reject(new Error('the helper did not end')),
    () => {},
  )
  return promise
}

/** The request that puts edits into the files as they are. */
export function requestFor(
  bed: Bed,
  id: string,
  edits: readonly Edit[],
): Extract<WireRequest, { verb: 'apply' }> {
  const files = bed.files()
  const digest = configurationDigest(digestsOf(files))
  const base = { main: bed.configPath, files, leases: undefined, digest }
  const request = applyRequest({ id, base, edits })
  if (!request) throw new Error('the edits are of no file of the bed')
  return request
}

/** The files as they will be. */
export function edited(bed: Bed, edits: readonly Edit[]): string[] {
  return bed.files().map(({ path, content }) =>
    applyEdits(
      content,
      edits.filter((edit) => edit.path === path),
    ),
  )
}

/** Asks what became of a transaction, until it no longer runs. */
export async function settled(bed: Bed, id: string): Promise<readonly ByteString[] | undefined> {
  for (;;) {
    const { lines } = await ask(bed, { verb: 'status', id })
    if (lines?.[0] !== 'status running') return lines
    await setTimeout(100)
  }
}
