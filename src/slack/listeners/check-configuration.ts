import type { WebClient } from '@slack/web-api'
import { verdict } from '../../dhcpd/grammar/refusals.ts'
import { checkConfiguration } from '../../inventory/checks/check-configuration.ts'
import type { Person } from '../../request/person.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { sendDirectly } from '../direct-file.ts'
import { checkMessage, shownCheck, wholeReport } from '../views/check.ts'
import type { Message } from '../views/message.ts'
import { factsFor } from './facts.ts'

interface Asking {
  readonly desk: ServerDesk
  readonly person: Person
  readonly client: Pick<WebClient, 'conversations' | 'files'>
}

/**
 * `/dhcp check`: what dhcpd would refuse and what the rules of docs/CHECKS.md find in the configuration as it is now. What
 * does not fit into the answer comes as a file.
 */
export async function answerCheck(
  { desk, person, client }: Asking,
  deps: Pick<SlackDeps, 'log'>,
): Promise<Message> {
  const facts = await factsFor(desk, deps, () => [])
  if ('none' in facts) return facts.none
  const { inventory, caution } = facts
  const { files, main } = inventory.configuration
  const { refusals, idleWords } = verdict(files, main, 4)
  const findings = checkConfiguration(inventory, refusals, { unresolvable: undefined, idleWords })
  const shown = shownCheck(findings)
  const file = {
    name: `${desk.name}-check.txt`,
    title: `Check of ${desk.name}`,
    comment: '',
    bytes: Buffer.from(wholeReport(findings, inventory)),
  }
  const report = shown.isCut ? await sendDirectly(client, person, 'The whole report', file, deps.log) : ''
  return checkMessage(desk.name, findings, inventory, shown, report, caution)
}
