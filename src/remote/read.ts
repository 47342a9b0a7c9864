import type { ByteString, Configuration } from '../dhcpd/source.ts'
import { ServerUnreachable } from '../usecases/ports.ts'
import { configurationDigest } from './digest.ts'
import { includesOf } from './includes.ts'
import { type Listing, type ReadFile, readListing } from './listing.ts'
import type { WireRequest } from './wire.ts'

/** Asks the helper; rejects with ServerUnreachable when there is no whole answer. */
export type Ask = (request: WireRequest) => Promise<{ lines: readonly ByteString[]; body: Buffer }>

/** Rounds after which includes are nested deeper than in any real configuration. */
const mostRounds = 20

/**
 * Makes a reader of one member's configuration that remembers the last, so that what is unchanged is neither sent nor
 * parsed again. The reader rejects with ServerUnreachable.
 */
export function createReader(ask: Ask, host: string): () => Promise<Configuration> {
  let last: Listing | undefined
  const includes = new Map<string, readonly ByteString[]>()

  /** Every answer holds all files asked for as they were at one moment; asked again while they include others. */
  async function read(): Promise<Configuration> {
    let paths = [...(last?.files.keys() ?? [])].filter((path) => path !== last?.main.path)
    for (let round = 0; round < mostRounds; round++) {
      last = await list(paths)
      const order = readingOrder(last.main.path, (path) => includesIn(last?.files.get(path)))
      refuseUnsendable(order, host)
      refuseAbsent(order, last.absent, host)
      const files = order.flatMap((path) => last?.files.get(path) ?? [])
      if (files.length === order.length) return configurationOf(last, files)
      paths = order.slice(1)
    }
    throw new ServerUnreachable(
      `The configuration on ${host} includes files too deeply to be read.`,
      'Include fewer files from within included files.',
    )
  }

  async function list(paths: readonly string[]): Promise<Listing> {
    const before = last
    const { lines, body } = await ask({
      verb: 'read',
      main: before?.main.digest,
      leases: before?.leases?.digest,
      files: paths.map((path) => ({ path, digest: before?.files.get(path)?.digest })),
    })
    const listing = readListing(lines, body, (path) =>
      path === before?.leases?.path ? before.leases : before?.files.get(path),
    )
    if (listing) return listing
    last = undefined
    throw new ServerUnreachable(
      `What the helper on ${host} sent does not hold together.`,
      'Try again; if it goes on, install the helper that comes with this program.',
    )
  }

  function includesIn(file: ReadFile | undefined): readonly ByteString[] {
    if (!file) return []
    const found = includes.get(file.digest) ?? includesOf(file.content)
    // Files change rarely: all that is kept is one list of paths for each content that was seen.
    includes.set(file.digest, found)
    return found
  }

  return read
}

/** The paths of a configuration in the order in which dhcpd reads them, each once. */
function readingOrder(main: string, includesIn: (path: string) => readonly string[]): string[] {
  const order = new Set<string>()
  function visit(path: string): void {
    if (order.has(path)) return
    order.add(path)
    for (const included of includesIn(path)) visit(included)
  }
  visit(main)
  return [...order]
}

/** A path goes to the helper on a header line of its own: a line break in it would be a line that nobody wrote. */
function refuseUnsendable(order: readonly string[], host: string): void {
  if (!order.some((path) => path === '' || /\p{Cc}/u.test(path))) return
  throw new ServerUnreachable(
    `The configuration on ${host} includes a file whose path is empty or holds a control character.`,
    'Rename the file and correct the include statement.',
  )
}

function refuseAbsent(order: readonly string[], absent: Listing['absent'], host: string): void {
  for (const path of order) {
    const why = absent.get(path)
    if (why === 'missing') {
      throw new ServerUnreachable(
        `The configuration on ${host} includes ${path}, which is not there.`,
        'Put the file there or take the include out: dhcpd would not start with it.',
      )
    }
    if (why === 'denied') {
      throw new ServerUnreachable(
        `The configuration on ${host} includes ${path}, which the helper may not read.`,
        `Add a line include-folder=… for its folder to the helper's settings on ${host}, if that folder holds only configuration.`,
      )
    }
  }
}

function configurationOf(listing: Listing, files: readonly ReadFile[]): Configuration {
  const { main, leases } = listing
  return {
    main: main.path,
    files: files.map(({ path, content }) => ({ path, content })),
    leases: leases && { path: leases.path, content: leases.content },
    digest: configurationDigest(files),
  }
}
