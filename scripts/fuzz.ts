import { parseArgs } from 'node:util'
import { casesOf, disagreements, shrunk } from '../test/dhcpd/fuzz/compare.ts'
import { hasDhcpd, Oracle } from '../test/dhcpd/fuzz/oracle.ts'
import { INCLUDED } from '../test/dhcpd/fuzz/samples.ts'

/**
 * Holds the grammar of dhcpd.conf against the real dhcpd for as long as one likes.
 * usage: npm run fuzz -- [--minutes N] [--seed N]
 * Exit codes: 0 no disagreement, 1 some, 2 no dhcpd on this machine.
 */
const BATCH = 500

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
})

if (!hasDhcpd) {
  console.error('fuzz: there is no dhcpd here; install isc-dhcp-server')
  process.exit(2)
}
process.exitCode = await fuzz(Number(values.minutes), Number(values.seed ?? Date.now() % 2 ** 31))

async function fuzz(minutes: number, firstSeed: number): Promise<number> {
  const oracle = new Oracle(INCLUDED)
  const deadline = Date.now() + minutes * 60_000
  let cases = 0
  let judged = 0
  let accepted = 0
  let found = 0
  for (let seed = firstSeed; Date.now() < deadline; seed++) {
    const answer = await disagreements(oracle, casesOf(seed, BATCH))
    cases += BATCH
    judged += answer.judged
    accepted += answer.accepted
    found += answer.found.length
    for (const one of answer.found) {
      const { content, family, dhcpd, problem } = await shrunk(oracle, one)
      console.log(`seed ${seed}, dhcpd -${family}: ${dhcpd}, we: ${problem ?? 'accepted'}`)
      console.log(`  ${JSON.stringify(content)}`)
    }
  }
  oracle.close()
  console.log(`${cases} cases, ${judged} with a verdict (${accepted} accepted), ${found} disagreements`)
  return found === 0 ? 0 : 1
}
