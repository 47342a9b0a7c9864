import { commandWaiting, type WaitingDeps } from './command-waiting.ts'

/** Reminds, once a request and plan, those who have not approved in time. The reminder is told as every event is. */
export async function remindApprovers(servers: readonly string[], deps: WaitingDeps): Promise<void> {
  if (deps.policy.rules.every(({ remind }) => remind === undefined)) return
  await commandWaiting('remind', ['pending'], servers, deps)
}
