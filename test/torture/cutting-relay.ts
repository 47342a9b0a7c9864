import { connect, createServer, type Socket } from 'node:net'

export type Direction = 'request' | 'answer'

/** A TCP relay on the loopback interface that cuts the connection at a byte. */
export interface CuttingRelay {
  readonly port: number
  /** From now on lets so many bytes pass in this direction, and ends the connection at the next. */
  cutAfter(direction: Direction, bytes: number): void
  /** Lets everything pass again; gives how many bytes passed in each direction since the last `cutAfter`. */
  mend(): Readonly<Record<Direction, number>>
  close(): Promise<void>
}

export async function startCuttingRelay(target: number): Promise<CuttingRelay> {
  const sockets = new Set<Socket>()
  let passed = { request: 0, answer: 0 }
  let limits = { request: Number.POSITIVE_INFINITY, answer: Number.POSITIVE_INFINITY }

  /** Passes a piece on as far as it may go. */
  function pass(direction: Direction, piece: Buffer, from: Socket, to: Socket): void {
    const room = limits[direction] - passed[direction]
    passed[direction] += Math.min(piece.length, room)
    if (piece.length <= room) to.write(piece)
    else to.end(piece.subarray(0, room), () => from.destroy())
  }

  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [from, to, direction] of [
      [near, far, 'request'],
      [far, near, 'answer'],
    ] as const) {
      sockets.add(from)
      from.on('data', (piece) => pass(direction, piece, from, to))
      from.on('error', () => {}) // A cut is what this is for; `close` follows.
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cutAfter(direction, bytes) {
      passed = { request: 0, answer: 0 }
      limits = { request: Number.POSITIVE_INFINITY, answer: Number.POSITIVE_INFINITY, [direction]: bytes }
    },
    mend() {
      limits = { request: Number.POSITIVE_INFINITY, answer: Number.POSITIVE_INFINITY }
      return passed
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      await closed.promise
    },
  }
}
