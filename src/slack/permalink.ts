import type { MessageAddress } from '../usecases/ports.ts'

/**
 * Where Slack shows a message. Slack is not asked: of a whole list that would be as many calls.
 * @param workspace the workspace's own address, as `auth.test` gives it
 */
export function permalinkIn(workspace: string | undefined): (message: MessageAddress) => string | undefined {
  return ({ channel, ts }) => {
    if (workspace === undefined) return undefined
    return new URL(`archives/${channel}/p${ts.replace('.', '')}`, workspace).href
  }
}
