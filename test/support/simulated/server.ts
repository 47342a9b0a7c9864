import { createHash } from 'node:crypto'
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { applyEdits, type Configuration } from '../../../src/dhcpd/source.ts'
import type { ApplyAnswer, DhcpServer, Transaction } from '../../../src/usecases/ports.ts'

const PATH = '/etc/dhcp/dhcpd.conf'

/** What the server did, one after the other: a transaction that it applied, or one that it has said never began. */
export interface Deed {
  readonly id: string
  readonly kind: 'applied' | 'never'
  /** The file after it. */
  readonly content: string
}

/**
 * A DHCP server in a folder that any number of processes change at once, as the real helper lets them: by digests, each
 * transaction once, and never one that was said not to have begun. A process may be killed at any point of it.
 * @param content of the file at first
 * @param milliseconds that a change takes
 */
export function simulatedServer(
  folder: string,
  name: string,
  content: string,
  milliseconds: number,
): DhcpServer {
  mkdirSync(folder, { recursive: true })
  const answer = (deed: Deed): ApplyAnswer => ({ kind: 'applied', digest: digestOf(deed.content), steps: [] })

  function present(): { readonly deeds: readonly string[]; readonly content: string } {
    const deeds = readdirSync(folder).filter(isDeed).toSorted()
    const last = deeds.at(-1)
    return { deeds, content: last === undefined ? content : readDeed(folder, last).content }
  }

  function find(id: string): Deed | undefined {
    return deedsIn(folder).find((deed) => deed.id === id)
  }

  /** The next number is had by one of several that want it. */
  function append(deed: Deed, number: number): boolean {
    const draft = join(folder, `draft-${crypto.randomUUID()}`)
    writeFileSync(draft, JSON.stringify(deed))
    try {
      linkSync(draft, join(folder, String(number).padStart(8, '0')))
      return true
    } catch (error) {
      if ((error as { code?: string }).code === 'EEXIST') return false
      throw error
    } finally {
      rmSync(draft)
    }
  }

  return {
    name,
    trial: false,
    async read(): Promise<Configuration> {
      const { content } = present()
      return { main: PATH, files: [{ path: PATH, content }], leases: undefined, digest: digestOf(content) }
    },
    async apply({ id, base, edits }: Transaction): Promise<ApplyAnswer> {
      await setTimeout(milliseconds)
      for (;;) {
        const known = find(id)
        if (known) return known.kind === 'applied' ? answer(known) : { kind: 'unknown', detail: 'it is none' }
        const { deeds, content } = present()
        if (base.digest !== digestOf(content)) return { kind: 'stale' }
        const deed = { id, kind: 'applied', content: applyEdits(content, edits) } as const
        if (append(deed, deeds.length)) return answer(deed)
      }
    },
    test: async () => ({ kind: 'passed' }),
    async status(id) {
      for (;;) {
        const known = find(id)
        if (known?.kind === 'applied') return { kind: 'recorded', answer: answer(known) }
        const { deeds, content } = present()
        if (known || append({ id, kind: 'never', content }, deeds.length))
          return { kind: 'unknown-transaction' }
      }
    },
    probe: async () => ({ has: [], lacks: [], facts: [] }),
    close: async () => {},
  }
}

/** All that a server did, in order. */
export function deedsIn(folder: string): readonly Deed[] {
  return readdirSync(folder)
    .filter(isDeed)
    .toSorted()
    .map((name) => readDeed(folder, name))
}

function isDeed(name: string): boolean {
  return /^\d+$/.test(name)
}

function readDeed(folder: string, name: string): Deed {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

function digestOf(content: string): string {
  return createHash('sha256').update(content, 'latin1').digest('hex')
}
