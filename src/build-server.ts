import { setTimeout } from 'node:timers/promises'
import type { MemberConfig, NameSettings, ServerConfig } from './config/settings.ts'
import { connectServer } from './remote/server.ts'
import type { AppliedServer } from './usecases/apply-requests.ts'
import { createInventoryCache } from './usecases/inventory-cache.ts'
import { createPair } from './usecases/pair.ts'
import type { MemberNames } from './usecases/pair-progress.ts'
import type { PairStore } from './usecases/ports.ts'

/**
 * A server of the configuration with the way to it; nothing is connected yet.
 * @param now milliseconds of a clock that never goes back
 */
export function buildServer(
  config: ServerConfig,
  names: NameSettings,
  pairs: PairStore,
  now: () => number,
): AppliedServer {
  const { name, member, partner, place, deadlineSeconds, apply } = config
  const first = connectServer({ name, ...member, deadlineSeconds })
  const common = {
    name,
    cache: createInventoryCache(first, now),
    place,
    names,
    schedule: apply,
    restartFloor: apply.restartFloorSeconds * 1_000,
  }
  if (!partner) return { ...common, remote: first }
  const second = connectServer({ name, ...partner, deadlineSeconds })
  const called = memberNames(member, partner)
  const members = [
    { name: called.first, remote: first },
    { name: called.second, remote: second },
  ] as const
  return {
    ...common,
    remote: createPair(name, members, { pairs, wait: setTimeout }),
    pair: { ...called, cache: createInventoryCache(second, now) },
  }
}

/** Two members of one machine are told apart by their ports. */
function memberNames(first: MemberConfig, second: MemberConfig): MemberNames {
  const nameOf = ({ host, port }: MemberConfig) => (first.host === second.host ? `${host}:${port}` : host)
  return { first: nameOf(first), second: nameOf(second) }
}
