import { App, LogLevel } from '@slack/bolt'
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../demo/workspace/workspace.ts'

/** A workspace with an unmodified Bolt app connected to it. */
export interface Installed {
  readonly workspace: Workspace
  readonly app: App
  /** What the app's listeners threw. */
  readonly errors: readonly Error[]
  stop(): Promise<void>
}

/** Starts both; `listen` registers the app's listeners before it connects. */
export async function install(
  listen: (app: App) => void,
  options: Partial<WorkspaceOptions> = {},
): Promise<Installed> {
  const workspace = await startWorkspace({ port: 0, manifestCommands: ['/dhcp'], ...options })
  const app = new App({
    token: workspace.botToken,
    appToken: workspace.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 1, minTimeout: 1 } },
  })
  const errors: Error[] = []
  app.error(async (error) => {
    errors.push(error)
  })
  listen(app)
  await app.start()
  return {
    workspace,
    app,
    errors,
    async stop() {
      await app.stop()
      await workspace.close()
    },
  }
}

/** A logger that says nothing: what the tests provoke is no news. */
export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/** A text input under a label. */
export function textInput(label: string, blockId: string, more: Record<string, unknown> = {}) {
  return {
    type: 'input' as const,
    block_id: blockId,
    label: { type: 'plain_text' as const, text: label },
    element: { type: 'plain_text_input' as const, action_id: 'value', ...more },
  }
}

/** A modal with these blocks. */
export function modalWith(title: string, blocks: readonly object[]) {
  return {
    type: 'modal' as const,
    callback_id: 'form',
    title: { type: 'plain_text' as const, text: title },
    submit: { type: 'plain_text' as const, text: 'Send' },
    blocks: [...blocks] as never[],
  }
}
