import type { ActResult } from '../../workspace/acts.ts'
import type { Deed } from '../page.ts'

type WithoutPerson<Kind> = Kind extends unknown ? Omit<Kind, 'as'> : never

/** Something that the person at the page does. */
export type OwnDeed = WithoutPerson<Deed>

/** Sends a deed once all before it have been answered, so that what was typed arrives before it is submitted. */
export type Send = (deed: OwnDeed) => Promise<unknown>

export function createSend(me: () => string): Send {
  let last: Promise<unknown> = Promise.resolve()
  return (deed) => {
    const next = last.then(() => request('/page/do', { ...deed, as: me() }))
    last = next.catch(() => undefined)
    return next
  }
}

/** POSTs JSON and reads the answer. Rejects with the sentence that the server gave. */
export async function request(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (response.ok) return answer
  throw new Error(
    typeof answer === 'object' && answer !== null && 'error' in answer
      ? String(answer.error)
      : 'That went wrong.',
  )
}

/** The words to show when a deed was not taken. */
export function complaint(answer: unknown): string | undefined {
  const result = answer as ActResult | null
  return result?.kind === 'failed' ? result.message : undefined
}
