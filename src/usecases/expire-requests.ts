import { commandWaiting, type WaitingDeps } from './command-waiting.ts'

/** Ends the requests of these servers whose time is over, by the store's clock (SAFETY A6). */
export function expireRequests(servers: readonly string[], deps: WaitingDeps): Promise<void> {
  return commandWaiting('expire', ['pending', 'approved'], servers, deps)
}
