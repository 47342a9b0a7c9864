/** Where Leasehold's parts lie on a member. */
export const helperPath = '/usr/local/sbin/leasehold-helper'
export const settingsFolder = '/etc/leasehold'
/** The helper's own default: it is called without an argument. */
export const settingsPath = `${settingsFolder}/helper.conf`
export const statePath = '/var/lib/leasehold'
export const botUser = 'leasehold'
/** Root's, so that who holds the bot's key cannot change what it may do. */
export const botHome = '/home/leasehold'
export const authorizedKeysPath = `${botHome}/.ssh/authorized_keys`
export const trialPath = '/var/lib/leasehold-trial'

/** @param system as `uname -s` says it */
export function sudoersPath(system: string): string {
  return system === 'FreeBSD' ? '/usr/local/etc/sudoers.d/leasehold' : '/etc/sudoers.d/leasehold'
}

/** Every path that an installation may have made, in the order in which they are taken away. */
export const everyPath: readonly string[] = [
  authorizedKeysPath,
  '/etc/sudoers.d/leasehold',
  '/usr/local/etc/sudoers.d/leasehold',
  '/etc/systemd/system/leasehold-recover.service',
  '/etc/init.d/leasehold-recover',
  '/usr/local/etc/rc.d/leasehold_recover',
  helperPath,
  settingsPath,
  settingsFolder,
  statePath,
  trialPath,
]
