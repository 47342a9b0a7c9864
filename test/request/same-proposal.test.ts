import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/inventory/finding.ts'
import type { HostPlan } from '../../src/request/plan.ts'
import type { Proposal } from '../../src/request/request.ts'
import { sameProposal } from '../../src/request/same-proposal.ts'
import { proposal } from './samples.ts'

const warning: Finding = {
  code: 'mac-local',
  severity: 'warning',
  field: 'mac',
  message: 'This MAC is locally administered.',
  advice: 'Check it on the device.',
}

function withHost(changes: Partial<HostPlan>): Proposal {
  return proposal({ hosts: proposal().hosts.map((host) => ({ ...host, ...changes })) })
}

function withFindings(...findings: readonly Finding[]): Proposal {
  return proposal({ findings })
}

// SAFETY A1
describe('an approval still holds when', () => {
  test.each([
    ['nothing changed', proposal(), proposal()],
    ['the host moved to another line', proposal(), withHost({ line: 99 })],
    [
      'a warning is worded differently',
      withFindings(warning),
      withFindings({ ...warning, message: 'Local MAC.', advice: 'Look.' }),
    ],
    ['a note came', proposal(), withFindings({ ...warning, severity: 'note' })],
    [
      'the warnings come in another order',
      withFindings(warning, { ...warning, code: 'mac-elsewhere' }),
      withFindings({ ...warning, code: 'mac-elsewhere' }, warning),
    ],
    ['it was stored and read back', proposal(), JSON.parse(JSON.stringify(proposal())) as Proposal],
  ])('%s', (_, shown, found) => {
    expect(sameProposal(shown, found)).toBe(true)
  })
})

describe('an approval is void when', () => {
  test.each([
    ['the file is another', proposal(), withHost({ path: '/etc/dhcp/hosts.conf' })],
    ['the host’s name is another', proposal(), withHost({ name: 'printer-4f' })],
    ['the text before is another', proposal(), withHost({ before: 'host printer-3f {}\n' })],
    [
      'the text after is another by one byte',
      proposal(),
      withHost({ after: `${proposal().hosts[0]?.after} ` }),
    ],
    [
      'the scope is another',
      proposal(),
      withHost({ scopes: [{ label: 'group phones', options: [] }, ...(proposal().hosts[0]?.scopes ?? [])] }),
    ],
    ['a warning came', proposal(), withFindings(warning)],
    ['a warning went', withFindings(warning), proposal()],
    ['a host came', proposal(), proposal({ hosts: [...proposal().hosts, ...proposal().hosts] })],
    ['a host went', proposal(), proposal({ hosts: [] })],
  ])('%s', (_, shown, found) => {
    expect(sameProposal(shown, found)).toBe(false)
  })
})
