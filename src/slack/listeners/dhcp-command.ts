import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import { type CommandLine, parseCommandLine } from '../command-line.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import type { Message } from '../views/card.ts'
import { helpMessage, unknownCommand, unknownServer } from '../views/help.ts'
import { answerFind } from './find-hosts.ts'
import { openHostForm } from './open-host-form.ts'
import { refusePerson } from './people-only.ts'

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs

/** `/dhcp …`: acknowledged at once, then answered to the person alone. */
export async function dhcpCommand(
  { command, ack, respond, client }: CommandArgs,
  deps: SlackDeps,
): Promise<void> {
  await ack()
  const person = { team: command.team_id, user: command.user_id }
  const refusal = await refusePerson(deps.people, person)
  if (refusal) return tell({ text: refusal, blocks: [] })
  const line = parseCommandLine(command.text)
  switch (line.verb) {
    case 'help':
      return tell(helpMessage(names(deps)))
    case 'unknown':
      return tell(unknownCommand(line.word, line.meant))
    case 'add': {
      const desk = await deskOr(line, deps, tell)
      if (desk)
        await openHostForm({ person, typed: line.typed, desk, trigger: command.trigger_id, client }, deps)
      return
    }
    case 'find': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerFind(line.text, desk, deps))
      return
    }
    default:
      return line satisfies never
  }

  async function tell({ text, blocks }: Message): Promise<void> {
    await respond({ response_type: 'ephemeral', text, ...(blocks.length > 0 ? { blocks } : {}) })
  }
}

async function deskOr(
  line: Extract<CommandLine, { server: string | undefined }>,
  deps: SlackDeps,
  tell: (message: Message) => Promise<void>,
): Promise<ServerDesk | undefined> {
  const desk = deskFor(deps, line.server)
  if (!desk) await tell(unknownServer(line.server ?? '', names(deps)))
  return desk
}

function names(deps: SlackDeps): readonly string[] {
  return deps.desks.map((desk) => desk.name)
}
