import type { FactBook } from '../fact-book.ts'
import type { Datagram, EtherFrame, StreamProtocol } from '../network/dissector.ts'
import { enipDatagram, enipIo, etherNetIp } from './enip.ts'
import { isoOverTcp } from './iso-stream.ts'
import { modbus } from './modbus-stream.ts'

/** In the order in which the first bytes of a connection on an unknown port are looked at. */
export const streamProtocols: readonly StreamProtocol[] = [isoOverTcp, etherNetIp, modbus]

export const datagramProtocols: ReadonlyMap<number, (book: FactBook, datagram: Datagram) => void> =
  new Map([
    [44_818, enipDatagram],
    [2_222, enipIo],
  ])

/** By EtherType. */
export const etherProtocols: ReadonlyMap<number, (book: FactBook, frame: EtherFrame) => void> =
  new Map([])
