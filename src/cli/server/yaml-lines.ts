import { resolve } from 'node:path'
import { botUser } from '../../setup/places.ts'
import type { InstallTarget } from './target.ts'

/** The lines for leasehold.yaml, or what is to be seen to where it has them. */
export function yamlLines({ name, host, port, key, member }: InstallTarget, hostKey: string): string {
  if (member?.trial)
    return `Take the line “trial” out of the member in leasehold.yaml: it is installed now.\n`
  if (member && 'key' in member && member.key !== key) {
    return `Name the new key in leasehold.yaml: key: ${JSON.stringify(resolve(key))}\n`
  }
  if (member) return ''
  const lines = [
    'For leasehold.yaml:',
    'servers:',
    `  ${name}:`,
    '    members:',
    `      - host: ${host}`,
    ...(port === 22 ? [] : [`        port: ${port}`]),
    `        user: ${botUser}`,
    `        key: ${JSON.stringify(resolve(key))}`,
    `        hostKey: ${hostKey}`,
  ]
  return `${lines.join('\n')}\n`
}
