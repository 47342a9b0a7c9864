import { argv, stdout } from 'node:process'
import { openStore } from '../../src/store/store.ts'
import { later, person, submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'

/** Submits and approves one request after the other; prints an id as soon as its approval is acknowledged. */
const path = argv[2]
if (path === undefined) throw new Error('usage: submit-until-killed.ts FILE')
const { requests } = await openStore(path)
for (;;) {
  const request = await stored(requests, submitted())
  const approved = await requests.commit(request, [
    { type: 'approval-given', by: person('bob'), at: later, revision: 1 },
    { type: 'approved', at: later },
  ])
  stdout.write(`${approved?.id}\n`)
}
