import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const manifest = z.object({
  features: z.object({ slash_commands: z.array(z.object({ command: z.string() })) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
})

/** The commands and scopes of the app's own manifest: the workspace grants these and no others. */
export function readManifest(): { readonly commands: readonly string[]; readonly scopes: readonly string[] } {
  const text = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')
  const { features, oauth_config } = manifest.parse(parse(text))
  return { commands: features.slash_commands.map(({ command }) => command), scopes: oauth_config.scopes.bot }
}
