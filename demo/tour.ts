import { APPROVALS, type Demo, PEOPLE } from './demo.ts'
import type { Submission } from './workspace/person.ts'

/** What the tour registers. */
const HOST = { name: 'printer-3f', typed: '00-00-5E-00-53-3F', mac: '00:00:5e:00:53:3f' } as const

/** How long the tour waits for what should take a second. */
const PATIENCE = 20_000

/**
 * The whole story as two people would do it, through the same acts as the page.
 * @param say is told each step when it is done.
 * @throws Error that says which step did not come to be.
 */
export async function takeTour(demo: Demo, say: (step: string) => void): Promise<void> {
  const rita = demo.workspace.as(PEOPLE.requester)
  const anna = demo.workspace.as(PEOPLE.approver)

  const typed = `/dhcp add ${HOST.name} ${HOST.typed}`
  const sent = await rita.command(typed, '#general')
  if (sent.kind === 'failed') throw new Error(`“${typed}” failed: ${sent.message}`)
  const modal = await rita.modal(PATIENCE)
  say(`Rita types ${typed}, and the form “${modal.title}” opens, filled in`)

  await rita.fill({ Reason: 'New printer on the third floor', Comment: 'Room 3.14' })
  const result = await rita.submit()
  if (result.kind !== 'closed') throw new Error(`the form was not accepted:\n${said(result)}`)
  const card = await anna.waitForMessage(APPROVALS, HOST.name, PATIENCE)
  say('Rita sends it; the card stands in #dhcp-approvals with the stanza')

  await rita.waitForDirectMessage('waits for approval', PATIENCE)
  await rita.click(await rita.waitForMessage(APPROVALS, HOST.name), 'Approve')
  await rita.waitForMessage(
    APPROVALS,
    (message) => message.ephemeral && message.readable.includes('somebody else'),
  )
  say('Rita clicks Approve on her own request and is told that somebody else must')

  await anna.click(card, 'Approve')
  const applied = await anna.waitForMessage(
    APPROVALS,
    (message) => /Applied/.test(message.readable),
    PATIENCE,
  )
  await rita.waitForDirectMessage('Applied', PATIENCE)
  say('Anna clicks Approve; dhcpd.conf is changed, dhcpd is restarted and healthy, and Rita is told')

  const address = registeredAddress(applied.readable)
  const plugged = await demo.machine.device.plugIn(HOST.mac)
  if ('none' in plugged) throw new Error(`the device got no address: ${plugged.none}`)
  if (plugged.address !== address) {
    throw new Error(`the device got ${plugged.address}, and ${address} is registered for it`)
  }
  say(`The device ${HOST.mac} is plugged in and gets ${plugged.address}, the address that was registered`)
}

/** What Rita reads when her form is not taken. */
function said(result: Exclude<Submission, { kind: 'closed' }>): string {
  switch (result.kind) {
    case 'errors':
      return Object.entries(result.errors)
        .map(([field, error]) => `${field}: ${error}`)
        .join('\n')
    case 'view':
      return result.modal.readable
    case 'failed':
      return result.message
  }
}

function registeredAddress(card: string): string {
  const [, address] = /fixed-address (\S+);/.exec(card) ?? []
  if (!address) throw new Error(`the card shows no fixed-address:\n${card}`)
  return address
}
