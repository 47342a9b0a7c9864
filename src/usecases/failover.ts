import { readFailoverStates } from '../dhcpd/failover-states.ts'
import { type Configuration, decodeText } from '../dhcpd/source.ts'
import type { MemberNames } from './pair-progress.ts'

/**
 * Why a pair is not at its normal state, in a sentence; undefined when it is. Both members' lease databases have to say
 * so: that of a member that was just started still says what held before, and it is its partner that noticed.
 */
export function failoverTrouble(
  first: Configuration,
  second: Configuration,
  names: MemberNames,
): string | undefined {
  return troubleIn(first, names.first) ?? troubleIn(second, names.second)
}

function troubleIn({ leases }: Configuration, member: string): string | undefined {
  const states = readFailoverStates(leases?.content ?? '')
  if (states.length === 0) return `The lease database of ${member} holds no failover state`
  const odd = states.find(({ mine, partner }) => mine !== 'normal' || partner !== 'normal')
  return (
    odd &&
    `${member} says of failover peer ${decodeText(odd.peer)}: my state ${odd.mine}, partner state ${odd.partner}`
  )
}
