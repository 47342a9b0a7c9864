import { join } from 'node:path'

/** A program that reads dhcpd.conf, as it is called from a shell. */
export interface Reader {
  readonly name: string
  /** Ours must read everything; of another it is only told. */
  readonly ours: boolean
  readonly command: string
  /** @param family whether dhcpd reads the file for IPv4 or IPv6 */
  words(file: string, family: 4 | 6): readonly string[]
  /** How many hosts it found, by what it printed; undefined where it could not read the file. */
  hostsIn(output: string): number | undefined
}

/**
 * Reads and reviews: more than the others do. Exits with 1 for any error that it finds.
 * @param program the path of an installed `bin/leasehold`
 */
export const leaseholdCheck = (program: string): Reader => ({
  name: 'leasehold check',
  ours: true,
  command: program,
  words: (file, family) => ['check', `-${family}`, file],
  hostsIn: (output) => numberIn(/ in .* ([\d,]+) hosts?\n$/.exec(output)?.[1]?.replaceAll(',', '')),
})

/**
 * Reads, and exits with 1 for whatever dhcpd would refuse.
 * @param program the path of an installed `bin/leasehold`
 */
export const leaseholdHosts = (program: string): Reader => ({
  name: 'leasehold hosts',
  ours: true,
  command: program,
  words: (file, family) => ['hosts', `-${family}`, file],
  hostsIn: (output) => linesOf(output).length,
})

/** Augeas with its own lens. It exits with 0 for every file, but has the file itself in its tree only if it read it. */
export const augtool: Reader = {
  name: 'augtool',
  ours: false,
  command: 'augtool',
  words: (file) => [
    '--noautoload',
    '--transform',
    `Dhcpd.lns incl ${file}`,
    'match',
    // Without a blank: augtool ends the path there.
    `/files${file}|/files${file}//host`,
  ],
  hostsIn: (output) => {
    const nodes = linesOf(output).filter((line) => line.startsWith('/files/'))
    return nodes.length === 0 ? undefined : nodes.length - 1
  },
}

/** A grammar of our own. Debian's Python has the module, whichever other Python comes first on the path. */
export const pyparsing: Reader = {
  name: 'pyparsing',
  ours: false,
  command: '/usr/bin/python3',
  words: (file) => [join(import.meta.dirname, 'pyparsing-dhcpd.py'), file],
  hostsIn: (output) => numberIn(linesOf(output)[0]),
}

function linesOf(output: string): string[] {
  return output.split('\n').filter(Boolean)
}

function numberIn(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}
