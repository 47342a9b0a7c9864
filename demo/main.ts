import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { startDemo } from './demo.ts'
import { CannotRun } from './machine/requirements.ts'
import { takeTour } from './tour.ts'

interface Options {
  readonly port?: number
  readonly tour: boolean
  readonly record?: string
}

const PORT = 4242

async function run(argv: readonly string[]): Promise<number> {
  const program = new Command('leasehold demo')
    .description(
      'The whole story on this machine: a Slack workspace in the browser, a DHCP server, a device.',
    )
    .option(
      '--port <number>',
      `port of the page on 127.0.0.1 (default: ${PORT}, and any free one for the tour)`,
      parsePort,
    )
    .option(
      '--tour',
      'run the story without a browser, print each step, and exit 0 only if the device got its address',
      false,
    )
    .option(
      '--record <file>',
      'write every Web API request and every interaction to a file, one JSON object a line',
    )
    .exitOverride()
    .allowExcessArguments(false)
  try {
    await program.parseAsync([...argv])
    return await play(program.opts<Options>())
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    process.stderr.write(`leasehold demo: ${error instanceof Error ? error.message : String(error)}\n`)
    if (!(error instanceof CannotRun)) process.stderr.write('  The story did not come to its end.\n')
    return 1
  }
}

async function play(options: Options): Promise<number> {
  const began = performance.now()
  const elapsed = () => `${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s`
  const say = (step: string) => process.stdout.write(`${elapsed()}  ${step}\n`)
  const stopped = untilStopped()
  const starting = startDemo({
    port: options.port ?? (options.tour ? 0 : PORT),
    record: options.record === undefined ? undefined : resolve(options.record),
    healthySeconds: 1,
    progress: say,
  })
  const demo = await starting
  try {
    if (options.tour) await takeTour(demo, say)
    else {
      process.stdout.write(`\nOpen ${demo.workspace.url} in a browser. Ctrl-C ends the demo.\n`)
      await stopped
    }
    return 0
  } finally {
    await demo.close()
  }
}

function untilStopped(): Promise<string> {
  return new Promise((told) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => told(name))
  })
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 1 to 65535.')
  }
  return port
}

process.exitCode = await run(process.argv)
