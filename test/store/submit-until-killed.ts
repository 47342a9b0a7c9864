import { argv, stdout } from 'node:process'
import { openStore } from '../../src/store/store.ts'
import { later, person, submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'

/** Submits and approves one request after the other; prints an id as soon as its approval is acknowledged. */
const place = argv[2]
if (place === undefined) throw new Error('usage: submit-until-killed.ts STORE-AS-JSON')
const { requests } = await openStore(JSON.parse(place))
for (;;) {
  const request = await stored(requests, submitted())
  const approved = await requests.commit(request, [
    { type: 'approval-given', by: person('bob'), at: later, revision: 1 },
    { type: 'approved', at: later },
  ])
  stdout.write(`${approved?.id}\n`)
}
