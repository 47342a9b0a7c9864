import type { WebClient } from '@slack/web-api'
import type { Person } from '../../request/person.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { openView } from '../open-view.ts'
import { tooLateToOpen } from '../too-late.ts'
import type { Typed } from '../views/host-form.ts'
import { messageView } from '../views/message-view.ts'
import { paragraph } from '../views/text.ts'
import { openHostForm } from './open-host-form.ts'
import { refusePerson } from './person.ts'

/** A click that a form follows, where no channel can be answered in. */
interface From {
  readonly person: Person
  readonly trigger: string
  readonly client: Pick<WebClient, 'views' | 'chat'>
}

interface Wanted {
  /** Name of the server; the default one, where undefined. */
  readonly server?: string
  readonly typed?: Typed
}

const NOTHING: Typed = { name: '', mac: '', address: '' }

/** Opens the form to register a host, or a view that says why not. Where Slack opens neither any more, a message does. */
export async function openFormFor(
  { person, trigger, client }: From,
  { server, typed = NOTHING }: Wanted,
  deps: SlackDeps,
): Promise<void> {
  const refusal = await refusePerson(deps.people, person)
  const desk = deskFor(deps, server)
  const isOpen =
    refusal === undefined && desk
      ? await openHostForm({ person, typed, desk, trigger, client }, deps)
      : await openRefusal(client, trigger, refusal ?? NO_SERVER)
  if (!isOpen) await client.chat.postMessage({ channel: person.user, text: refusal ?? TOO_LATE })
}

const NO_SERVER = 'This server is not there any more. Please open the Home once more.'
const TOO_LATE = tooLateToOpen('Please click again.')

async function openRefusal(
  client: Pick<WebClient, 'views'>,
  trigger: string,
  text: string,
): Promise<boolean> {
  const opened = await openView(client, trigger, messageView('Not opened', [paragraph(text)]))
  return opened.kind !== 'too-late'
}
