import { randomBytes } from 'node:crypto'
import type { State } from './state.ts'

/** What a trigger id stands for: someone who just did something, perhaps in a view. */
export interface Trigger {
  readonly userId: string
  readonly viewId: string | undefined
}

export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id'

/** The trigger ids: each is good for one view, for three seconds. */
export interface Triggers {
  issue(trigger: Trigger): string
  /** Uses a trigger id up. */
  exchange(id: string): Trigger | TriggerRefusal
}

export function createTriggers(state: State, lifetimeMs: number): Triggers {
  const issued = new Map<string, { readonly trigger: Trigger; readonly expiresAt: number; used: boolean }>()
  return {
    issue(trigger) {
      const id = `${state.now()}.${issued.size + 1}.${randomBytes(16).toString('hex')}`
      issued.set(id, { trigger, expiresAt: state.now() + lifetimeMs, used: false })
      return id
    },
    exchange(id) {
      const found = issued.get(id)
      if (found === undefined) return 'invalid_trigger_id'
      if (found.used) return 'exchanged_trigger_id'
      if (state.now() > found.expiresAt) return 'expired_trigger_id'
      found.used = true
      return found.trigger
    },
  }
}
