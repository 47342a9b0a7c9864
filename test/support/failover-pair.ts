import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Machine } from '../../demo/machine/machine.ts'
import { ip } from '../../demo/machine/shell.ts'
import { readFailoverStates } from '../../src/dhcpd/failover-states.ts'
import { startTestMachine } from './machine.ts'

/** Two machines whose dhcpds are a failover pair, with a cable of their own between them. */
export interface FailoverPair {
  readonly first: Machine
  readonly second: Machine
  /** Pulls the cable between the two out, or puts it in again. */
  cable(state: 'up' | 'down'): Promise<void>
  /** Resolves when both say that the pair is normal, or rejects after a minute. */
  normal(): Promise<void>
  /** Resolves when both have noticed that they do not hear of one another, or rejects after a minute. */
  interrupted(): Promise<void>
}

const FIRST = '192.0.2.1'
const SECOND = '192.0.2.2'

/** The interface at either end of the cable. */
const INTERFACE = 'peer'

/** What the machines of a pair are started with, the first one first: it holds the cable until the second comes. */
export function failoverPair() {
  const namespaces: string[] = []
  const lay = (address: string) => async (namespace: string) => {
    namespaces.push(namespace)
    const [one = namespace] = namespaces
    if (one === namespace) await ip(`-n ${one} link add ${INTERFACE} type veth peer name other-end`)
    else await ip(`-n ${one} link set other-end netns ${namespace} name ${INTERFACE}`)
    await ip(`-n ${namespace} addr add ${address}/30 dev ${INTERFACE}`)
    await ip(`-n ${namespace} link set ${INTERFACE} up`)
  }
  return {
    first: { config: config('primary', FIRST, SECOND, 'mclt 60;\n  split 128;'), cables: lay(FIRST) },
    second: {
      config: config('secondary', SECOND, FIRST, '# The primary says the rest.'),
      address: '10.20.0.2/24',
      cables: lay(SECOND),
    },
    cable: async (state: 'up' | 'down') =>
      void (await ip(`-n ${namespaces[0]} link set ${INTERFACE} ${state}`)),
  }
}

/** Starts a pair that has come to its normal state; it is gone when the test has ended. */
export async function startFailoverPair(): Promise<FailoverPair> {
  const machines = failoverPair()
  const first = await startTestMachine(machines.first)
  onTestFinished(first.close)
  const second = await startTestMachine(machines.second)
  onTestFinished(second.close)
  await becomes('normal', [first, second])
  return {
    first,
    second,
    cable: machines.cable,
    normal: () => becomes('normal', [first, second]),
    interrupted: () => becomes('communications-interrupted', [first, second]),
  }
}

/**
 * Resolves when all these members say that they are in a failover state, or rejects after a minute. A partner is known
 * to be normal only by those who are it too.
 */
export async function becomes(wanted: string, machines: readonly Machine[]): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!machines.every((machine) => isIn(wanted, machine))) {
    if (performance.now() > deadline) throw new Error(`failover was not ${wanted} within a minute`)
    await setTimeout(50)
  }
}

function isIn(wanted: string, { leasesPath }: Machine): boolean {
  const [state] = readFailoverStates(readFileSync(leasesPath, 'latin1'))
  return state?.mine === wanted && (wanted !== 'normal' || state.partner === wanted)
}

function config(role: 'primary' | 'secondary', mine: string, partner: string, more: string): Buffer {
  const text = `# The ${role} of the campus
authoritative;
ddns-update-style none;

failover peer "campus" {
  ${role};
  address ${mine};
  port 647;
  peer address ${partner};
  peer port 647;
  # Silence of so many seconds is noticed.
  max-response-delay 2;
  max-unacked-updates 10;
  load balance max seconds 3;
  ${more}
}

subnet 10.20.0.0 netmask 255.255.255.0 {
  option routers 10.20.0.254;
  pool {
    failover peer "campus";
    range 10.20.0.100 10.20.0.149;
  }

  host printer-1 {
    hardware ethernet 00:00:5e:00:53:01;
    fixed-address 10.20.0.11;
  }
}
`
  return Buffer.from(text, 'latin1')
}
