import { argv } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { openWorker } from '../support/worker.ts'

/**
 * A bot that asks for one host, has it approved and works until nothing is left, to be killed at any moment; started
 * again on the same store it goes on where the first one was. Prints the outcome.
 * usage: bot-process.ts STORE ACCESS (as JSON)
 */
const HOST = { name: 'new-1', mac: '00:00:5e:01:00:01', address: '10.20.0.61' }
/** Shorter than a worker wants to wait after trouble, in milliseconds. */
const LONGEST_PAUSE = 200

const [storePath = '', access = '{}'] = argv.slice(2)
const { store, submit, approve, work, close } = await openWorker(storePath, JSON.parse(access))
const [known] = await store.requests.withStatus('campus', ['pending', 'approved', 'applying', 'settled'])
const request = known ?? (await submit(HOST))
if (request.state.status === 'pending') await approve(request)
for (let pause = await work(); pause !== undefined; pause = await work()) {
  await setTimeout(Math.min(pause, LONGEST_PAUSE))
}
const settled = await store.requests.withStatus('campus', ['settled'])
console.log(JSON.stringify(settled.map(({ state }) => state)))
await close()
