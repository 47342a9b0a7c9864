import type { ByteString } from '../../../src/dhcpd/source.ts'

/** Files that samples and generated configurations include. */
export const INCLUDED: Readonly<Record<string, ByteString>> = {
  'empty.conf': '',
  'hosts.conf': 'host included { hardware ethernet 00:00:5e:00:53:f0; }\n',
  'options.conf': 'option domain-name "example.org";\n',
  'broken.conf': 'host broken {\n',
}

/** Own configurations that dhcpd accepts, one kind of statement or another in each. */
export const SAMPLES: readonly ByteString[] = [
  `# A small office.
authoritative;
default-lease-time 600;
max-lease-time 7200;
option domain-name "office.example";
option domain-name-servers 192.0.2.53, ns.example.net;
ddns-update-style none;
subnet 192.0.2.0 netmask 255.255.255.0 {
  option routers 192.0.2.1;
  range 192.0.2.100 192.0.2.150;
  range dynamic-bootp 192.0.2.160;
}
host printer { hardware ethernet 00:00:5e:00:53:01; fixed-address 192.0.2.10; }
host door { hardware ethernet 0:0:5e:0:53:2; fixed-address 192.0.2.11, door.example; option host-name "door"; }
`,
  `option space phone;
option phone.server code 1 = ip-address;
option phone.names code 2 = array of ip-address;
option phone.pairs code 3 = array of { ip-address, integer 8 };
option phone.tail code 4 = { unsigned integer 16, array of boolean };
option phone.word code 5 = text;
option outer code 200 = encapsulate phone;
option classless code 121 = array of unsigned integer 8;
class "phones" {
  match if substring(option vendor-class-identifier, 0, 5) = "phone";
  vendor-option-space phone;
  option phone.server 192.0.2.5;
  option phone.pairs 192.0.2.6 7, 192.0.2.8 9;
  option phone.tail 5 true, false;
}
class "circuits" { match option agent.circuit-id; lease limit 4; }
subclass "circuits" "one";
subclass "circuits" 01:02:03 { option classless 24, 10, 0, 0, 192, 0, 2, 1; }
subnet 198.51.100.0 netmask 255.255.255.0 {
  pool { allow members of "phones"; deny unknown-clients; range 198.51.100.10 198.51.100.20; }
  pool { deny members of "phones"; allow known clients; range 198.51.100.30 198.51.100.40; }
}
`,
  `key office { algorithm hmac-sha256; secret YWJjZGVmZ2hpams=; };
zone office.example. { primary 127.0.0.1; key office; }
zone 2.0.192.in-addr.arpa. { primary 127.0.0.1; secondary 192.0.2.53; }
omapi-port 7911;
omapi-key office;
failover peer "pair" {
  primary;
  address 192.0.2.1;
  port 647;
  peer address 192.0.2.2;
  peer port 647;
  max-response-delay 60;
  max-unacked-updates 10;
  mclt 3600;
  split 128;
  load balance max seconds 3;
}
shared-network "floor" {
  subnet 192.0.2.0 netmask 255.255.255.0 { option routers 192.0.2.1; }
  subnet 198.51.100.0 netmask 255.255.255.0 { }
  pool { failover peer "pair"; range 192.0.2.10 192.0.2.20; }
  pool { range 198.51.100.7; }
}
group lab { next-server 192.0.2.3; filename "lab.img"; host a { } host b.example { dynamic; } }
host c { group lab; uid 01:00:00:5e:00:53:03; }
`,
  `if exists user-class and option user-class = "ipxe" {
  filename "http://192.0.2.3/boot";
} elsif binary-to-ascii(16, 8, ":", substring(hardware, 1, 3)) = "0:0:5e" {
  filename "other";
} else if not known {
  deny booting;
} else { set maker = pick-first-value(option vendor-class-identifier, "none"); }
on commit or release {
  set given = binary-to-ascii(10, 8, ".", leased-address);
  log(info, concat("lease ", given, " ", host-decl-name));
  execute("/bin/true", "commit", given);
}
switch (extract-int(packet(0, 1), 8)) { case 1: break; default: option routers 192.0.2.1; }
define twice (what) { return concat(what, what); }
subnet 203.0.113.0 netmask 255.255.255.128 { option routers = concat(cb, 00:71, 1); }
`,
  `default-lease-time 2592000;
preferred-lifetime 604800;
option dhcp6.name-servers 2001:db8::53, 2001:db8::54;
option dhcp6.domain-search "example.org", "example.net";
option dhcp6.info-refresh-time 21600;
server-duid llt ethernet 213982198 00:00:5e:00:53:09;
shared-network six {
  subnet6 2001:db8:1::/48 {
    range6 2001:db8:1::100 2001:db8:1::1ff;
    range6 2001:db8:1:2::/64 temporary;
    prefix6 2001:db8:1:1000:: 2001:db8:1:f000:: /56;
  }
}
subnet6 2001:db8:2::/64 { pool6 { range6 2001:db8:2::/96; allow known-clients; } interface eth0; }
host six { host-identifier option dhcp6.client-id 00:01:00:01:4a; fixed-address6 2001:db8:2::9; fixed-prefix6 2001:db8:9::/48; }
`,
]
