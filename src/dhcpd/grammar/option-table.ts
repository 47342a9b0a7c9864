/**
 * The options that ISC dhcpd 4.4.3-P1 knows by itself, space by space: `FORMAT: name=code …`, from `common/tables.c`
 * and `server/stables.c` as Debian builds them. A format says how a value is written, a letter a part:
 *
 * - `I` IPv4 address or name, `6` IPv6 address, `l L s S b B` signed and unsigned numbers of 32, 16 and 8 bits
 * - `T` seconds or `infinite`, `f` true or false, `t` text, `X` text or hexadecimal octets, `Z` nothing
 * - `d` domain name, `D` list of domain names in quotes (`Dc` sent compressed), `k` name of a key, `U` of a space
 * - `Nname.` one of a set of words, `Espace.` an encapsulated space, written as `X`
 * - `A` all before it may come again behind a comma, `a` the part before it may, `o` the part before it may be missing
 *
 * `-` stands for no format: the option cannot be written.
 */
export const STANDARD_OPTIONS: Readonly<Record<string, string>> = {
  dhcp: `
    I: subnet-mask=1 swap-server=16 broadcast-address=28 router-solicitation-address=32
       dhcp-requested-address=50 dhcp-server-identifier=54 subnet-selection=118
    l: time-offset=2
    IA: routers=3 time-servers=4 ien116-name-servers=5 domain-name-servers=6 log-servers=7
       cookie-servers=8 lpr-servers=9 impress-servers=10 resource-location-servers=11 nis-servers=41
       ntp-servers=42 netbios-name-servers=44 netbios-dd-server=45 font-servers=48 x-display-manager=49
       nisplus-servers=65 mobile-ip-home-agent=68 smtp-server=69 pop-server=70 nntp-server=71
       www-server=72 finger-server=73 irc-server=74 streettalk-server=75
       streettalk-directory-assistance-server=76 nds-servers=85 ipv4-address-andsf=142
    t: host-name=12 merit-dump=14 domain-name=15 root-path=17 extensions-path=18 nis-domain=40
       netbios-scope=47 dhcp-message=56 nwip-domain=62 nisplus-domain=64 tftp-server-name=66
       bootfile-name=67 user-class=77 nds-tree-name=86 nds-context=87 uap-servers=98 pcode=100 tcode=101
       netinfo-server-tag=113 default-url=114 v4-captive-portal=160 loader-configfile=209
       loader-pathprefix=210
    S: boot-size=13 max-dgram-reassembly=22 interface-mtu=26 dhcp-max-message-size=57
    f: ip-forwarding=19 non-local-source-routing=20 all-subnets-local=27 perform-mask-discovery=29
       mask-supplier=30 router-discovery=31 trailer-encapsulation=34 ieee802-3-encapsulation=36
       tcp-keepalive-garbage=39
    IIA: policy-filter=21 static-routes=33
    B: default-ip-ttl=23 default-tcp-ttl=37 netbios-node-type=46 dhcp-option-overload=52
       dhcp-message-type=53 auto-config=116
    L: path-mtu-aging-timeout=24 arp-cache-timeout=35 tcp-keepalive-interval=38 dhcp-lease-time=51
       dhcp-renewal-time=58 dhcp-rebinding-time=59 client-last-transaction-time=91 v6-only-preferred=108
       loader-reboottime=211
    SA: path-mtu-plateau-table=25
    E.: vendor-encapsulated-options=43
    BA: dhcp-parameter-request-list=55
    X: vendor-class-identifier=60 dhcp-client-identifier=61 geoconf-civic=99
    Enwip.: nwip-suboptions=63
    fIa: slp-directory-agent=78
    fto: slp-service-scope=79
    Efqdn.: fqdn=81
    Eagent.: relay-agent-information=82
    D: bcms-controller-names=88
    Ia: bcms-controller-address=89 associated-ip=92 netinfo-server-address=112 pana-agent=136
       capwap-ac-v4=138 tftp-server-address=150
    Sa: pxe-system-type=93 name-service-search=117
    BBB: pxe-interface-id=94
    BX: pxe-client-id=97
    Dc: domain-search=119 sip-ua-cs-domains=141
    Evendor-class.: vivco=124
    Evendor.: vivso=125
    d: v4-lost=137 v4-access-domain=213
    BIID: rdnss-selection=146
    BBS: v4-portparams=159
    BB6Ia: option-6rd=212
  `,
  nwip: `
    -: illegal-1=1 illegal-2=2 illegal-3=3 illegal-4=4
    f: nsq-broadcast=5 nwip-1-1=10
    IA: preferred-dss=6 nearest-nwip-server=7
    B: autoretries=8 autoretry-secs=9
    I: primary-dss=11
  `,
  fqdn: `
    f: no-client-update=1 server-update=2 encoded=3
    B: rcode1=4 rcode2=5
    t: hostname=6 domainname=7 fqdn=8
  `,
  'vendor-class': `
    X: isc=2495
  `,
  vendor: `
    Eisc.: isc=2495
  `,
  isc: `
    t: media=1
    X: update-assist=2
  `,
  dhcp6: `
    X: client-id=1 server-id=2 ia-na=3 ia-ta=4 ia-addr=5 relay-msg=9 interface-id=18 ia-pd=25 ia-prefix=26
       geoconf-civic=36 remote-id=37 subscriber-id=38 lq-query=44 client-data=45 relay-id=53
       bootfile-param=60 client-linklayer-addr=79 dhcpv4-msg=87
    SA: oro=6 ero=43 client-arch-type=61
    B: preference=7
    S: elapsed-time=8 relay-source-port=135
    6: unicast=12 link-address=80
    Nstatus-codes.to: status-code=13
    Z: rapid-commit=14 reconf-accept=20
    Evsio.: vendor-opts=17
    Ndhcpv6-messages.: reconf-msg=19
    D: sip-servers-names=21 domain-search=24 nis-domain-name=29 nisp-domain-name=30 bcms-server-d=33
       sip-ua-cs-list=58
    6A: sip-servers-addresses=22 name-servers=23 nis-servers=27 nisp-servers=28 sntp-servers=31
       bcms-server-a=34 pana-agent=40 lq-client-link=48 dhcp4-o-dhcp6-server=88 ipv6-address-andsf=143
    T: info-refresh-time=32
    Efqdn6-if-you-see-me-its-a-bug-bug-bug.: fqdn=39
    t: new-posix-timezone=41 new-tzdb-timezone=42 bootfile-url=59 v6-captive-portal=103
    L: clt-time=46 solmax-rt=82 inf-max-rt=83
    6X: lq-relay-data=47
    d: v6-lost=51 v6-access-domain=57 aftr-name=64 erp-local-domain-name=65
    6a: capwap-ac-v6=52
    BBB: nii=62
    6BD: rdnss-selection=74
  `,
  vsio: `
    Eisc6.: isc=2495
  `,
  isc6: `
    t: media=1 4o6-interface=60000
    X: update-assist=2
    6: 4o6-source-address=60001
  `,
  agent: `
    X: circuit-id=1 remote-id=2
    I: agent-id=3 link-selection=5
    L: DOCSIS-device-class=4
    Z: relay-port=19
  `,
  server: `
    T: default-lease-time=1 max-lease-time=2 min-lease-time=3 dynamic-bootp-lease-cutoff=4 ddns-ttl=38
       ping-timeout=46 preferred-lifetime=53 abandon-lease-time=89 ping-cltt-secs=99 ping-timeout-ms=100
    L: dynamic-bootp-lease-length=5 limit-addrs-per-ia=56 limit-prefs-per-ia=57 max-ack-delay=59
    f: boot-unknown-clients=6 dynamic-bootp=7 allow-bootp=8 allow-booting=9 one-lease-per-client=10
       get-lease-hostnames=11 use-host-decl-names=12 use-lease-addr-for-default-route=13 authoritative=18
       always-reply-rfc1048=20 always-broadcast=22 duplicates=28 declines=29 ddns-updates=30
       stash-agent-options=37 client-updates=40 update-optimization=41 ping-check=42
       update-static-leases=43 do-forward-updates=45 infinite-is-reserved=47 update-conflict-detection=48
       leasequery=49 do-reverse-updates=51 fqdn-reply=52 dont-use-fsync=79 ignore-client-uids=82
       echo-client-id=85 server-id-check=86 dhcpv6-set-tee-times=88 check-secs-byte-order=92
       ddns-dual-stack-mixed-mode=93 ddns-guard-id-must-match=94 ddns-other-guard-is-dynamic=95
       release-on-roam=96 bind-local-address6=98
    B: min-secs=14 adaptive-lease-time-threshold=50 dhcp-cache-threshold=78 log-threshold-low=83
       log-threshold-high=84
    t: filename=15 server-name=16 ddns-domainname=23 ddns-hostname=24 ddns-rev-domainname=25
       lease-file-name=26 pid-file-name=27 dhcpv6-lease-file-name=54 dhcpv6-pid-file-name=55
    I: next-server=17 limited-broadcast-address=33 local-address=35 ddns-local-address4=80
    U: vendor-option-space=19
    X: site-option-space=21
    S: omapi-port=31 local-port=32 remote-port=34 delayed-ack=58
    k: omapi-key=36
    Nddns-styles.: ddns-update-style=39
    Nsyslog-facilities.: log-facility=44
    6: ddns-local-address6=81 local-address6=97
    Nprefix_length_modes.: prefix-length-mode=87
  `,
  'fqdn6-if-you-see-me-its-a-bug-bug-bug': '',
}

/** The words that an `N` part of a format allows, in the case in which they must be written. */
export const ENUMERATIONS: Readonly<Record<string, string>> = {
  'ddns-styles': 'none ad-hoc interim standard',
  prefix_length_modes: 'ignore prefer exact minimum maximum',
  'syslog-facilities': `
    kern user mail daemon auth syslog lpr news uucp cron authpriv ftp
    local0 local1 local2 local3 local4 local5 local6 local7
  `,
  'duid-types': 'duid-llt duid-en duid-ll duid-uuid',
  'status-codes': `
    success UnspecFail NoAddrsAvail NoBinding NotOnLink UseMulticast NoPrefixAvail UnknownQueryType
    MalformedQuery NotConfigured NotAllowed QueryTerminated
  `,
  'dhcpv6-messages': `
    SOLICIT ADVERTISE REQUEST CONFIRM RENEW REBIND REPLY RELEASE DECLINE RECONFIGURE INFORMATION-REQUEST
    RELAY-FORW RELAY-REPL LEASEQUERY LEASEQUERY-REPLY LEASEQUERY-DONE LEASEQUERY-DATA RECONFIGURE-REQUEST
    RECONFIGURE-REPLY DHCPV4-QUERY DHCPV4-RESPONSE
  `,
}
