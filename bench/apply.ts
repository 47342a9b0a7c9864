import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Machine, startMachine } from '../demo/machine/machine.ts'
import { openWorker, type Worker } from '../test/support/worker.ts'
import { generateConfiguration } from './generate.ts'
import { atMost, beside, median, type Row, timeOf } from './measure.ts'

const PAIRS = 5
/** How long dhcpd must have lived to count as healthy, in seconds, on both sides. */
const WAIT = 1
const BATCH = 1_000

/** A change from its approval to a healthy dhcpd, beside the same by hand. Takes about two minutes. */
export async function benchApply(): Promise<Row[]> {
  return [...(await compare(1_000)), ...(await compare(100_000)), ...(await batch(10_000))]
}

/** A machine with so many hosts, and a bot that has read it. */
interface Scene {
  readonly machine: Machine
  readonly worker: Worker
  readonly folder: string
}

async function withScene<T>(hosts: number, use: (scene: Scene) => Promise<T>): Promise<T> {
  await using parts = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-bench-'))
  parts.defer(() => rmSync(folder, { recursive: true }))
  const config = Buffer.from(generateConfiguration(hosts), 'latin1')
  const machine = await startMachine({
    folder: join(folder, 'machine'),
    config,
    address: '10.0.0.1/24',
    healthySeconds: WAIT,
  })
  parts.defer(machine.close)
  letIn(machine, join(folder, 'machine'))
  const worker = await openWorker(join(folder, 'store.db'), machine.server)
  parts.defer(worker.close)
  return await use({ machine, worker, folder })
}

/** The hand has a key of its own, with which any command can be run. */
function letIn({ server }: Machine, folder: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', handKey(folder)])
  const key = readFileSync(`${handKey(folder)}.pub`, 'utf8')
  const command = 'command="sh -c \\"$SSH_ORIGINAL_COMMAND\\""'
  appendFileSync(server.key.replace('client_key', 'authorized_keys'), `\n${command} ${key}`)
}

function handKey(folder: string): string {
  return join(folder, 'hand_key')
}

/** One after the other, so that whatever else the machine does slows both. */
async function compare(hosts: number): Promise<Row[]> {
  return withScene(hosts, async (scene) => {
    await timeOfChange(scene, 0) // What is only done for a configuration that was never changed here.
    const pairs = []
    for (let turn = 1; turn <= PAIRS; turn++) {
      pairs.push({
        ours: await timeOfChange(scene, turn),
        hand: byHand(scene),
        steps: inSteps(scene),
      })
    }
    const size = hosts.toLocaleString('en')
    const ours = median(pairs.map((pair) => pair.ours))
    const hand = median(pairs.map((pair) => pair.hand))
    const wait = WAIT * 1_000
    return [
      beside(`by hand over one ssh, ${size} hosts`, hand, 'ms'),
      beside(
        'a connection for each of copy, validate, restart, check',
        median(pairs.map(({ steps }) => steps)),
        'ms',
      ),
      beside('leasehold, from approved to healthy', ours, 'ms'),
      atMost('… of the time by hand', median(pairs.map((pair) => pair.ours / pair.hand)), 'times', 1.2),
      beside('… without the health wait on both sides', (ours - wait) / (hand - wait), 'times'),
    ]
  })
}

/** Milliseconds from an approval to its outcome. */
async function timeOfChange({ worker }: Scene, number: number): Promise<number> {
  await worker.approve(await worker.submit(hostOf(number)))
  return timeOfWork(worker)
}

async function timeOfWork({ work, store }: Worker): Promise<number> {
  const began = performance.now()
  for (let pause = await work(); pause !== undefined; pause = await work()) await setTimeout(pause)
  const milliseconds = performance.now() - began
  for (const { id, state } of await store.requests.withStatus('campus', ['settled'])) {
    if (state.status !== 'settled' || state.outcome.kind === 'applied') continue
    throw new Error(`request ${id} ended as ${JSON.stringify(state)}`)
  }
  return milliseconds
}

/** How many addresses of a generated subnet are in no host and in no range. */
const FREE = 24

/** A host at one of the free addresses: those from 210 up to the range, and those behind it. */
function hostOf(number: number) {
  const place = number % FREE
  const hex = number.toString(16).padStart(4, '0')
  return {
    name: `new-${number}`,
    mac: `00:00:5e:ff:${hex.slice(0, 2)}:${hex.slice(2)}`,
    address: `10.0.${Math.floor(number / FREE)}.${place < 20 ? 210 + place : 231 + place}`,
  }
}

interface Commands {
  readonly validate: string
  readonly restart: string
  readonly check: string
}

function commandsOf({ settingsPath, configPath }: Machine): Commands {
  const lines = readFileSync(settingsPath, 'utf8').split('\n')
  const setting = (name: string) =>
    lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  return {
    validate: `${setting('test')} ${configPath}`,
    // As an init script does it: no new dhcpd before the old one is gone.
    restart: `pid=$(cat ${setting('pid-file')}); kill $pid; while kill -0 $pid 2>/dev/null; do sleep 0.05; done; ${setting('start')}`,
    check: `sleep ${WAIT}; kill -0 $(cat ${setting('pid-file')})`,
  }
}

function byHand(scene: Scene): number {
  const { validate, restart, check } = commandsOf(scene.machine)
  return overSsh(scene, `${validate} && { ${restart}; } && { ${check}; }`)
}

/** As configuration management does it: the whole file is copied, and each step is a connection of its own. */
function inSteps(scene: Scene): number {
  const { configPath } = scene.machine
  const { validate, restart, check } = commandsOf(scene.machine)
  const commands = [`cat >${configPath}.copy <${configPath}`, validate, restart, check]
  return commands.reduce((sum, command) => sum + overSsh(scene, command), 0)
}

function overSsh({ machine, folder }: Scene, command: string): number {
  const { host, port, user } = machine.server
  const known = [
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    'UserKnownHostsFile=/dev/null',
    '-o',
    'LogLevel=ERROR',
  ]
  const key = handKey(join(folder, 'machine'))
  return timeOf('ssh', '-F', 'none', '-i', key, ...known, '-p', String(port), `${user}@${host}`, command)
}

/** A backlog against a single change on the same file. */
async function batch(hosts: number): Promise<Row[]> {
  return withScene(hosts, async (scene) => {
    await timeOfChange(scene, 0)
    const one = await timeOfChange(scene, 1)
    const before = transactionsOf(scene.machine)
    for (let number = 2; number < 2 + BATCH; number++) {
      await scene.worker.approve(await scene.worker.submit(hostOf(number)))
    }
    const many = await timeOfWork(scene.worker)
    return [
      beside(`one change, ${hosts.toLocaleString('en')} hosts`, one, 'ms'),
      beside(`${BATCH.toLocaleString('en')} approved changes`, many, 'ms'),
      atMost('… of the time of one', many / one, 'times', 3),
      atMost('… restarts', transactionsOf(scene.machine) - before, 'restarts', 3),
    ]
  })
}

/** Each transaction that was not refused restarted dhcpd once. */
function transactionsOf({ statePath }: Machine): number {
  return readdirSync(`${statePath}/outcomes`).length
}
