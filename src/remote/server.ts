import { randomBytes } from 'node:crypto'
import type { ByteString } from '../dhcpd/source.ts'
import type {
  ApplyAnswer,
  DhcpServer,
  ProbeAnswer,
  StatusAnswer,
  TestAnswer,
  Transaction,
} from '../usecases/ports.ts'
import { outcomeOf, statusOf, testAnswerOf } from './outcome.ts'
import { probeOf } from './probe.ts'
import { createReader } from './read.ts'
import { createSsh, type Reply } from './ssh.ts'
import { applyRequest } from './transaction.ts'
import { createTrial } from './trial.ts'
import {
  explainHelper,
  explainRefusal,
  explainVersion,
  neverRan,
  type ServerSettings,
} from './unreachable.ts'
import { decodeAnswer, encodeRequest, type WireAnswer, type WireRequest, wireVersion } from './wire.ts'

export type { ServerSettings } from './unreachable.ts'

/** The server behind one member's helper. Nothing is connected before the first question. */
export function connectServer(settings: ServerSettings): DhcpServer {
  const ssh = createSsh(settings)
  const run = settings.trial
    ? createTrial(ssh, settings, settings.trial)
    : (input: Buffer) => ssh.run(settings.command, input)

  async function converse(request: WireRequest): Promise<{ reply: Reply; answer: WireAnswer }> {
    const nonce = randomBytes(16).toString('hex')
    const reply = await run(encodeRequest(request, nonce))
    return { reply, answer: decodeAnswer(reply.stdout, nonce) }
  }

  async function ask(request: WireRequest): Promise<{ lines: readonly ByteString[]; body: Buffer }> {
    const { reply, answer } = await converse(request)
    const { lines, body } = wholeOrThrow(settings, reply, answer)
    const refusal = refusalIn(lines)
    if (refusal) throw explainRefusal(settings.host, refusal.sentence)
    return { lines, body }
  }

  async function apply(transaction: Transaction): Promise<ApplyAnswer> {
    const request = applyRequest(transaction)
    if (!request) return refusedForInclude
    const { reply, answer } = await converse(request)
    if (mayHaveBegun(reply, answer)) {
      return {
        kind: 'unknown',
        detail: explainHelper(settings, reply).message,
      }
    }
    const { lines } = wholeOrThrow(settings, reply, answer)
    return (
      refusedIn(lines) ??
      outcomeOf(lines) ?? { kind: 'unknown', detail: `The helper on ${settings.host} gave no outcome.` }
    )
  }

  async function test(transaction: Transaction): Promise<TestAnswer> {
    const request = applyRequest(transaction)
    if (!request) return refusedForInclude
    const { reply, answer } = await converse({ ...request, mode: 'test' })
    const { lines } = wholeOrThrow(settings, reply, answer)
    const said = refusedIn(lines) ?? testAnswerOf(lines)
    if (said) return said
    throw explainRefusal(settings.host, 'it gave no answer to a test')
  }

  async function status(id: string): Promise<StatusAnswer> {
    const { lines } = await ask({ verb: 'status', id })
    const answer = statusOf(lines)
    if (answer) return answer
    throw explainRefusal(settings.host, 'it recorded an outcome that this program does not know')
  }

  async function probe(): Promise<ProbeAnswer> {
    const { lines } = await ask({ verb: 'probe' })
    return probeOf(lines)
  }

  return {
    name: settings.name,
    trial: settings.trial !== undefined,
    read: createReader(ask, settings.host),
    apply,
    test,
    status,
    probe,
    close: async () => ssh.close(),
  }
}

const refusedForInclude: Refused = {
  kind: 'refused',
  reason: 'not-permitted',
  detail: 'the change is for a file that the configuration does not include',
}

/** An answer was cut and nothing proves that the helper never ran (SAFETY C5). */
function mayHaveBegun(reply: Reply, answer: WireAnswer): boolean {
  return answer.kind === 'cut' && !neverRan(reply)
}

function wholeOrThrow(
  settings: ServerSettings,
  reply: Reply,
  answer: WireAnswer,
): Extract<WireAnswer, { kind: 'whole' }> {
  switch (answer.kind) {
    case 'whole':
      return answer
    case 'other-version':
      throw explainVersion(settings.host, answer.version, wireVersion)
    case 'cut':
      throw explainHelper(settings, reply)
  }
}

type Refused = Extract<ApplyAnswer, { kind: 'refused' }>

/** A helper that would not take the request has touched nothing. */
function refusedIn(lines: readonly ByteString[]): Refused | undefined {
  const refusal = refusalIn(lines)
  if (!refusal) return undefined
  const reason = refusal.code === 'request' ? 'not-permitted' : 'environment'
  return { kind: 'refused', reason, detail: refusal.sentence }
}

function refusalIn(lines: readonly ByteString[]): { code: string; sentence: string } | undefined {
  const [, code, sentence] = /^error (\S+) (.*)$/.exec(lines[0] ?? '') ?? []
  return code !== undefined && sentence !== undefined ? { code, sentence } : undefined
}
