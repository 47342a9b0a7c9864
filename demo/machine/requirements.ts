import { existsSync } from 'node:fs'

/** A part of the demo cannot run on this machine; the message says which and what to do. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun'
}

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** The programs that the machine is made of, with the Debian package that brings each. */
const packages: Readonly<Record<string, string>> = {
  sshd: 'openssh-server',
  'ssh-keygen': 'openssh-client',
  dhcpd: 'isc-dhcp-server',
  dhclient: 'isc-dhcp-client',
  ip: 'iproute2',
  unshare: 'util-linux',
  setpriv: 'util-linux',
  flock: 'util-linux',
}

/** @throws CannotRun when this is not Linux, not root, or when a program is missing. */
export function requireMachine(): void {
  if (process.platform !== 'linux') {
    throw new CannotRun(
      'The DHCP server of the demo runs on Linux only: use a Linux machine or a virtual one.',
    )
  }
  if (process.getuid?.() !== 0) {
    throw new CannotRun(
      'The DHCP server of the demo needs root, to make network namespaces: run it with sudo or in a virtual machine.',
    )
  }
  const missing = Object.keys(packages).filter((program) => !isInstalled(program))
  if (missing.length > 0) {
    const wanted = [...new Set(missing.map((program) => packages[program]))].join(' ')
    throw new CannotRun(
      `The DHCP server of the demo needs ${missing.join(', ')}: install with apt-get install ${wanted}`,
    )
  }
}

function isInstalled(program: string): boolean {
  return folders.some((folder) => existsSync(`${folder}/${program}`))
}
