import { readFile, stat } from 'node:fs/promises'
import ssh2 from 'ssh2'
import type { HopConfig } from '../config/settings.ts'
import { explainAgent, explainKey } from './unreachable-login.ts'

/** What ssh2 is told of how to log in. */
export type Credentials =
  | { readonly privateKey: string; readonly passphrase?: string }
  | { readonly agent: string }

/**
 * Makes sure that a key or an agent is there and can be used, before the machine is asked to let it in.
 * @param seconds how long an agent may take to say which keys it holds
 * @throws ServerUnreachable when it cannot
 */
export async function readCredentials(hop: HopConfig, seconds: number): Promise<Credentials> {
  return 'agent' in hop ? askAgent(hop.agent, seconds) : readKey(hop.key, hop.passphrase)
}

async function readKey(path: string, passphrase: string | undefined): Promise<Credentials> {
  try {
    const privateKey = await readFile(path, 'utf8')
    const parsed = ssh2.utils.parseKey(privateKey, passphrase)
    if (parsed instanceof Error) throw parsed
    return { privateKey, ...(passphrase !== undefined && { passphrase }) }
  } catch (error) {
    throw explainKey(error, path, passphrase !== undefined)
  }
}

async function askAgent(socket: string, seconds: number): Promise<Credentials> {
  const there = await stat(socket).then(
    (found) => found.isSocket(),
    () => false,
  )
  if (!there) throw explainAgent(socket, 'missing')
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  ssh2.createAgent(socket).getIdentities((error, keys) => resolve(error ? undefined : (keys?.length ?? 0)))
  const late = setTimeout(() => resolve(undefined), seconds * 1000)
  const keys = await promise.finally(() => clearTimeout(late))
  if (keys === undefined) throw explainAgent(socket, 'silent')
  if (keys === 0) throw explainAgent(socket, 'empty')
  return { agent: socket }
}
