/**
 * Every name that Slack carries back to us. Block ids equal the field that a finding is about, so that its message
 * stands under that field, and stay the same across updates, or what the person typed is lost.
 */
export const COMMAND = '/dhcp'

export const EVENTS = { homeOpened: 'app_home_opened' } as const

export const SHORTCUTS = {
  registerHost: 'host.register',
  registerFromMessage: 'host.register-from-message',
} as const

export const VIEWS = {
  addHost: 'host.add',
  confirmHost: 'host.add.confirm',
  editHost: 'request.edit',
  confirmEdit: 'request.edit.confirm',
  deny: 'request.deny',
  emergency: 'request.emergency',
  review: 'request.review',
  keepHost: 'registration.keep',
  changeHost: 'host.change',
  removeHost: 'host.remove',
  pickHost: 'host.pick',
  undo: 'request.undo',
} as const

export const ACTIONS = {
  approve: 'request.approve',
  deny: 'request.deny',
  edit: 'request.edit',
  cancel: 'request.cancel',
  emergency: 'request.emergency',
  review: 'request.review',
  keepDrift: 'drift.keep',
  keepHost: 'registration.keep',
  letGo: 'registration.let-go',
  registerHost: 'home.register',
  refreshHome: 'home.refresh',
  pickHost: 'host.pick',
  registerLease: 'lease.register',
  changeFound: 'host.change',
  removeFound: 'host.remove',
  tellHistory: 'host.history',
  nextHosts: 'hosts.next',
  previousHosts: 'hosts.previous',
  downloadHosts: 'hosts.download',
} as const

export const FIELDS = {
  host: 'host',
  name: 'name',
  mac: 'mac',
  address: 'address',
  subnet: 'subnet',
  comment: 'comment',
  owner: 'owner',
  until: 'until',
  reason: 'reason',
} as const

/** The action id of every input: one input a block, so the block id says which. */
export const INPUT = 'input'
