/** How a call of the Web API goes wrong. With `delayMs` alone it goes well, but late. */
export interface ApiFault {
  /** An HTTP status; 429 comes with `Retry-After`. */
  readonly status?: number
  /** One of Slack's error names, with `ok: false`. */
  readonly error?: string
  /** Seconds. */
  readonly retryAfter?: number
  readonly delayMs?: number
}

/** What tests can make go wrong between the app and Slack. */
export interface Faults {
  /** Lets the next `times` calls of a method fail; `*` is any method. */
  failNext(method: string, fault: ApiFault, times?: number): void
  /** The next envelopes never reach the app. */
  dropNextEnvelopes(times?: number): void
  /** The next envelope is sent so many times more, under its id, as Slack does after a hiccup. */
  redeliverNextEnvelope(copies?: number): void
  /** While true, sockets are closed as soon as they open. */
  refuseSockets(refuse: boolean): void
}

/** The side that the workspace asks. */
export interface FaultSource extends Faults {
  takeApiFault(method: string): ApiFault | undefined
  takeDrop(): boolean
  takeCopies(): number
  refusesSockets(): boolean
}

/** Nothing goes wrong until someone asks for it. */
export function createFaults(): FaultSource {
  const queues = new Map<string, ApiFault[]>()
  let drops = 0
  let copies = 0
  let refuses = false
  return {
    failNext(method, fault, times = 1) {
      const queue = queues.get(method) ?? []
      queues.set(method, [...queue, ...Array<ApiFault>(times).fill(fault)])
    },
    dropNextEnvelopes(times = 1) {
      drops += times
    },
    redeliverNextEnvelope(more = 1) {
      copies = more
    },
    refuseSockets(refuse) {
      refuses = refuse
    },
    takeApiFault: (method) => queues.get(method)?.shift() ?? queues.get('*')?.shift(),
    takeDrop() {
      if (drops === 0) return false
      drops -= 1
      return true
    },
    takeCopies() {
      const more = copies
      copies = 0
      return more
    },
    refusesSockets: () => refuses,
  }
}
