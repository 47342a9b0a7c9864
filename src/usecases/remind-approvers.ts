import { commandWaiting, type WaitingDeps } from './command-waiting.ts'

/**
 * Reminds, once a request and plan, those who have not approved in time, and later once more each of them. Reminders are
 * told as every event is.
 */
export async function remindApprovers(servers: readonly string[], deps: WaitingDeps): Promise<void> {
  const { rules } = deps.policy
  if (rules.some(({ remind }) => remind !== undefined)) {
    await commandWaiting('remind', ['pending'], servers, deps)
  }
  if (rules.some(({ remindPeople }) => remindPeople !== undefined)) {
    await commandWaiting('remind-people', ['pending'], servers, deps)
  }
}
