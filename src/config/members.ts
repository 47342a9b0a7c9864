import { resolve } from 'node:path'
import type { HopContent, MemberContent } from './member-schema.ts'
import { below, type Outside, readSecret } from './secret-place.ts'
import type { HopConfig, Login, MemberConfig, Pin, TrialConfig } from './settings.ts'

const trialFolder = '/var/lib/leasehold-trial'

/** A member as it is used: absolute paths, and the passphrases that stand in the environment or in files. */
export function resolveMember(content: MemberContent, outside: Outside): MemberConfig {
  const { command, jump, trial } = content
  const jumps = jump?.map((hop, index) => resolveHop(hop, below(outside, 'jump', index)))
  return {
    ...resolveHop(content, outside),
    command,
    ...(jumps && { jump: jumps }),
    ...(trial && { trial: resolveTrial(trial, outside) }),
  }
}

function resolveTrial(
  trial: Exclude<MemberContent['trial'], boolean> | true,
  { folder }: Outside,
): TrialConfig {
  const given = trial === true ? {} : trial
  return {
    folder: given.folder ?? trialFolder,
    settings: given.settings === undefined ? undefined : resolve(folder, given.settings),
  }
}

function resolveHop(content: HopContent, outside: Outside): HopConfig {
  const { host, port, user } = content
  return { host, port, user, ...loginOf(content, outside), ...pinOf(content, outside) }
}

function loginOf(content: HopContent, outside: Outside): Login {
  const { key, agent } = content
  if (key === undefined) return { agent: agentOf(agent, outside) }
  const passphrase =
    content.passphrase && readSecret(content.passphrase, 'the passphrase', below(outside, 'passphrase'))
  return { key: resolve(outside.folder, key), ...(passphrase !== undefined && { passphrase }) }
}

function agentOf(agent: HopContent['agent'], { folder, env, report }: Outside): string {
  if (typeof agent === 'string') return resolve(folder, agent)
  const socket = env.SSH_AUTH_SOCK ?? ''
  if (socket === '') {
    report(['agent'], 'expected an agent named by SSH_AUTH_SOCK, found that variable unset')
  }
  return socket
}

function pinOf({ hostKey, knownHosts }: HopContent, { folder }: Outside): Pin {
  if (hostKey !== undefined) return { hostKey }
  // The schema lets through exactly one of the two.
  return { knownHosts: resolve(folder, knownHosts ?? '') }
}
