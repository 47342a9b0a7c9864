import { atLeast, beside, median, NotInstalled, type Row, run } from './measure.ts'
import type { Reader } from './readers.ts'

/** A file that dhcpd accepts, for the family given. */
export interface ValidFile {
  readonly path: string
  readonly family: 4 | 6
}

/** An odd number, so that the median is one of them. */
const RUNS = 3

/**
 * How long a reader takes for a generated file, in milliseconds: the median of a few runs.
 * @param hosts how many hosts the file holds: the time of a reader that finds another number compares with nothing
 */
export function timeRow(reader: Reader, file: string, hosts: number): Row {
  const title = `${reader.name}, ${hosts.toLocaleString('en')} hosts`
  return unlessAbsent(title, () => {
    const readings = Array.from({ length: RUNS }, () => readingOf(reader, { path: file, family: 4 }))
    const differing = readings.find(({ found }) => found !== hosts)
    if (!differing) return beside(title, median(readings.map(({ milliseconds }) => milliseconds)), 'ms')
    const told = beside(title, undefined, `reads ${differing.found ?? 0} of ${hosts} hosts`)
    return reader.ours ? { ...told, goal: 'all', met: false } : told
  })
}

/** How many of these files a reader can read. */
export function coverageRow(reader: Reader, whose: string, files: readonly ValidFile[]): Row {
  const title = `${whose} read by ${reader.name}`
  return unlessAbsent(title, () => {
    const count = files.filter((file) => readingOf(reader, file).found !== undefined).length
    const unit = `of ${files.length} files`
    return reader.ours ? atLeast(title, count, unit, files.length) : beside(title, count, unit)
  })
}

/** `found`: how many hosts; undefined where the file could not be read. */
function readingOf(reader: Reader, { path, family }: ValidFile) {
  const { status, output, milliseconds } = run(reader.command, reader.words(path, family))
  return { found: status === 0 ? reader.hostsIn(output) : undefined, milliseconds }
}

/** A program that is not there is named as such. */
function unlessAbsent(title: string, measured: () => Row): Row {
  try {
    return measured()
  } catch (error) {
    if (error instanceof NotInstalled) return beside(title, undefined, 'not installed')
    throw error
  }
}
