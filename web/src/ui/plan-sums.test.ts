import { draftPlan } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { downtimeMinutes, minutesInWords, rollbackMinutes, workMinutes } from './plan-sums.ts'

const plan = draftPlan({
  asset: {
    id: 'plc-101',
    tag: 'PLC-101',
    kind: 'plc',
    vendor: 'v',
    product: 'p',
    orderNumber: null,
    series: null,
    hardware: null,
    serial: null,
    firmware: '10.010',
    firmwareLine: 'signed',
    cpe: null,
    purl: null,
    hashes: [],
    operatingSystem: null,
    software: [],
    zone: 'control',
    level: 1,
    processUnit: null,
    criticality: { safety: 'low', environment: 'low', production: 'low' },
    services: [],
    redundancyGroup: null,
    spare: 'programmed',
    identity: null,
    maintenance: null,
    address: null,
    signalSource: null,
    signals: [],
    source: 's',
    observedAt: '2026-11-23T01:00:00.000Z',
  },
  advisoryId: 'a',
  cves: [],
  firmwareTo: '11.004',
  firmwareLine: 'signed',
  reversibility: 'one-way',
  reversibilityBasis: 'b',
  patch: { fileName: 'f', sha256: '0'.repeat(64), source: 's', sourceVerifiedBy: 'v' },
  window: { opensAt: '2026-11-23T02:00:00.000Z', closesAt: '2026-11-23T06:00:00.000Z' },
  functionalTests: [],
  residualRisk: 'r',
  limits: '',
  lessonsRead: [],
})

test('work, downtime and rollback are sums over their own steps', () => {
  expect(workMinutes(plan)).toEqual({ least: 5, likely: 12, most: 36 })
  expect(downtimeMinutes(plan)).toEqual({ least: 1, likely: 4, most: 10 })
  expect(rollbackMinutes(plan)).toEqual({ least: 12, likely: 24, most: 43 })
})

test('a sum of minutes is said with its spread', () => {
  expect(minutesInWords(downtimeMinutes(plan))).toBe('4 min likely, 1 to 10 min')
})
