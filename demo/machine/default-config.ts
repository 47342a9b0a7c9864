import { type ByteString, toBytes } from '../../src/dhcpd/source.ts'

/**
 * A dhcpd.conf as people keep them: by hand, over years. The wired network (10.20.0.0/24) is the one at the other end
 * of the device's cable. One comment is in Latin-1 (the byte E9 in "étage"), one stanza is indented with tabs.
 */
const text: ByteString = `# dhcpd.conf of the campus
# Changes by hand: tell netops@example.net first.

authoritative;
ddns-update-style none;
log-facility local7;

option domain-name "example.net";
option domain-name-servers 192.0.2.53, 192.0.2.54;
default-lease-time 3600;
max-lease-time 86400;
use-host-decl-names on;

# Wired network, building 1
subnet 10.20.0.0 netmask 255.255.255.0 {
  option routers 10.20.0.1;
  option broadcast-address 10.20.0.255;
  range 10.20.0.100 10.20.0.149;   # guests and everything unknown

  host printer-1a {                # 1er \xe9tage, next to the stairs
    hardware ethernet 00:00:5e:00:53:01;
    fixed-address 10.20.0.11;
  }

  host printer-2b {
    hardware ethernet 00:00:5e:00:53:02;
    fixed-address 10.20.0.12;
  }

  # Reads the doors' badges; must never change its address.
\thost doorkeeper {
\t\thardware ethernet 00:00:5E:00:53:0A;
\t\tfixed-address 10.20.0.20;
\t\toption host-name "doorkeeper";
\t}
}

# Laboratory, building 2
shared-network lab {
  subnet 10.30.0.0 netmask 255.255.255.0 {
    option routers 10.30.0.1;
    range 10.30.0.200 10.30.0.239;
  }
}

group {
  # Telephones get their configuration from the boot server.
  option tftp-server-name "tftp.example.net";
  filename "phones/default.cfg";

  host phone-reception { hardware ethernet 00:00:5e:00:53:21; fixed-address 10.20.0.31; }
  host phone-lab { hardware ethernet 00:00:5e:00:53:22; fixed-address 10.30.0.31; }
}

host microscope {
  hardware ethernet 00:00:5e:00:53:31;
  fixed-address 10.30.0.41;
}
`

/** The demo's dhcpd.conf, as the bytes of the file. */
export function defaultConfig(): Buffer {
  return toBytes(text)
}
