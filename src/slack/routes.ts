import type { App, BlockButtonAction, ViewClosedAction, ViewSubmitAction } from '@slack/bolt'
import type { SlackDeps } from './deps.ts'
import { ACTIONS, COMMAND, VIEWS } from './ids.ts'
import { keepHost, letGo, submitKeepForm } from './listeners/answer-ask.ts'
import { approve, cancel, deny, submitDenial } from './listeners/card-buttons.ts'
import { closeHostForm } from './listeners/close-host-form.ts'
import { dhcpCommand } from './listeners/dhcp-command.ts'
import { keepDrift } from './listeners/keep-drift.ts'
import { confirmHostForm, submitHostForm } from './listeners/submit-host-form.ts'

/** Every id that Slack sends, and the listener that it reaches. */
export function addRoutes(app: App, deps: SlackDeps): void {
  app.command(COMMAND, (args) => dhcpCommand(args, deps))
  app.view<ViewSubmitAction>(VIEWS.addHost, (args) => submitHostForm(args, deps))
  app.view<ViewClosedAction>({ type: 'view_closed', callback_id: VIEWS.addHost }, (args) =>
    closeHostForm(args, deps),
  )
  app.view<ViewSubmitAction>(VIEWS.confirmHost, (args) => confirmHostForm(args, deps))
  app.view<ViewSubmitAction>(VIEWS.deny, (args) => submitDenial(args, deps))
  app.action<BlockButtonAction>(ACTIONS.approve, (args) => approve(args, deps))
  app.action<BlockButtonAction>(ACTIONS.deny, (args) => deny(args, deps))
  app.action<BlockButtonAction>(ACTIONS.cancel, (args) => cancel(args, deps))
  app.action<BlockButtonAction>(ACTIONS.keepHost, (args) => keepHost(args, deps))
  app.action<BlockButtonAction>(ACTIONS.letGo, (args) => letGo(args, deps))
  app.view<ViewSubmitAction>(VIEWS.keepHost, (args) => submitKeepForm(args, deps))
  app.action<BlockButtonAction>(ACTIONS.keepDrift, (args) => keepDrift(args, deps))
}
