import { readFile, realpath } from 'node:fs/promises'

/** Where the helper that changes a server's file for the bot keeps its settings, unless it is told otherwise. */
const HELPER_SETTINGS = '/etc/leasehold/helper.conf'

/**
 * Whether a file is the one that this machine's helper changes for the bot: it is changed by requests alone
 * (SAFETY A8).
 */
export async function isManaged(path: string, settings = HELPER_SETTINGS): Promise<boolean> {
  const text = await readFile(settings, 'utf8').catch(() => '')
  const config = text.split('\n').findLast((line) => line.startsWith('config='))
  if (config === undefined) return false
  return (await resolved(config.slice('config='.length))) === (await resolved(path))
}

function resolved(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
