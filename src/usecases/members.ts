import type { Inventory } from '../inventory/model.ts'
import type { Placement } from '../request/plan-add.ts'
import type { Request } from '../request/request.ts'
import { failoverTrouble } from './failover.ts'
import { factsWithin, type InventoryCache, readNow } from './inventory-cache.ts'
import { createPlanner, type Judgement, type JudgeRules, judgeBatch } from './judge-batch.ts'
import { judgeOnBoth } from './members-agree.ts'
import type { MemberNames } from './pair-progress.ts'
import { ServerUnreachable, type Transaction } from './ports.ts'

/** What the second member of a failover pair says, and how people call the two. */
export interface Pair extends MemberNames {
  readonly cache: InventoryCache
}

/** A server as it is read: the facts are those of its first member. */
export interface ReadServer {
  readonly cache: InventoryCache
  /** Undefined where the server has one member. */
  readonly pair?: Pair | undefined
}

/** The second member of a pair as it was read. */
export interface Partner extends MemberNames {
  readonly inventory: Inventory
}

/** What all members of a server say at one time. */
export interface Members {
  readonly inventory: Inventory
  readonly partner: Partner | undefined
}

/** Reads every member as it is now. Rejects with ServerUnreachable. */
export async function readMembers({ cache, pair }: ReadServer): Promise<Members> {
  const [inventory, second] = await Promise.all([readNow(cache), pair && readNow(pair.cache)])
  return membersOf(inventory, second, pair)
}

/**
 * What the members say, no older than `maxAge` milliseconds, waiting at most `deadline` milliseconds for it.
 * @returns undefined when the deadline passed. Rejects with ServerUnreachable when a read failed in time.
 */
export async function membersWithin(
  { cache, pair }: ReadServer,
  maxAge: number,
  deadline: number,
): Promise<Members | undefined> {
  const [inventory, second] = await Promise.all([
    factsWithin(cache, maxAge, deadline),
    pair && factsWithin(pair.cache, maxAge, deadline),
  ])
  if (!inventory || (pair && !second)) return undefined
  return membersOf(inventory, second, pair)
}

function membersOf(inventory: Inventory, second: Inventory | undefined, pair: Pair | undefined): Members {
  return {
    inventory,
    partner: pair && second && { first: pair.first, second: pair.second, inventory: second },
  }
}

/** What the members said when they were last read; undefined where one has not been read yet. */
export function membersAtHand({ cache, pair }: ReadServer): Members | undefined {
  const inventory = cache.current()
  const second = pair?.cache.current()
  if (!inventory || (pair && !second)) return undefined
  return membersOf(inventory, second, pair)
}

/** The members were changed: what was read of them is no longer fresh. */
export function expireMembers({ cache, pair }: ReadServer): void {
  cache.expire()
  pair?.cache.expire()
}

/**
 * A pair is changed only while each member serves and knows that the other does: they restart one after the other.
 * @throws ServerUnreachable where its failover state is not normal
 */
export function requireNormal({ inventory, partner }: Members): void {
  if (!partner) return
  const trouble = failoverTrouble(inventory.configuration, partner.inventory.configuration, partner)
  if (trouble === undefined) return
  throw new ServerUnreachable(
    `${trouble}. A pair is changed only while its failover state is normal.`,
    'It is tried again by itself. If it goes on, see on both machines that dhcpd runs and that they reach each other.',
  )
}

/** Judges and plans requests on each member's own files. */
export interface MemberPlanner {
  /** As {@link judgeBatch}; a request fits where it fits on every member in the same way. */
  judge(requests: readonly Request[], rules: JudgeRules): Promise<ReadonlyMap<Request, Judgement>>
  /** Throws PlanRefused when they cannot be planned together. */
  transaction(id: string, requests: readonly Request[]): Transaction
}

/** Asked for the requests that it planned last, it does not plan them again. */
export function createMemberPlanner({ inventory, partner }: Members, place: Placement): MemberPlanner {
  const planner = createPlanner(inventory, place)
  const second = partner && { ...partner, planner: createPlanner(partner.inventory, place) }
  return {
    async judge(requests, rules) {
      const judged = await judgeBatch(requests, inventory, rules, planner)
      if (!second) return judged
      const onSecond = await judgeBatch(requests, second.inventory, rules, second.planner)
      return judgeOnBoth({ first: judged, second: onSecond }, inventory, second)
    },
    transaction(id, requests) {
      const plan = { id, base: inventory.configuration, edits: planner(requests).edits }
      if (!second) return plan
      const { configuration: base } = second.inventory
      return { ...plan, partner: { base, edits: second.planner(requests).edits } }
    },
  }
}
