import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import { type CommandLine, parseCommandLine } from '../command-line.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import { COMMAND_TOO_LATE } from '../too-late.ts'
import { helpMessage, unknownCommand, unknownServer } from '../views/help.ts'
import type { Message } from '../views/message.ts'
import { ownedMessage } from '../views/owned.ts'
import { answerCheck } from './check-configuration.ts'
import { answerDelegate, answerDelegateOff } from './delegate-command.ts'
import { answerFind } from './find-hosts.ts'
import { answerFree } from './free-addresses.ts'
import { answerLeases } from './leases.ts'
import { answerList } from './list-hosts.ts'
import { openChangeForm } from './open-change-form.ts'
import { openHostForm } from './open-host-form.ts'
import { refusePerson } from './person.ts'
import { answerPause, answerResume, answerStatus } from './queue-commands.ts'
import { answerCancel, answerHistory, answerRequests, answerShow, openUndoForm } from './request-commands.ts'

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
      if (!desk) return
      const opening = { person, typed: line.typed, desk, trigger: command.trigger_id, client }
      if (!(await openHostForm(opening, deps))) await tell({ text: COMMAND_TOO_LATE, blocks: [] })
      return
    }
    case 'delegate':
      return tell(await answerDelegate(line, person, deps))
    case 'delegate-off':
      return tell(await answerDelegateOff(person, deps))
    case 'find': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerFind(line.text, desk, person, deps))
      return
    }
    case 'host': {
      const desk = await deskOr(line, deps, tell)
      if (!desk) return
      const opening = { person, meant: line.meant, desk, trigger: command.trigger_id, client }
      return tellIf(await openChangeForm(opening, deps))
    }
    case 'undo': {
      const opening = { trigger: command.trigger_id, client }
      return tellIf(await openUndoForm(line.id, person, opening, deps))
    }
    case 'show':
      return tell(await answerShow(line.id, client, deps))
    case 'cancel':
      return tell(await answerCancel(line.id, person, deps))
    case 'requests':
      return tell(await answerRequests(line.which, person, deps))
    case 'history':
      return tell(await answerHistory(line.text, deps))
    case 'free': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerFree(line.network, { desk, person, client }, deps))
      return
    }
    case 'new':
    case 'leases': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerLeases(line, desk, person, deps))
      return
    }
    case 'check': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerCheck({ desk, person, client }, deps))
      return
    }
    case 'list': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerList(line.network, desk, person, deps))
      return
    }
    case 'mine':
      return tell(ownedMessage(await deps.hostsOf(person)))
    case 'pause': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerPause(line.reason, desk, person, deps))
      return
    }
    case 'resume': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerResume(desk, person, deps))
      return
    }
    case 'status': {
      const desk = await deskOr(line, deps, tell)
      if (desk) await tell(await answerStatus(line.server === undefined ? deps.desks : [desk], deps))
      return
    }
    default:
      return line satisfies never
  }

  /** A form that is open says all. */
  async function tellIf(message: Message | undefined): Promise<void> {
    if (message) await tell(message)
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
