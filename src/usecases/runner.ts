/** Runs one job at a time, again and again as it is asked for. */
export interface Runner {
  /** Asks for a run: at once, or after the one under way, which then may not have seen what is new. */
  poke(): void
  /** When the run under way is over, and what was asked for meanwhile; at once where there is none. */
  idle(): Promise<void>
  /** Takes no more work and waits for the run under way. */
  stop(): Promise<void>
}

/**
 * A doorbell (many rings while a run is under way cost one more run) with a sweep, so that a ring that was lost
 * harms nothing.
 * @param job gives the milliseconds after which it wants to run again, or undefined when it has nothing left to do.
 * @param sweep milliseconds after which it is run again whatever happens.
 * @param onError is told of a job that threw; the job is run again at the next sweep.
 */
export function createRunner(
  job: () => Promise<number | undefined>,
  sweep: number,
  onError: (error: unknown) => void,
): Runner {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    let wait: number | undefined
    do {
      again = false
      wait = await job().catch(report)
    } while (again && !stopped)
    running = undefined
    if (!stopped) timer = setTimeout(poke, Math.min(wait ?? sweep, sweep))
  }

  function report(error: unknown): undefined {
    onError(error)
  }

  function poke(): void {
    clearTimeout(timer)
    if (stopped) return
    if (running) again = true
    else running = run()
  }

  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(timer)
    await running
  }

  return { poke, idle: async () => running, stop }
}
