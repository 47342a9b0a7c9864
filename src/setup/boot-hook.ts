import { helperPath, settingsPath } from './places.ts'
import type { Step } from './step.ts'
import type { Survey } from './survey.ts'

/**
 * What lets a machine settle a transaction that a reboot cut off, before dhcpd starts (SAFETY D6). None where nothing
 * is known that starts services; the watchdog and the next question of the bot settle it there.
 */
export function bootHook({ init, service, programs }: Survey): readonly Step[] {
  switch (init) {
    case 'systemd':
      return [
        { kind: 'file', path: unitPath, mode: '644', why, content: systemdUnit(service) },
        { kind: 'run', command: 'systemctl daemon-reload', why: 'systemd reads the new unit' },
        { kind: 'run', command: 'systemctl enable leasehold-recover.service', why: 'from the next boot on' },
      ]
    case 'openrc':
      return [
        { kind: 'file', path: initPath, mode: '755', why, content: openrcScript(service) },
        { kind: 'run', command: 'rc-update add leasehold-recover default', why: 'from the next boot on' },
      ]
    case 'freebsd-rc':
      return [
        { kind: 'file', path: rcPath, mode: '755', why, content: freebsdScript(service) },
        { kind: 'run', command: 'sysrc leasehold_recover_enable=YES', why: 'from the next boot on' },
      ]
    case 'sysv':
      return sysvHook(service, programs)
    case 'none':
      return []
  }
}

/** Takes the hook out of the machine's start, where it is in it. Its files are removed with all others. */
export function unhook({ files, programs }: Survey): readonly Step[] {
  const why = 'no longer at boot'
  if (files.has(unitPath))
    return [{ kind: 'run', command: 'systemctl disable leasehold-recover.service', why }]
  if (files.has(rcPath)) return [{ kind: 'run', command: 'sysrc -x leasehold_recover_enable', why }]
  if (!files.has(initPath)) return []
  if (programs.has('rc-update')) {
    return [{ kind: 'run', command: 'rc-update delete leasehold-recover', why }]
  }
  const command = programs.has('update-rc.d')
    ? 'update-rc.d -f leasehold-recover remove'
    : 'chkconfig --del leasehold-recover'
  return [{ kind: 'run', command, why }]
}

const unitPath = '/etc/systemd/system/leasehold-recover.service'
const initPath = '/etc/init.d/leasehold-recover'
const rcPath = '/usr/local/etc/rc.d/leasehold_recover'
const why = 'when the machine starts, before dhcpd: undoes a change that was cut off'

/** Lets the helper that is installed finish or undo what is under way. */
export const recoverCommand = `${helperPath} ${settingsPath} recover >/dev/null`

/** The same before dhcpd is started: it puts the old files back and starts nothing. */
const bootCommand = `${helperPath} ${settingsPath} boot`

function sysvHook(service: string | undefined, programs: ReadonlySet<string>): readonly Step[] {
  const command = programs.has('update-rc.d')
    ? 'update-rc.d leasehold-recover defaults'
    : programs.has('chkconfig')
      ? 'chkconfig --add leasehold-recover'
      : undefined
  if (command === undefined) return []
  return [
    { kind: 'file', path: initPath, mode: '755', why, content: sysvScript(service) },
    { kind: 'run', command, why: 'from the next boot on' },
  ]
}

/** Wanted by the boot and not by dhcpd: dhcpd is also started by the helper itself, which would wait for this. */
function systemdUnit(service = 'isc-dhcp-server'): string {
  return `[Unit]
Description=Leasehold: finish or undo a change of dhcpd's configuration that was cut off
After=local-fs.target
Before=${service}.service

[Service]
Type=oneshot
ExecStart=${bootCommand}

[Install]
WantedBy=multi-user.target
`
}

function openrcScript(service = 'dhcpd'): string {
  return `#!/sbin/openrc-run
description="Leasehold: finish or undo a change of dhcpd's configuration that was cut off"

depend() {
  need localmount
  before ${service}
}

start() {
  ebegin "Settling what Leasehold left"
  ${bootCommand} >/dev/null
  eend $?
}
`
}

/** The order is in the comments (rc(8), rcorder(8)). */
function freebsdScript(service = 'isc-dhcpd'): string {
  return `#!/bin/sh
# PROVIDE: leasehold_recover
# REQUIRE: FILESYSTEMS
# BEFORE: ${service.replaceAll('-', '_')} dhcpd
. /etc/rc.subr

name=leasehold_recover
rcvar=leasehold_recover_enable
start_cmd="${bootCommand} >/dev/null"
stop_cmd=:

load_rc_config $name
run_rc_command "$1"
`
}

/** The order is in the comments (LSB init scripts; insserv reads X-Start-Before). */
function sysvScript(service = 'isc-dhcp-server'): string {
  return `#!/bin/sh
### BEGIN INIT INFO
# Provides:          leasehold-recover
# Required-Start:    $local_fs
# Required-Stop:
# X-Start-Before:    ${service}
# Default-Start:     2 3 4 5
# Default-Stop:
# Short-Description: Finish or undo a change of dhcpd's configuration that was cut off
### END INIT INFO
# chkconfig: 2345 10 90
case $1 in
  start | restart | force-reload) ${bootCommand} >/dev/null ;;
  stop | status) ;;
  *)
    echo "usage: $0 start|stop|restart|force-reload|status" >&2
    exit 2
    ;;
esac
`
}
