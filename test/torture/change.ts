import type { Edit } from '../../src/dhcpd/source.ts'
import type { Bed } from './bed.ts'

/** A dhcpd.conf as people keep them; its end, which includes the second file, is the bed's. */
export const MAIN = `# Kept by hand; caf\xe9.
authoritative;
ddns-update-style none;
subnet 10.20.0.0 netmask 255.255.255.0 {
\toption routers 10.20.0.1;
\thost printer-1 { hardware ethernet 00:00:5e:00:53:01; fixed-address 10.20.0.11; }\r
}
`

export const HOSTS = `# Hosts of the laboratory
host microscope { hardware ethernet 00:00:5e:00:53:31; fixed-address 10.20.0.41; }
`

/** A new host; its number gives its name, hardware and address, so that dhcpd takes any of them together. */
export function hostText(number: number, word = 'new'): string {
  const hex = (value: number) => value.toString(16).padStart(2, '0')
  return `host ${word}-${number} { hardware ethernet 00:00:5e:01:${hex(number >> 8)}:${hex(number & 255)}; fixed-address 10.20.0.${100 + (number % 100)}; }\n`
}

/** A new host in the main file, before its include statement. */
export function intoMain(bed: Bed, number = 1, word = 'new'): Edit {
  const [main] = bed.files()
  const offset = main?.content.lastIndexOf('include ') ?? 0
  return { path: bed.configPath, offset, length: 0, content: hostText(number, word) }
}

/** A new host at the end of the included file. */
export function intoIncluded(bed: Bed, number = 2): Edit {
  const [, included] = bed.files()
  const offset = included?.content.length ?? 0
  return { path: bed.includedPath, offset, length: 0, content: hostText(number) }
}

/** dhcpd is started this way with the new file, and as ever with the old one. */
export function startWith(command: string): (bed: Bed) => void {
  return (bed) =>
    bed.set('start', (was) => `if grep -q 'host new-' '${bed.configPath}'; then ${command}; else ${was}; fi`)
}
