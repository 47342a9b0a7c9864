import { existsSync, readdirSync } from 'node:fs'
import { ip } from './shell.ts'

/** Two network namespaces joined by a veth pair: `lan` is dhcpd's end, `eth0` the device's. */
export interface Network {
  readonly server: string
  readonly device: string
}

/** The names of their interfaces, each in its own namespace. */
export const serverInterface = 'lan'
export const deviceInterface = 'eth0'

const netnsFolder = '/run/netns'
let made = 0

/**
 * Makes the namespaces; their names carry this process's id, so that a later run can tell what a killed one left.
 * @param address of dhcpd's end with its prefix length, as `10.20.0.1/24`
 */
export async function makeNetwork(address: string): Promise<Network> {
  made += 1
  const network = { server: `lh${process.pid}-${made}-dhcpd`, device: `lh${process.pid}-${made}-device` }
  await ip(`netns add ${network.server}`)
  await ip(`netns add ${network.device}`)
  await ip(
    `-n ${network.server} link add ${serverInterface} type veth peer name ${deviceInterface} netns ${network.device}`,
  )
  await ip(`-n ${network.server} link set lo up`)
  await ip(`-n ${network.server} addr add ${address} dev ${serverInterface}`)
  await ip(`-n ${network.server} link set ${serverInterface} up`)
  return network
}

/** Takes a namespace away, and what runs in it. Quietly nothing where there is none. */
export async function removeNamespace(name: string): Promise<void> {
  try {
    const pids = (await ip(`netns pids ${name}`)).split('\n').filter((line) => line !== '')
    for (const pid of pids) process.kill(Number(pid), 'SIGKILL')
    await ip(`netns del ${name}`)
  } catch {
    // Its guardian is taking it away at the same time, or already has.
  }
}

/** Takes away the namespaces of runs whose process is no more. */
export async function sweepNetworks(): Promise<void> {
  const names = existsSync(netnsFolder) ? readdirSync(netnsFolder) : []
  for (const name of names) {
    const pid = /^lh(\d+)-\d+-(dhcpd|device)$/.exec(name)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await removeNamespace(name)
  }
}
