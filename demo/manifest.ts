import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { shortcutTypes } from './workspace/shortcut.ts'
import type { Installation } from './workspace/workspace.ts'

const manifest = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean() }),
    slash_commands: z.array(z.object({ command: z.string(), should_escape: z.boolean() })),
    shortcuts: z.array(
      z.object({
        name: z.string(),
        type: z.enum(shortcutTypes),
        callback_id: z.string(),
        description: z.string(),
      }),
    ),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
})

/** What the app's own manifest declares: the workspace grants this and nothing else. */
export function readManifest(): Required<Installation> {
  const text = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')
  const { features, oauth_config, settings } = manifest.parse(parse(text))
  const { slash_commands: commands, shortcuts, app_home } = features
  return {
    manifestCommands: commands.map(({ command }) => command),
    escapingCommands: commands.filter((one) => one.should_escape).map(({ command }) => command),
    scopes: oauth_config.scopes.bot,
    homeTab: app_home.home_tab_enabled,
    events: settings.event_subscriptions.bot_events,
    shortcuts: shortcuts.map(({ callback_id: callbackId, ...shortcut }) => ({ ...shortcut, callbackId })),
  }
}
