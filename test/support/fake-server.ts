import { createHash } from 'node:crypto'
import { applyEdits, type Configuration, type SourceFile } from '../../src/dhcpd/source.ts'
import type {
  ApplyAnswer,
  DhcpServer,
  StatusAnswer,
  TestAnswer,
  Transaction,
} from '../../src/usecases/ports.ts'

const PATH = '/etc/dhcp/dhcpd.conf'

/** A server in memory that compares digests and remembers transactions as the real helper does. */
export interface FakeServer extends DhcpServer {
  content(): string
  /** Changes the file behind the bot's back. */
  edit(content: string): void
  leases(content: string): void
  /** The answers of the next transactions, in order, instead of applying them. */
  readonly answers: ApplyAnswer[]
  /** The error of the next calls, in order, instead of an answer. */
  readonly failures: Error[]
  /** What `status` says of transactions that are not recorded. */
  statusOfOthers: StatusAnswer
  readonly applied: Transaction[]
  /** Content that holds one of these texts is refused by the test, with what is given for it. */
  readonly refuses: Map<string, string>
  /** How many edits it takes at once. */
  most: number
  /** How many tests were asked for, beside those of an apply. */
  tests(): number
  /** Remembers an outcome, as the helper does. */
  record(id: string, answer: ApplyAnswer): void
}

export function fakeServer(content: string, name = 'campus'): FakeServer {
  let file: SourceFile = { path: PATH, content }
  let leases: SourceFile | undefined
  const recorded = new Map<string, ApplyAnswer>()
  const refused = new Set<string>()
  const answers: ApplyAnswer[] = []
  const failures: Error[] = []
  const applied: Transaction[] = []
  const refuses = new Map<string, string>()
  let tests = 0

  /** What `dhcpd -t` and the comparison of digests say of a transaction; undefined when they let it through. */
  function objection({ base, edits }: Transaction): Exclude<TestAnswer, { kind: 'passed' }> | undefined {
    if (base.digest !== configuration().digest) return { kind: 'stale' }
    if (edits.length > server.most) return { kind: 'refused', reason: 'not-permitted', detail: 'too many' }
    const content = applyEdits(file.content, edits)
    const found = [...refuses].find(([text]) => content.includes(text))
    return found && { kind: 'refused', reason: 'test-failed', detail: found[1] }
  }

  function configuration(): Configuration {
    const digest = createHash('sha256').update(file.content, 'latin1').digest('hex')
    return { main: PATH, files: [file], leases, digest }
  }

  function failWhenAsked(): void {
    const failure = failures.shift()
    if (failure) throw failure
  }

  const server: FakeServer = {
    name,
    trial: false,
    answers,
    failures,
    applied,
    refuses,
    most: Number.POSITIVE_INFINITY,
    tests: () => tests,
    record: (id, answer) => void recorded.set(id, answer),
    statusOfOthers: { kind: 'unknown-transaction' },
    content: () => file.content,
    edit: (next) => {
      file = { path: PATH, content: next }
    },
    leases: (next) => {
      leases = { path: '/var/lib/dhcp/dhcpd.leases', content: next }
    },
    read: async () => {
      failWhenAsked()
      return configuration()
    },
    apply: async (transaction) => {
      failWhenAsked()
      const scripted = answers.shift()
      if (scripted) return scripted
      if (refused.has(transaction.id)) return { kind: 'unknown', detail: 'this transaction is none' }
      const known = recorded.get(transaction.id)
      if (known) return known
      const objected = objection(transaction)
      if (objected) {
        if (objected.kind === 'refused') recorded.set(transaction.id, objected)
        return objected
      }
      applied.push(transaction)
      file = { path: PATH, content: applyEdits(file.content, transaction.edits) }
      const answer: ApplyAnswer = {
        kind: 'applied',
        digest: configuration().digest,
        steps: [{ step: 'restart', milliseconds: 5 }],
      }
      recorded.set(transaction.id, answer)
      return answer
    },
    test: async (transaction) => {
      failWhenAsked()
      tests += 1
      return objection(transaction) ?? { kind: 'passed' }
    },
    status: async (id) => {
      failWhenAsked()
      const answer = recorded.get(id)
      // The helper refuses what it has said once that it does not know.
      if (!answer && server.statusOfOthers.kind === 'unknown-transaction') refused.add(id)
      return answer ? { kind: 'recorded', answer } : server.statusOfOthers
    },
    probe: async () => ({ has: [], lacks: [], facts: [] }),
    close: async () => {},
  }
  return server
}
