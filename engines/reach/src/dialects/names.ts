import type { Interval } from '../interval.ts'

/** Names of services that configurations use in place of ports (IANA, and what Cisco prints). */
const ports: Readonly<Record<string, number>> = {
  aol: 5190,
  bgp: 179,
  biff: 512,
  bootpc: 68,
  bootps: 67,
  chargen: 19,
  cifs: 3020,
  citrix: 1494,
  'citrix-ica': 1494,
  cmd: 514,
  ctiqbe: 2748,
  daytime: 13,
  discard: 9,
  dnsix: 195,
  domain: 53,
  dns: 53,
  echo: 7,
  exec: 512,
  finger: 79,
  ftp: 21,
  'ftp-data': 20,
  gopher: 70,
  h323: 1720,
  hostname: 101,
  hostnames: 101,
  http: 80,
  https: 443,
  ident: 113,
  imap: 143,
  imap2: 143,
  imap4: 143,
  imaps: 993,
  irc: 194,
  isakmp: 500,
  kerberos: 88,
  klogin: 543,
  kshell: 544,
  ldap: 389,
  ldaps: 636,
  login: 513,
  lotusnotes: 1352,
  lpd: 515,
  mbap: 502,
  'mobile-ip': 434,
  modbus: 502,
  'ms-wbt-server': 3389,
  'microsoft-ds': 445,
  nameserver: 42,
  netbios: 139,
  'netbios-dgm': 138,
  'netbios-ns': 137,
  'netbios-ss': 139,
  'netbios-ssn': 139,
  nfs: 2049,
  nntp: 119,
  'non500-isakmp': 4500,
  ntp: 123,
  'opcua-tcp': 4840,
  'pcanywhere-data': 5631,
  'pcanywhere-status': 5632,
  'pim-auto-rp': 496,
  pop2: 109,
  pop3: 110,
  pop3s: 995,
  pptp: 1723,
  radius: 1645,
  'radius-acct': 1646,
  rip: 520,
  rsh: 514,
  rtsp: 554,
  secureid: 5510,
  'secureid-udp': 5510,
  sip: 5060,
  smtp: 25,
  snmp: 161,
  'snmp-trap': 162,
  snmptrap: 162,
  sqlnet: 1521,
  ssh: 22,
  sunrpc: 111,
  syslog: 514,
  tacacs: 49,
  'tacacs-ds': 65,
  talk: 517,
  telnet: 23,
  telnets: 992,
  tftp: 69,
  time: 37,
  uucp: 540,
  vxlan: 4789,
  who: 513,
  whois: 43,
  www: 80,
  xdmcp: 177,
  msrpc: 135,
  drip: 3949,
  submission: 587,
}

/** A port by number or name; null for neither. */
export function readPort(text: string | number): number | null {
  if (typeof text === 'number') return isPort(text) ? text : null
  if (/^\d{1,5}$/.test(text)) return isPort(Number(text)) ? Number(text) : null
  return Object.hasOwn(ports, text) ? (ports[text] as number) : null
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65_535
}

/** `502`, `http`, `1024-2048` or `1024:2048`; null for neither. */
export function readPorts(text: string): Interval<number> | null {
  const one = readPort(text)
  if (one !== null) return [one, one]
  const [, from = '', to = ''] = /^(\w+)[-:](\w+)$/.exec(text) ?? []
  const low = readPort(from)
  const high = readPort(to)
  return low === null || high === null || low > high ? null : [low, high]
}

const protocols: Readonly<Record<string, number>> = {
  hopopt: 0,
  icmp: 1,
  igmp: 2,
  ipinip: 4,
  ipencap: 4,
  tcp: 6,
  egp: 8,
  igp: 9,
  igrp: 9,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  'ipv6-route': 43,
  'ipv6-frag': 44,
  rsvp: 46,
  gre: 47,
  pptp: 47,
  esp: 50,
  ipsec: 50,
  ah: 51,
  ahp: 51,
  'ipv6-icmp': 58,
  icmpv6: 58,
  icmp6: 58,
  'ipv6-nonxt': 59,
  'ipv6-opts': 60,
  eigrp: 88,
  ospf: 89,
  nos: 94,
  pim: 103,
  pcp: 108,
  ipcomp: 108,
  snp: 109,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  udplite: 136,
}

/** An IP protocol by number or name; null for neither. */
export function readProtocol(text: string | number): number | null {
  if (typeof text === 'number')
    return Number.isInteger(text) && text >= 0 && text <= 255 ? text : null
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 255 ? Number(text) : null
  return Object.hasOwn(protocols, text) ? (protocols[text] as number) : null
}

const icmpTypes: Readonly<Record<string, number>> = {
  'echo-reply': 0,
  unreachable: 3,
  'destination-unreachable': 3,
  'source-quench': 4,
  redirect: 5,
  'alternate-address': 6,
  echo: 8,
  'echo-request': 8,
  'router-advertisement': 9,
  'router-solicitation': 10,
  'time-exceeded': 11,
  'parameter-problem': 12,
  'timestamp-request': 13,
  'timestamp-reply': 14,
  'information-request': 15,
  'info-request': 15,
  'information-reply': 16,
  'info-reply': 16,
  'mask-request': 17,
  'address-mask-request': 17,
  'mask-reply': 18,
  'address-mask-reply': 18,
  traceroute: 30,
  'conversion-error': 31,
  'mobile-redirect': 32,
  'ttl-exceeded': 11,
  pong: 0,
  ping: 8,
}

const icmpv6Types: Readonly<Record<string, number>> = {
  'destination-unreachable': 1,
  unreachable: 1,
  'packet-too-big': 2,
  'time-exceeded': 3,
  'parameter-problem': 4,
  'echo-request': 128,
  'echo-reply': 129,
  echo: 128,
  'mld-listener-query': 130,
  'membership-query': 130,
  'mld-listener-report': 131,
  'membership-report': 131,
  'mld-listener-done': 132,
  'mld-listener-reduction': 132,
  'membership-reduction': 132,
  'nd-router-solicit': 133,
  'router-solicitation': 133,
  'nd-router-advert': 134,
  'router-advertisement': 134,
  'nd-neighbor-solicit': 135,
  'neighbor-solicitation': 135,
  'neighbour-solicitation': 135,
  'nd-ns': 135,
  'nd-neighbor-advert': 136,
  'neighbor-advertisement': 136,
  'neighbour-advertisement': 136,
  'nd-na': 136,
  'nd-redirect': 137,
  'neighbor-redirect': 137,
  redirect: 137,
  'router-renumbering': 138,
  'ind-neighbor-solicit': 141,
  'ind-neighbor-advert': 142,
  'mld2-listener-report': 143,
}

/** An ICMP type by number or name; null for neither. */
export function readIcmpType(text: string | number, version: 4 | 6): number | null {
  if (typeof text === 'number')
    return Number.isInteger(text) && text >= 0 && text <= 255 ? text : null
  if (/^\d{1,3}$/.test(text)) return Number(text) <= 255 ? Number(text) : null
  const names = version === 4 ? icmpTypes : icmpv6Types
  return Object.hasOwn(names, text) ? (names[text] as number) : null
}

/** Type × 256 + code, for all codes of a type or one. */
export function icmpInterval(type: number, code: number | null): Interval<number> {
  return code === null ? [type * 256, type * 256 + 255] : [type * 256 + code, type * 256 + code]
}
