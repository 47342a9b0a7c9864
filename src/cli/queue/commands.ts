// commander: the usual one.
import type { Command } from 'commander'
import type { QueueRefusal } from '../../request/queue.ts'
import { pauseQueue, resumeQueue } from '../../usecases/hold-queue.ts'
import type { Clock, QueueStore } from '../../usecases/ports.ts'
import { unknownServer } from '../unknown-server.ts'
import { withDesk } from '../with-desk.ts'

/** The bot's record, opened beside the bot, which may be running. */
export interface QueueDesk {
  readonly servers: readonly string[]
  readonly queues: QueueStore
  readonly clock: Clock
  /** Who runs the command. */
  readonly user: string
  close(): Promise<void>
}

/** What the commands need of the process. */
export interface QueueTools {
  /** @param config path of leasehold.yaml. */
  open(config: string): Promise<QueueDesk>
  out(text: string): void
}

const DONE = 0
const REFUSED = 1

/** Puts the hand on the brake into a program: `pause` and `resume`; each hands its exit code to `finish`. */
export function describeQueueCommands(
  program: Command,
  tools: QueueTools,
  finish: (code: number) => void,
): void {
  onQueue(program.command('pause'))
    .description('let the approved changes of a server wait')
    .option('--reason <text>', 'what those who wait are told', '')
    .action(async (server: string, { config, reason }: { config: string; reason: string }) => {
      finish(await onServer(server, config, tools, (desk) => pause(server, reason.trim(), desk, tools)))
    })

  onQueue(program.command('resume'))
    .description('let the changes of a server go on that was paused, or stopped by itself')
    .action(async (server: string, { config }: { config: string }) => {
      finish(await onServer(server, config, tools, (desk) => resume(server, desk, tools)))
    })
}

function onQueue(command: Command): Command {
  return command
    .argument('<server>', 'its name in the configuration')
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
}

function onServer(
  server: string,
  config: string,
  tools: QueueTools,
  act: (desk: QueueDesk) => Promise<number>,
): Promise<number> {
  return withDesk(tools.open(config), async (desk) => {
    if (!desk.servers.includes(server)) throw unknownServer(server, desk.servers)
    return act(desk)
  })
}

async function pause(server: string, reason: string, desk: QueueDesk, { out }: QueueTools): Promise<number> {
  const result = await pauseQueue(server, { localUser: desk.user }, reason, desk)
  if ('refusal' in result) return refuse(result, server, out)
  out(`${server} is paused. What is being applied at this moment is finished; what is approved waits.\n`)
  out(`Let it go on: leasehold resume ${server}\n`)
  return DONE
}

async function resume(server: string, desk: QueueDesk, { out }: QueueTools): Promise<number> {
  const result = await resumeQueue(server, { localUser: desk.user }, desk)
  if ('refusal' in result) return refuse(result, server, out)
  out(`${server} goes on.\n`)
  return DONE
}

function refuse(refusal: QueueRefusal, server: string, out: QueueTools['out']): number {
  switch (refusal.refusal) {
    case 'already-paused': {
      const { by, at, reason } = refusal.pause
      const who = 'user' in by ? `the Slack user ${by.user}` : by.localUser
      out(`${server} was paused by ${who} at ${at} already${reason === '' ? '' : `: ${reason}`}\n`)
      return REFUSED
    }
    case 'not-held':
      out(`${server} is neither paused nor stopped.\n`)
      return REFUSED
    default:
      return refusal satisfies never
  }
}
