import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { helperScript } from '../../src/remote/helper-script.ts'
import { defaultConfig } from './default-config.ts'
import { type Device, makeDevice } from './device.ts'
import { type DaemonState, type Dhcpd, daemonState, prepareDhcpd } from './dhcpd.ts'
import { type Guardian, startGuardian } from './guardian.ts'
import { makeNetwork, removeNamespace, sweepNetworks } from './network.ts'
import { CannotRun, requireMachine } from './requirements.ts'
import { quote } from './shell.ts'
import { isListening, prepareSshd, type SshAccess } from './sshd.ts'

export interface MachineOptions {
  /** A folder of its own, empty or not there; the caller takes it away after `close`. */
  readonly folder: string
  /** The bytes of dhcpd.conf; the default serves 10.20.0.0/24 on the wire. */
  readonly config?: Uint8Array
  /** Address of dhcpd's end of the wire with its prefix length; `10.20.0.1/24` by default. */
  readonly address?: string
  /** How long dhcpd must have lived to count as healthy; 1 by default. */
  readonly healthySeconds?: number
  /** Lays more cables from dhcpd's network namespace, before dhcpd starts. */
  readonly cables?: (namespace: string) => Promise<void>
  /** Lines of sh that the machine runs before dhcpd and sshd start, in a mount namespace of its own. */
  readonly before?: string
}

/** A machine that runs dhcpd and can be reached over SSH, with a device at the other end of its cable. */
export interface Machine {
  /** How to come in; `command` is what the forced command runs anyway. */
  readonly server: SshAccess & { readonly command: string }
  readonly configPath: string
  readonly leasesPath: string
  /** The helper's own folder: journal, outcomes, backups. */
  readonly statePath: string
  /** The helper as installed, and its settings. */
  readonly helperPath: string
  readonly settingsPath: string
  dhcpd(): DaemonState
  readonly device: Device
  /** Ends everything that was started and resolves when nothing is left. */
  close(): Promise<void>
}

/**
 * Starts a real sshd on the loopback interface and a real dhcpd in a network namespace, joined to a device.
 * @throws CannotRun when this machine cannot do that, or when a part does not start.
 */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  requireMachine()
  await sweepNetworks()
  const { folder } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const network = await makeNetwork(options.address ?? '10.20.0.1/24')
  try {
    await options.cables?.(network.server)
    const dhcpd = prepareDhcpd(folder, network.server, options.config ?? defaultConfig())
    const helper = installHelper(folder, dhcpd, options.healthySeconds ?? 1)
    const access = await prepareSshd(`${folder}/ssh`, helper.command)
    const device = makeDevice(`${folder}/device`, network.device)
    const guardian = startGuardian(writeInit(folder, dhcpd, options.before ?? ''), [
      network.server,
      network.device,
    ])
    await becomeReady(folder, guardian, dhcpd, access)
    return {
      server: { ...access, command: helper.command },
      configPath: dhcpd.config,
      leasesPath: dhcpd.leases,
      statePath: helper.state,
      helperPath: helper.path,
      settingsPath: helper.settings,
      dhcpd: () => daemonState(dhcpd),
      device,
      close: () => guardian.release(),
    }
  } catch (error) {
    await removeNamespace(network.server)
    await removeNamespace(network.device)
    throw error
  }
}

interface InstalledHelper {
  readonly path: string
  readonly settings: string
  readonly state: string
  readonly command: string
}

function installHelper(folder: string, dhcpd: Dhcpd, healthySeconds: number): InstalledHelper {
  const path = `${folder}/leasehold-helper`
  const settings = `${folder}/helper.conf`
  const state = `${folder}/state`
  const lines = [
    '# How the helper runs dhcpd on this machine.',
    `config=${dhcpd.config}`,
    `leases=${dhcpd.leases}`,
    `pid-file=${dhcpd.pidFile}`,
    `state=${state}`,
    `test=${dhcpd.test}`,
    `start=${dhcpd.start}`,
    `stop=${dhcpd.stop}`,
    `healthy-seconds=${healthySeconds}`,
  ]
  writeFileSync(settings, `${lines.join('\n')}\n`, { mode: 0o600 })
  writeFileSync(path, helperScript(), { mode: 0o755 })
  return { path, settings, state, command: `${quote(path)} ${quote(settings)}` }
}

/** The first process of the machine: dhcpd as the helper starts it, then sshd for as long as the machine runs. */
function writeInit(folder: string, dhcpd: Dhcpd, before: string): string {
  const path = `${folder}/init.sh`
  const sshd = `/usr/sbin/sshd -D -e -f ${quote(`${folder}/ssh/sshd_config`)}`
  const script = `#!/bin/sh
${before}
${dhcpd.start} >${quote(`${folder}/dhcpd.log`)} 2>&1
${sshd} 2>${quote(`${folder}/sshd.log`)} &
wait
`
  writeFileSync(path, script)
  return path
}

/** sshd starts after dhcpd: once it listens, dhcpd runs or never will. */
async function becomeReady(
  folder: string,
  guardian: Guardian,
  dhcpd: Dhcpd,
  access: SshAccess,
): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!(await isListening(access))) {
    if (performance.now() > deadline) return fail('sshd', folder, guardian)
    await setTimeout(20)
  }
  if (!daemonState(dhcpd).running) return fail('dhcpd', folder, guardian)
}

async function fail(part: string, folder: string, guardian: Guardian): Promise<never> {
  await guardian.release()
  throw new CannotRun(`The ${part} of the demo did not start; it said: ${lastLines(folder)}`)
}

function lastLines(folder: string): string {
  return ['machine.log', 'dhcpd.log', 'sshd.log']
    .map((name) => `${folder}/${name}`)
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n').slice(-5))
    .join('\n')
}
