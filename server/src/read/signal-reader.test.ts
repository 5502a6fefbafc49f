import type { SignalAddress } from '@holdpoint/core'
import { accept } from '@holdpoint/std'
import { expect, test, vi } from 'vitest'
import type { Platform } from '../platform.ts'
import { createSignalReader } from './signal-reader.ts'

const address: SignalAddress = { table: 'input-register', address: 0, scale: 1, unit: '%' }
const asset = (id: string) => ({
  ...{ id, tag: id, signalSource: { protocol: 'modbus-tcp', host: id, port: 502 } },
  signals: [{ tag: 'level', words: 'level', address, low: null, high: null }],
})

test('an asset that is being asked who it is keeps its last reading, and is not read', async () => {
  let now = '2026-11-23T10:00:00.000Z'
  let inFlight: object | null = null
  let level = 41
  const read: string[] = []
  const platform = {
    now: () => now,
    store: {
      listModels: async () => ['PLC-1', 'PLC-2'].map((id) => ({ body: asset(id) })),
      readModel: async () => ({ body: { inFlight } }),
    },
    signalProbe: {
      read: async ({ host }: { host: string }) => {
        read.push(host)
        return accept([{ value: level, unit: '%' }])
      },
    },
  } as unknown as Platform
  vi.useFakeTimers({ toFake: ['Date'] })
  const reader = createSignalReader(platform)
  const later = async () => {
    read.length = 0
    vi.setSystemTime(Date.now() + 5_000)
    return (await reader.read()).map((one) => one.value)
  }
  expect(await later()).toEqual([41, 41])
  inFlight = { assetId: 'PLC-1', at: now }
  level = 57
  expect(await later()).toEqual([41, 57])
  expect(read).toEqual(['PLC-2'])
  // A server that died in its probe does not stop the readings for ever.
  now = '2026-11-23T10:03:00.000Z'
  expect(await later()).toEqual([57, 57])
  expect(read).toEqual(['PLC-1', 'PLC-2'])
  vi.useRealTimers()
})
