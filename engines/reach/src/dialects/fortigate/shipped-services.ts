import { ANY_PORT, ICMP, TCP, UDP } from '../../packet.ts'
import { ANY_SERVICE, type ServiceMatch } from '../../rule.ts'
import { icmpInterval } from '../names.ts'

const tcp = (...ports: number[]): readonly ServiceMatch[] => of(TCP, ports)
const udp = (...ports: number[]): readonly ServiceMatch[] => of(UDP, ports)

function of(protocol: number, ports: readonly number[]): readonly ServiceMatch[] {
  return ports.map((port) => ({
    ...{ protocols: [[protocol, protocol]], sourcePorts: [ANY_PORT] },
    destinationPorts: [[port, port]],
  }))
}

const whole = (protocol: number): ServiceMatch => ({
  ...ANY_SERVICE,
  protocols: [[protocol, protocol]],
})

/** Services that a FortiGate knows without defining them in what it exports. */
export const shippedServices: Readonly<Record<string, readonly ServiceMatch[]>> = {
  ALL: [ANY_SERVICE],
  ALL_TCP: [whole(TCP)],
  ALL_UDP: [whole(UDP)],
  ALL_ICMP: [whole(ICMP)],
  BGP: tcp(179),
  DNS: [...tcp(53), ...udp(53)],
  FTP: tcp(21),
  HTTP: tcp(80),
  HTTPS: tcp(443),
  IMAP: tcp(143),
  IMAPS: tcp(993),
  KERBEROS: [...tcp(88, 464), ...udp(88, 464)],
  LDAP: tcp(389),
  MYSQL: tcp(3306),
  NTP: [...tcp(123), ...udp(123)],
  PING: [{ ...whole(ICMP), destinationPorts: [icmpInterval(8, null)] }],
  RDP: tcp(3389),
  SAMBA: tcp(139),
  SMB: tcp(445),
  SMTP: tcp(25),
  SNMP: [...tcp(161, 162), ...udp(161, 162)],
  SSH: tcp(22),
  SYSLOG: udp(514),
  TELNET: tcp(23),
  TFTP: udp(69),
}
