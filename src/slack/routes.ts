import type {
  App,
  BlockButtonAction,
  BlockExternalSelectAction,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt'
import type { SlackDeps } from './deps.ts'
import { ACTIONS, COMMAND, EVENTS, SHORTCUTS, VIEWS } from './ids.ts'
import { keepHost, letGo, submitKeepForm } from './listeners/answer-ask.ts'
import { refreshHome, registerFromHome, showHome } from './listeners/app-home.ts'
import { approve, cancel } from './listeners/card-buttons.ts'
import { closeHostForm } from './listeners/close-host-form.ts'
import { dhcpCommand } from './listeners/dhcp-command.ts'
import { confirmEdit, edit, submitEdit } from './listeners/edit-form.ts'
import { changeFound, removeFound, tellHistory } from './listeners/found-buttons.ts'
import { downloadHosts, nextHosts, previousHosts } from './listeners/host-list-buttons.ts'
import { keepDrift } from './listeners/keep-drift.ts'
import { registerLease } from './listeners/leases.ts'
import { offerHosts, pickHost, submitPick } from './listeners/pick-host.ts'
import {
  deny,
  emergency,
  review,
  submitDenial,
  submitEmergency,
  submitReview,
} from './listeners/reason-forms.ts'
import { confirmSent } from './listeners/send-form.ts'
import { registerFromMessage, registerHost } from './listeners/shortcuts.ts'
import { submitChangeForm, submitRemovalForm, submitUndoForm } from './listeners/submit-change-form.ts'
import { submitHostForm } from './listeners/submit-host-form.ts'

/** Every id that Slack sends, and the listener that it reaches. */
export function addRoutes(app: App, deps: SlackDeps): void {
  app.command(COMMAND, (args) => dhcpCommand(args, deps))
  app.view<ViewSubmitAction>(VIEWS.addHost, (args) => submitHostForm(args, deps))
  app.view<ViewClosedAction>({ type: 'view_closed', callback_id: VIEWS.addHost }, (args) =>
    closeHostForm(args, deps),
  )
  app.view<ViewSubmitAction>(VIEWS.confirmHost, (args) => confirmSent(args, deps))
  app.view<ViewSubmitAction>(VIEWS.changeHost, (args) => submitChangeForm(args, deps))
  app.view<ViewSubmitAction>(VIEWS.removeHost, (args) => submitRemovalForm(args, deps))
  app.view<ViewSubmitAction>(VIEWS.undo, (args) => submitUndoForm(args, deps))
  app.view<ViewSubmitAction>(VIEWS.pickHost, (args) => submitPick(args, deps))
  app.options<'block_suggestion'>(ACTIONS.pickHost, (args) => offerHosts(args, deps))
  app.action<BlockExternalSelectAction>(ACTIONS.pickHost, (args) => pickHost(args, deps))
  app.view<ViewSubmitAction>(VIEWS.editHost, (args) => submitEdit(args, deps))
  app.view<ViewSubmitAction>(VIEWS.confirmEdit, (args) => confirmEdit(args, deps))
  app.view<ViewSubmitAction>(VIEWS.deny, (args) => submitDenial(args, deps))
  app.view<ViewSubmitAction>(VIEWS.emergency, (args) => submitEmergency(args, deps))
  app.view<ViewSubmitAction>(VIEWS.review, (args) => submitReview(args, deps))
  app.action<BlockButtonAction>(ACTIONS.approve, (args) => approve(args, deps))
  app.action<BlockButtonAction>(ACTIONS.deny, (args) => deny(args, deps))
  app.action<BlockButtonAction>(ACTIONS.edit, (args) => edit(args, deps))
  app.action<BlockButtonAction>(ACTIONS.cancel, (args) => cancel(args, deps))
  app.action<BlockButtonAction>(ACTIONS.keepHost, (args) => keepHost(args, deps))
  app.action<BlockButtonAction>(ACTIONS.letGo, (args) => letGo(args, deps))
  app.view<ViewSubmitAction>(VIEWS.keepHost, (args) => submitKeepForm(args, deps))
  app.action<BlockButtonAction>(ACTIONS.emergency, (args) => emergency(args, deps))
  app.action<BlockButtonAction>(ACTIONS.review, (args) => review(args, deps))
  app.action<BlockButtonAction>(ACTIONS.keepDrift, (args) => keepDrift(args, deps))
  app.event(EVENTS.homeOpened, (args) => showHome(args, deps))
  app.action<BlockButtonAction>(ACTIONS.registerHost, (args) => registerFromHome(args, deps))
  app.action<BlockButtonAction>(ACTIONS.refreshHome, (args) => refreshHome(args, deps))
  app.shortcut({ type: 'shortcut', callback_id: SHORTCUTS.registerHost }, (args) => registerHost(args, deps))
  app.shortcut({ type: 'message_action', callback_id: SHORTCUTS.registerFromMessage }, (args) =>
    registerFromMessage(args, deps),
  )
  app.action<BlockButtonAction>(ACTIONS.changeFound, (args) => changeFound(args, deps))
  app.action<BlockButtonAction>(ACTIONS.removeFound, (args) => removeFound(args, deps))
  app.action<BlockButtonAction>(ACTIONS.tellHistory, (args) => tellHistory(args, deps))
  app.action<BlockButtonAction>(ACTIONS.registerLease, (args) => registerLease(args, deps))
  app.action<BlockButtonAction>(ACTIONS.nextHosts, (args) => nextHosts(args, deps))
  app.action<BlockButtonAction>(ACTIONS.previousHosts, (args) => previousHosts(args, deps))
  app.action<BlockButtonAction>(ACTIONS.downloadHosts, (args) => downloadHosts(args, deps))
}
