import { decodeAnswer, encodeRequest } from '../../src/remote/wire.ts'
import type { Bed } from './bed.ts'
import type { Case } from './case.ts'
import { hostText, intoMain } from './change.ts'
import { requestFor, runHelper } from './conversation.ts'

const NONCE = 'a'.repeat(32)
/** Hosts of a large transaction, whose request is cut at a sample of its bytes. */
const MANY = 500
const SAMPLE = 40

/** Requests that end too early, at every byte of a small one and at some of a large one; and answers that do. */
export async function wireCases(bed: Bed): Promise<readonly Case[]> {
  await bed.reset()
  const small = bytesOf(bed, false).length
  const large = bytesOf(bed, true).length
  const cuts = [
    ...Array.from({ length: small }, (_, length) => ({ length, isLarge: false })),
    ...Array.from({ length: SAMPLE }, (_, part) => ({
      length: Math.floor((large * part) / SAMPLE),
      isLarge: true,
    })),
  ]
  return [
    ...cuts.map(({ length, isLarge }) => ({
      fault: isLarge ? 'large request cut' : 'request cut',
      step: 'take in',
      name: `${isLarge ? 'large request' : 'request'} cut after ${length} bytes`,
      run: (other: Bed) => cutRequest(other, length, isLarge),
    })),
    { fault: 'answer cut', step: 'record', name: 'answer cut after each byte', run: cutAnswer },
  ]
}

function bytesOf(bed: Bed, isLarge: boolean): Buffer {
  const many = Array.from({ length: MANY }, (_, number) => hostText(number)).join('')
  const edit = intoMain(bed)
  return encodeRequest(requestFor(bed, 'one', [isLarge ? { ...edit, content: many } : edit]), NONCE)
}

/** SAFETY F3: what did not come whole is not begun, and not answered either. */
async function cutRequest(bed: Bed, length: number, isLarge: boolean): Promise<readonly string[]> {
  await bed.reset()
  const before = bed.look()
  const { output } = await runHelper(bed, bytesOf(bed, isLarge).subarray(0, length))
  const { files, daemons, strays } = bed.look()
  return [
    ...(output.length === 0 ? [] : [`it was answered: ${output.toString('latin1')}`]),
    ...(files.join() === before.files.join() ? [] : ['a file was changed']),
    ...(daemons.join() === before.daemons.join() ? [] : ['dhcpd was restarted']),
    ...(strays.length === 0 ? [] : [`left behind: ${strays.join(', ')}`]),
  ]
}

/** SAFETY C5: no part of an answer is taken for an answer. */
async function cutAnswer(bed: Bed): Promise<readonly string[]> {
  await bed.reset()
  const { output } = await runHelper(bed, bytesOf(bed, false))
  const taken = Array.from({ length: output.length }, (_, length) => length).filter(
    (length) => decodeAnswer(output.subarray(0, length), NONCE).kind !== 'cut',
  )
  const whole = decodeAnswer(output, NONCE).kind === 'whole' ? [] : ['the answer itself is not whole']
  return [...whole, ...taken.map((length) => `the first ${length} bytes of an answer were taken for one`)]
}
