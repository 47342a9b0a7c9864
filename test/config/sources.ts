import { ConfigError } from '../../src/config/config-error.ts'
import { loadSettings } from '../../src/config/load-settings.ts'
import type { Settings } from '../../src/config/settings.ts'

export const path = '/etc/leasehold/leasehold.yaml'
export const hostKey = `SHA256:${'A'.repeat(43)}`
export const tokens = { SLACK_BOT_TOKEN: 'xoxb-1-bot', SLACK_APP_TOKEN: 'xapp-1-app' }

/** The shortest file that is right. */
export const minimal = `slack:
  approvals: C1
servers:
  campus:
    members:
      - host: dhcp1.example.net
        user: leasehold
        key: ssh-key
        hostKey: ${hostKey}
policy:
  rules:
    - approvers:
        users: [U1, U2]
`

/** Loads this text as leasehold.yaml, with good tokens unless others are given. */
export function load(
  text: string,
  env: Record<string, string | undefined> = tokens,
  files: Record<string, string> = {},
): Settings {
  return loadSettings({ path, env, readFile: (name) => readFrom({ [path]: text, ...files }, name) })
}

/** What is wrong with it, without the file's path. */
export function problemsOf(
  text: string,
  env?: Record<string, string | undefined>,
  files?: Record<string, string>,
): readonly string[] {
  try {
    load(text, env, files)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((line) => line.replace(`${path}:`, ''))
    throw error
  }
  return []
}

function readFrom(files: Record<string, string>, name: string): string {
  const content = files[name]
  if (content === undefined) throw Object.assign(new Error(`ENOENT: ${name}`), { code: 'ENOENT' })
  return content
}
