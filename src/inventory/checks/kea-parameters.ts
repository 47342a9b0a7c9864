/**
 * What Kea 3.3 has in place of dhcpd's parameters that it does not know by their names, as the end of a sentence.
 * What is dhcpd's own affair (the names of its files, OMAPI's port) is here too: it has to be left out.
 */
const IN_KEA: Readonly<Record<string, string>> = {
  'abandon-lease-time': 'Kea has `decline-probation-period`',
  'always-broadcast': 'Kea answers as the client asks',
  'always-reply-rfc1048': 'Kea has the bootp hook library',
  'boot-unknown-clients': 'Kea has client classes: KNOWN, UNKNOWN and DROP',
  'db-time-format': 'Kea’s lease database has a form of its own',
  'ddns-rev-domainname': 'Kea’s DDNS server makes the names of reverse zones by itself',
  'delayed-ack': 'Kea answers at once',
  'dhcp-cache-threshold': 'Kea has `cache-threshold`',
  'dhcpv6-lease-file-name': 'Kea has `lease-database`',
  'dhcpv6-pid-file-name': 'Kea makes its own',
  'dhcpv6-set-tee-times': 'Kea has `calculate-tee-times`',
  'do-forward-updates': 'Kea has `ddns-send-updates`',
  'do-reverse-updates': 'Kea has `ddns-send-updates`',
  'dont-use-fsync': 'Kea has nothing like it',
  'dynamic-bootp-lease-cutoff': 'Kea has the bootp hook library',
  'dynamic-bootp-lease-length': 'Kea has the bootp hook library',
  'fqdn-reply': 'Kea has nothing like it',
  'get-lease-hostnames': 'Kea asks DNS for no names',
  'infinite-is-reserved': 'Kea has host reservations only',
  'ignore-client-uids': 'Kea has `match-client-id`',
  'lease-file-name': 'Kea has `lease-database`',
  'lease-id-format': 'Kea’s lease database has a form of its own',
  'limit-addrs-per-ia': 'Kea has nothing like it',
  'limit-prefs-per-ia': 'Kea has nothing like it',
  'limited-broadcast-address': 'Kea has nothing like it',
  'local-address': 'Kea has `interfaces-config`',
  'local-address6': 'Kea has `interfaces-config`',
  'local-port': 'Kea has its option -p',
  'log-facility': 'Kea has `loggers` with the output `syslog`',
  'log-threshold-high': 'Kea counts addresses in its statistics',
  'log-threshold-low': 'Kea counts addresses in its statistics',
  'max-ack-delay': 'Kea answers at once',
  'min-secs': 'Kea has nothing like it',
  'omapi-key': 'Kea has `control-sockets`',
  'omapi-port': 'Kea has `control-sockets`',
  'one-lease-per-client': 'Kea has nothing like it',
  'pid-file-name': 'Kea makes its own',
  'ping-check': 'Kea has the ping_check hook library',
  'ping-cltt-secs': 'Kea has the ping_check hook library',
  'ping-timeout': 'Kea has the ping_check hook library',
  'ping-timeout-ms': 'Kea has the ping_check hook library',
  'prefix-length-mode': 'Kea has nothing like it',
  'release-on-roam': 'Kea has nothing like it',
  'remote-port': 'Kea has its option -P',
  'server-id-check': 'Kea has `ignore-dhcp-server-identifier`',
  'update-conflict-detection': 'Kea has `ddns-conflict-resolution-mode`',
  'update-optimization': 'Kea has `ddns-update-on-renew`',
  'update-static-leases': 'Kea sends updates for reservations as for other leases',
  'use-eui-64': 'Kea has nothing like it',
  'use-host-decl-names': 'Kea has `hostname` in each reservation',
  'use-lease-addr-for-default-route': 'Kea has nothing like it',
}

const OFF: ReadonlySet<string | undefined> = new Set(['off', 'false'])

/** What a parameter is in Kea; undefined where Kea has it by the same name, or it is switched off. */
export function parameterInKea(keyword: string, [value]: readonly string[]): string | undefined {
  return OFF.has(value?.toLowerCase()) ? undefined : known.get(keyword)
}

/** Whether a word is a parameter that has to be looked at. */
export function isOtherInKea(keyword: string): boolean {
  return known.has(keyword)
}

const known: ReadonlyMap<string, string> = new Map(Object.entries(IN_KEA))
