import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { bootMachine, type Disturbed, tornIn, wrongAfterwards } from './aftermath.ts'
import type { Bed } from './bed.ts'
import type { Case } from './case.ts'
import { intoMain, startWith } from './change.ts'
import { ask, edited, requestFor, type Told } from './conversation.ts'

/** Something that is wrong with the machine itself. */
interface Trouble {
  readonly name: string
  readonly step: string
  /** What the transaction must be told to have come to; the last of several words where more than one is true. */
  readonly outcome: RegExp
  readonly prepare: (bed: Bed) => void | Promise<void>
  /** Shell commands that are run before the helper, with mounts of their own. */
  readonly mounts?: (bed: Bed) => string
}

const TROUBLES: readonly Trouble[] = [
  { name: '-t fails', step: 'test', outcome: /refused test-failed/, prepare: testWith('exit 1') },
  { name: '-t crashes', step: 'test', outcome: /refused test-failed/, prepare: testWith('kill -SEGV $$') },
  { name: '-t hangs', step: 'test', outcome: /refused test-failed/, prepare: testWith('sleep 1000') },
  { name: 'the start fails', step: 'restart', outcome: /rolled-back/, prepare: startWith('false') },
  { name: 'the start hangs', step: 'restart', outcome: /rolled-back/, prepare: startWith('sleep 1000') },
  {
    name: 'the start fails, and that of the old file too',
    step: 'restart',
    outcome: /needs-operator/,
    prepare: (bed) => bed.set('start', () => 'false'),
  },
  {
    name: 'dhcpd dies after its start',
    step: 'restart',
    outcome: /rolled-back/,
    prepare: (bed) => {
      bed.set('healthy-seconds', () => '1')
      bed.set(
        'start',
        (was) => `${was}; ! grep -q 'host new-' '${bed.configPath}' || (sleep 0.4; ${bed.dhcpd.stop}) &`,
      )
    },
  },
  {
    name: 'dhcpd was down before',
    step: 'take in',
    outcome: /refused daemon-down/,
    prepare: (bed) => bed.cutPower(),
  },
  {
    name: 'EROFS',
    step: 'stage',
    outcome: /refused environment/,
    prepare: () => {},
    mounts: ({ folder }) =>
      `mount --bind '${folder}/etc' '${folder}/etc'; mount -o remount,bind,ro '${folder}/etc'`,
  },
  {
    name: 'EBUSY',
    step: 'swap',
    outcome: /refused environment/,
    prepare: () => {},
    mounts: ({ configPath }) => `mount --bind '${configPath}' '${configPath}'`,
  },
  {
    name: 'no room in the state folder',
    step: 'take in',
    outcome: /^error environment|refused environment/,
    prepare: () => {},
    mounts: ({ statePath }) =>
      `mkdir -p '${statePath}'; mount -t tmpfs -o size=4k,nr_inodes=9 none '${statePath}'`,
  },
]

/** The new file fails its test this way, and the old one passes. */
function testWith(command: string): (bed: Bed) => void {
  return (bed) =>
    bed.set('test', (was) => `t() { case $1 in *staged*) ${command} ;; *) ${was} "$1" ;; esac; }; t`)
}

export function worldCases(): readonly Case[] {
  return [
    ...TROUBLES.map((trouble) => ({
      fault: 'the machine',
      step: trouble.step,
      name: `the machine: ${trouble.name}`,
      run: (bed: Bed) => suffer(bed, trouble),
    })),
    { fault: 'the machine', step: 'take in', name: 'the machine: a stuck lock holder', run: meetStuckHolder },
  ]
}

async function suffer(bed: Bed, trouble: Trouble): Promise<readonly string[]> {
  await bed.reset()
  await trouble.prepare(bed)
  const { request, known } = begin(bed)
  const mounted = trouble.mounts ? { ...bed, command: withMounts(bed, trouble.mounts(bed)) } : bed
  const told = await ask(mounted, request)
  const [first = 'no whole answer'] = told.lines ?? []
  const wrong = trouble.outcome.test(first) ? [] : [`told was "${first}", expected is ${trouble.outcome}`]
  if (trouble.name === 'dhcpd was down before') await bootMachine(bed)
  const mayNeedPerson = first.includes('needs-operator')
  return [...wrong, ...(await wrongAfterwards(bed, { ...known, told, mayNeedPerson }))]
}

function begin(bed: Bed): {
  request: Disturbed['request']
  known: Omit<Disturbed, 'told' | 'mayNeedPerson'>
} {
  const edits = [intoMain(bed)]
  const request = requestFor(bed, 'one', edits)
  const before = bed.files().map(({ content }) => content)
  return { request, known: { request, before, after: edited(bed, edits), sight: bed.look() } }
}

/** Inside the bed's own namespaces, so that nobody else sees the mounts. */
function withMounts({ command }: Bed, commands: string): readonly string[] {
  const shell = command.indexOf('/bin/sh')
  const wrapper = ['/usr/bin/unshare', '-m', '/bin/sh', '-c', `${commands}; exec "$@"`, 'sh']
  return [...command.slice(0, shell), ...wrapper, ...command.slice(shell)]
}

/** SAFETY C1: nobody's lock is taken from them; their end is waited for. */
async function meetStuckHolder(bed: Bed): Promise<readonly string[]> {
  await bed.reset()
  const { request, known } = begin(bed)
  await ask(bed, { verb: 'probe' })
  const holder = spawn('flock', [`${bed.statePath}/lock`, 'sh', '-c', 'echo held; exec sleep 1000'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = once(holder, 'exit')
  await once(holder.stdout, 'data')
  const told = await ask(bed, request)
  const asked = await ask(bed, { verb: 'status', id: request.id })
  const disturbed = { ...known, told, mayNeedPerson: false }
  const torn = tornIn(bed, disturbed)
  process.kill(-(holder.pid ?? 0), 'SIGKILL')
  await ended
  return [
    ...torn,
    ...expected('outcome busy', told),
    ...expected('status running', asked),
    ...(await wrongAfterwards(bed, disturbed)),
  ]
}

function expected(answer: string, { lines }: Told): string[] {
  return lines?.[0] === answer ? [] : [`the answer is "${lines?.[0]}", expected is "${answer}"`]
}
