import { type Check, file } from './check.ts'

/**
 * What Kea, ISC's successor of dhcpd, would not take over as it is: what ISC's migration assistant (keama) leaves to
 * people, held against the manual of Kea 3.3. Told only with `--kea`.
 */
export const KEA = {
  'kea-several-addresses': file(
    'note',
    'A host has several fixed addresses; a reservation in Kea has one',
    'For Kea, make one reservation in each subnet.',
  ),
  'kea-name-as-address': file(
    'note',
    'A fixed address is a DNS name; a reservation in Kea takes only an address',
    'For Kea, write the address.',
  ),
  'kea-hardware-type': file(
    'note',
    'A hardware address is not of Ethernet; reservations in Kea know no hardware types',
    'For Kea, identify the client by client-id or flex-id.',
  ),
  'kea-host-identifier': file(
    'note',
    'A host is found by an option; Kea knows hw-address, client-id, duid, circuit-id and flex-id only',
    'For Kea, use one of those (flex-id is a hook library).',
  ),
  'kea-host-group': file(
    'note',
    'A host names the group that it inherits from; Kea has no groups',
    'For Kea, give the options to the reservation, or to a client class that it names.',
  ),
  'kea-host-in-leases': file(
    'note',
    'A host stands in the lease database only (made by OMAPI), where no migration of the file finds it',
    'For Kea, write it into the configuration first, or add it with the host_cmds hook library.',
  ),
  'kea-on-event': file(
    'note',
    'An `on commit`, `on expiry` or `on release` block has no counterpart in Kea’s configuration',
    'For Kea, use the run_script hook library.',
  ),
  'kea-condition': file(
    'note',
    'An `if` or `switch` is decided for each client; Kea’s configuration has none',
    'For Kea, make a client class with a `test` of each case, and give it the options.',
  ),
  'kea-statement': file(
    'note',
    'A statement is run for each client (`set`, `log`, `append`, …); Kea’s configuration has none',
    'For Kea, do it with a client class, or with the flex_option or run_script hook library.',
  ),
  'kea-option-expression': file(
    'note',
    'The value of an option is worked out for each client; in Kea it is written out',
    'For Kea, use the flex_option hook library.',
  ),
  'kea-option-definition': file(
    'note',
    'Options are defined in a way that Kea does not have: a list of records, codes or lengths of several octets',
    'For Kea, define the option that holds them as binary, and write its octets.',
  ),
  'kea-class-spawn': file(
    'note',
    'A class makes further classes as clients come (`spawn with`)',
    'For Kea, use a `template-test` in place of `test`.',
  ),
  'kea-lease-limit': file(
    'note',
    'A class has a limit of leases; Kea’s classes have none by themselves',
    'For Kea, use the limits hook library.',
  ),
  'kea-pool-permit': file(
    'note',
    'A pool says by `allow` and `deny` who may have its addresses; in Kea a pool lists client classes',
    'For Kea, put the classes into `client-classes` of the pool (KNOWN and UNKNOWN are built in).',
  ),
  'kea-pool-permit-missing': file(
    'note',
    'A pool chooses its clients in a way that Kea does not have',
    'For Kea, find another way to tell these clients from others.',
  ),
  'kea-pool-in-shared-network': file(
    'note',
    'A pool stands in a shared network beside its subnets; in Kea pools stand in subnets',
    'For Kea, move the pool into the subnet of its addresses.',
  ),
  'kea-permission': file(
    'note',
    'A permission has another form in Kea',
    'For Kea, write what the message says.',
  ),
  'kea-bootp': file(
    'note',
    'BOOTP clients are served; Kea does that with a hook library only',
    'For Kea, load the bootp hook library, or leave it out where no such client is left.',
  ),
  'kea-failover': file(
    'note',
    'Kea has no failover protocol',
    'For Kea, use the high-availability hook library.',
  ),
  'kea-ddns-zone': file(
    'note',
    'A DNS zone or a key is declared; in Kea the DDNS server has those, with a configuration of its own',
    'For Kea, write zones and `tsig-keys` into kea-dhcp-ddns.conf.',
  ),
  'kea-ddns-place': file(
    'note',
    'A `ddns-` statement stands in a host, a class or a group, where Kea has none',
    'For Kea, set it for a pool, a subnet, a shared network or everywhere; a host’s name is its `hostname`.',
  ),
  'kea-parameter': file(
    'note',
    'A parameter is called otherwise in Kea, is a hook library there, or does not exist',
    'For Kea, do what the message says.',
  ),
} as const satisfies Record<string, Check>
