import type { ServerResponse } from 'node:http'
import type { State } from '../workspace/state.ts'

/** Sends a snapshot now and after each change, as server-sent events; changes of one turn are sent once. */
export function streamSnapshots(state: State, response: ServerResponse, snapshot: () => unknown): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' })
  let due = false
  const send = () => {
    due = false
    response.write(`data: ${JSON.stringify(snapshot())}\n\n`)
  }
  const stop = state.watch(() => {
    if (due) return
    due = true
    setImmediate(send)
  })
  response.on('close', stop)
  send()
}
