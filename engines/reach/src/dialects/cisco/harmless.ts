/**
 * Commands that change no packet's way, or that are read elsewhere. What is not in the list and
 * not read counts as "may permit": the list is short on purpose.
 */
const asa = new Set(
  (
    'ASA hostname domain-name enable passwd password names name boot ftp clock dns dns-group pager logging mtu ' +
    'icmp asdm arp aaa aaa-server http snmp-server telnet ssh console ntp username class-map policy-map ' +
    'service-policy prompt Cryptochecksum banner ssl webvpn group-policy tunnel-group ' +
    'dynamic-access-policy-record user-identity failover monitor-interface route router route-map ' +
    'prefix-list dhcpd dhcprelay management-access service checkheaps call-home privilege quota key ' +
    'sla track license xlate terminal flow-export object object-group interface same-security-traffic ' +
    'nat timeout threat-detection access-list regex no end group-object tls-proxy priority-queue ' +
    'zone smart-tunnel ip ipv6 hw-module jumbo-frame cts time-range mac-address vpdn snmp-map lacp pim igmp'
  ).split(' '),
)

const ios = new Set(
  (
    'version service hostname boot boot-start-marker boot-end-marker enable aaa clock username license vlan ' +
    'spanning-tree vtp line banner logging snmp-server ntp router route-map class-map policy-map interface ' +
    'control-plane archive redundancy track mac mac-address-table lldp cdp no end vrf key tacacs radius ' +
    'radius-server tacacs-server dot1x errdisable power system switch platform memory cisp transport ' +
    'diagnostic authentication device-tracking template parser privilege alias exception process scheduler ' +
    'Building Current Last object-group time-range event sampler flow domain subscriber mls udld ' +
    'multilink crypto access-session call-home upgrade hw-module file port-channel lacp network-clock ' +
    'monitor standby fhrp netconf netconf-yang restconf login security ipv6 stackwise-virtual ptp profinet alarm rep dying-gasp'
  ).split(' '),
)

const iosIp = new Set(
  (
    'domain domain-name domain-lookup name-server cef http ssh route forward-protocol classless subnet-zero ' +
    'source-route dhcp tftp radius tacacs sla flow-export flow-cache-timeout flow-top-talkers multicast ' +
    'multicast-routing pim routing prefix-list nat vrf ftp scp host default-gateway igmp arp gratuitous-arp ' +
    'telnet finger bootp icmp tcp local community-list as-path ftp-server rcmd'
  ).split(' '),
)

export function isHarmlessAsa(words: readonly string[]): boolean {
  return asa.has(words[0] ?? '')
}

export function isHarmlessIos(words: readonly string[]): boolean {
  const [first = '', second = ''] = words
  return first === 'ip' ? iosIp.has(second) : ios.has(first)
}
