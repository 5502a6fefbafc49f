import type {
  ProbeRefusal,
  ProbeTarget,
  SignalAddress,
  SignalProbe,
  SignalReading,
} from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { ByteReader } from './byte-reader.ts'
import { malformed, refused, withExchange } from './exchange.ts'
import { type ModbusSession, modbusSession } from './modbus.ts'
import { type Pace, type ProbeOptions, paced } from './pace.ts'

const READ_FUNCTION = {
  coil: 1,
  'discrete-input': 2,
  'holding-register': 3,
  'input-register': 4,
} as const satisfies { readonly [table in SignalAddress['table']]: number }

/** Reads signals one by one over one connection. Modbus functions 1 to 4 and nothing else. */
export function createSignalProbe(
  options: ProbeOptions = {},
  pace: Pace = paced(options),
): SignalProbe {
  return {
    read: async (target, signals) => {
      if (target.protocol !== 'modbus-tcp')
        return refused(target, 'signals are read by Modbus only')
      return pace.inTurn(target, () =>
        withExchange(target, pace.times, (exchange) =>
          readAll(target, modbusSession(target, exchange), signals),
        ),
      )
    },
  }
}

async function readAll(
  target: ProbeTarget,
  session: ModbusSession,
  signals: readonly SignalAddress[],
): Promise<Result<readonly SignalReading[], ProbeRefusal>> {
  const readings: SignalReading[] = []
  for (const signal of signals) {
    if (!Number.isInteger(signal.address) || signal.address < 0 || signal.address > 0xffff) {
      return refused(target, `address ${signal.address} is not a Modbus address`)
    }
    const read = READ_FUNCTION[signal.table]
    const answer = await session.ask([read, signal.address >> 8, signal.address & 0xff, 0, 1])
    if (!answer.ok) return answer
    const word = oneValue(answer.value, read)
    if (word === null) return malformed(target, 'the answer does not hold one value')
    readings.push({ value: scaled(word, signal.scale), unit: signal.unit })
  }
  return accept(readings)
}

function oneValue(pdu: Buffer, read: number): number | null {
  const reader = new ByteReader(pdu)
  reader.skip(1)
  const byteCount = reader.u8()
  const bits = read <= 2
  const value = bits ? reader.u8() & 1 : reader.u16be()
  return reader.sound() && byteCount === (bits ? 1 : 2) ? value : null
}

/** 440 × 0.1 is 44, not 44.000000000000006. */
function scaled(word: number, scale: number): number {
  return Number((word * scale).toPrecision(12))
}
