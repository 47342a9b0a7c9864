import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { deviceInterface } from './network.ts'
import { ip, quote } from './shell.ts'

/** What a device got from the DHCP server, or why it got nothing. */
export type Plugged =
  | { readonly address: string; readonly hostname: string | undefined; readonly seconds: number }
  | { readonly none: string }

/** A device at the other end of the wire, with a MAC that can be chosen. One at a time is plugged in. */
export interface Device {
  /** @param mac six octets with colons */
  plugIn(mac: string): Promise<Plugged>
  unplug(): Promise<void>
}

/** How long the device asks before it gives up. */
const patienceSeconds = 10

/** A device that is a real dhclient in a network namespace; it configures nothing outside that. */
export function makeDevice(folder: string, namespace: string): Device {
  mkdirSync(folder, { recursive: true })
  const result = `${folder}/result`
  writeFileSync(`${folder}/dhclient.conf`, clientConfig)
  writeFileSync(`${folder}/dhclient-script`, clientScript(result), { mode: 0o755 })
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = turn.then(job)
    turn = done.catch(() => undefined)
    return done
  }

  async function pullOut(): Promise<void> {
    for (const pid of (await ip(`netns pids ${namespace}`)).split('\n').filter(Boolean)) {
      process.kill(Number(pid), 'SIGKILL')
    }
    await ip(`-n ${namespace} addr flush dev ${deviceInterface}`)
    await ip(`-n ${namespace} link set ${deviceInterface} down`)
    // Like a device that was never here: it asks for an address and does not try to keep an old one.
    for (const name of ['result', 'dhclient.leases', 'dhclient.pid'])
      rmSync(`${folder}/${name}`, { force: true })
  }

  async function putIn(mac: string): Promise<Plugged> {
    await pullOut()
    await ip(`-n ${namespace} link set ${deviceInterface} address ${mac}`)
    await ip(`-n ${namespace} link set ${deviceInterface} up`)
    const began = performance.now()
    await askForAddress(folder, namespace)
    if (!existsSync(result))
      return { none: `no DHCP server gave it an address within ${patienceSeconds} seconds` }
    const [address = '', hostname = ''] = readFileSync(result, 'utf8').split('\n')
    const seconds = (performance.now() - began) / 1000
    return { address, hostname: hostname === '' ? undefined : hostname, seconds }
  }

  return { plugIn: (mac) => inTurn(() => putIn(mac)), unplug: () => inTurn(pullOut) }
}

/** Resolves when dhclient has an address and goes on in the background, or when it has given up. */
function askForAddress(folder: string, namespace: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const files = [
    '-cf',
    'dhclient.conf',
    '-sf',
    'dhclient-script',
    '-lf',
    'dhclient.leases',
    '-pf',
    'dhclient.pid',
  ]
  const args = files.map((word) => (word.startsWith('-') ? word : `${folder}/${word}`))
  const command = ['netns', 'exec', namespace, 'dhclient', '-4', '-1', '-q', ...args, deviceInterface]
  execFile('ip', command, { timeout: (patienceSeconds + 5) * 1000 }, () => resolve())
  return promise
}

const clientConfig = `timeout ${patienceSeconds};
retry 60;
initial-interval 1;
backoff-cutoff 2;
select-timeout 0;
request subnet-mask, broadcast-address, routers, domain-name, domain-name-servers, host-name;
`

function clientScript(result: string): string {
  return `#!/bin/sh
# Called by dhclient with what it got; sets the address inside the device's network namespace and nowhere else.
case $reason in
  PREINIT) ip link set dev "$interface" up ;;
  BOUND | RENEW | REBIND | REBOOT)
    ip addr flush dev "$interface"
    ip addr add "$new_ip_address/$new_subnet_mask" dev "$interface"
    printf '%s\\n%s\\n' "$new_ip_address" "\${new_host_name:-}" >${quote(result)}
    ;;
  EXPIRE | FAIL | RELEASE | STOP) ip addr flush dev "$interface" ;;
esac
exit 0
`
}
