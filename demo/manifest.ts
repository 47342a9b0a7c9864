import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), should_escape: z.boolean() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
})

/** The commands and scopes of the app's own manifest: the workspace grants these and no others. */
export function readManifest(): {
  readonly commands: readonly string[]
  /** Those in whose text people, channels and links are sent by what they mean. */
  readonly escaping: readonly string[]
  readonly scopes: readonly string[]
} {
  const text = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')
  const { features, oauth_config } = manifest.parse(parse(text))
  const { slash_commands: commands } = features
  return {
    commands: commands.map(({ command }) => command),
    escaping: commands.filter((one) => one.should_escape).map(({ command }) => command),
    scopes: oauth_config.scopes.bot,
  }
}
