import type { Asset, PlanWish } from '@holdpoint/core'
import { aFunctionalTest, aPlan, FROM, TO, valveTest } from './a-plan.ts'

export function anAsset(fields: Partial<Asset> = {}): Asset {
  return {
    id: 'asset-1',
    tag: 'PLC-101',
    kind: 'plc',
    vendor: 'Fabrikat Nord',
    product: 'NordLogic 400',
    orderNumber: 'NL400-CPU2',
    series: null,
    hardware: null,
    serial: null,
    firmware: FROM,
    firmwareLine: null,
    cpe: null,
    purl: null,
    hashes: [],
    operatingSystem: null,
    software: [],
    zone: 'Control',
    level: 1,
    processUnit: 'Unit 100',
    address: '10.10.1.11',
    criticality: { safety: 'medium', environment: 'low', production: 'high' },
    services: [],
    redundancyGroup: null,
    spare: 'programmed',
    identity: null,
    maintenance: null,
    signalSource: null,
    signals: [],
    source: 'inventory',
    observedAt: '2026-11-01T00:00:00.000Z',
    ...fields,
  }
}

/** What an engineer gives so that a first plan can be written. */
export function aWish(fields: Partial<PlanWish> = {}): PlanWish {
  const { patch, window } = aPlan()
  return {
    asset: anAsset(),
    advisoryId: 'HPA-2026-001',
    cves: ['CVE-2026-0001'],
    firmwareTo: TO,
    firmwareLine: null,
    reversibility: 'reversible',
    reversibilityBasis: 'The vendor says so',
    patch,
    window,
    functionalTests: [aFunctionalTest(), valveTest],
    residualRisk: 'Low',
    limits: 'Feed at most 60 %',
    lessonsRead: [],
    ...fields,
  }
}
