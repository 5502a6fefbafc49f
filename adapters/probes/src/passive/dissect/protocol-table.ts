import type { FactBook } from '../fact-book.ts'
import type { Datagram, EtherFrame, StreamProtocol } from '../network/dissector.ts'
import type { HoldingBudget } from '../network/held-bytes.ts'
import type { HostTable } from '../network/host.ts'
import { arp } from './arp.ts'
import { Bacnet } from './bacnet.ts'
import { cdp } from './cdp.ts'
import { dnp3, dnp3Datagram } from './dnp3.ts'
import { enipDatagram, enipIo, etherNetIp } from './enip.ts'
import { goose, sampledValues } from './goose.ts'
import { hartDatagram, hartIp } from './hart-ip.ts'
import { iec104 } from './iec104.ts'
import { isoOverTcp } from './iso-stream.ts'
import { lldp } from './lldp.ts'
import { modbus } from './modbus-stream.ts'
import { opcUa } from './opcua.ts'
import { profinetCm } from './profinet-cm.ts'
import { profinetRealTime } from './profinet-dcp.ts'
import { snmp } from './snmp.ts'

/** In the order in which the first bytes of a connection on an unknown port are looked at. */
export const streamProtocols: readonly StreamProtocol[] = [
  ...[opcUa, dnp3, isoOverTcp, etherNetIp, iec104, hartIp],
  modbus,
]

export type DatagramProtocol = (datagram: Datagram) => void

export type DatagramProtocols = {
  readonly byPort: ReadonlyMap<number, DatagramProtocol>
  /** Where neither port is known: the first byte says which protocol may look. */
  readonly byFirstByte: ReadonlyMap<number, DatagramProtocol>
}

export function datagramProtocols(
  book: FactBook,
  hosts: HostTable,
  budget: HoldingBudget,
): DatagramProtocols {
  const bacnet = new Bacnet(book, hosts)
  const on = (dissect: (book: FactBook, datagram: Datagram) => void): DatagramProtocol => {
    return (datagram) => dissect(book, datagram)
  }
  const byPort = new Map<number, DatagramProtocol>([
    [161, on(snmp)],
    [162, on(snmp)],
    [2_222, on(enipIo)],
    [5_094, on(hartDatagram)],
    [20_000, (datagram) => dnp3Datagram(book, datagram, budget)],
    [34_964, on(profinetCm)],
    [44_818, on(enipDatagram)],
    [47_808, (datagram) => bacnet.datagram(datagram)],
  ])
  // Servers of HART and PROFINET answer from a port of their choice; BACnet sites choose others.
  const byFirstByte = new Map<number, DatagramProtocol>([
    [1, on(hartDatagram)],
    [4, on(profinetCm)],
    [0x81, (datagram) => bacnet.guess(datagram)],
  ])
  return { byPort, byFirstByte }
}

/** By EtherType; 0x2000 is Cisco's own under SNAP. */
export const etherProtocols: ReadonlyMap<number, (book: FactBook, frame: EtherFrame) => void> =
  new Map([
    [0x0806, arp],
    [0x2000, cdp],
    [0x8892, profinetRealTime],
    [0x88b8, goose],
    [0x88ba, sampledValues],
    [0x88cc, lldp],
  ])
