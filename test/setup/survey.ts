import type { Survey } from '../../src/setup/survey.ts'

/** A Debian machine on which dhcpd runs as systemd starts it, and nothing of Leasehold is. */
export const debian: Survey = {
  system: 'Linux',
  init: 'systemd',
  service: 'isc-dhcp-server',
  daemons: [
    {
      pid: 7,
      words: [
        ...['/usr/sbin/dhcpd', '-4', '-q', '-cf', '/etc/dhcp/dhcpd.conf'],
        ...['-lf', '/srv/dhcpd.leases', '-pf', '/run/dhcp.pid', 'eth0'],
      ],
    },
  ],
  programs: new Set(['sudo', 'visudo', 'useradd', 'userdel', 'pkill', 'systemctl', 'cp --preserve=all']),
  existing: new Set(['/etc/dhcp/dhcpd.conf', '/var/lib/dhcp/dhcpd.leases']),
  files: new Map(),
  settings: [],
  home: undefined,
}
