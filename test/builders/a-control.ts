import {
  type CheckKind,
  type CompensatingControl,
  type ControlCheck,
  EXACT_TOOL,
  type PlantBaseline,
  wholeControl,
} from '@holdpoint/core'
import { aPolicy } from './a-policy.ts'

export const CHECKED = '2026-11-20T08:00:00.000Z'

export function aCheck(kind: CheckKind, fields: Partial<ControlCheck> = {}): ControlCheck {
  const tool = kind.startsWith('exact') ? EXACT_TOOL : 'Linux 6.1'
  return {
    ...{ kind, verdict: 'holds', tool, at: CHECKED, until: '2026-11-27T08:00:00.000Z' },
    ...{ inputs: [], findings: [{ what: 'the exploit is stopped', holds: true }] },
    ...fields,
  }
}

export const allChecks = ['exact-planned', 'exact-deployed', 'live', 'captures'] as const

export function aControl(fields: Partial<CompensatingControl> = {}): CompensatingControl {
  return wholeControl({
    ...{ id: 'control-1', caseId: 'case-1', assetTag: 'PLC-101', firewall: 'FW-01' },
    ...{ point: { dialect: 'nftables' }, policy: aPolicy(), rules: 'table inet x {}' },
    ...{ rollback: 'delete table inet x', endSessions: null, rulesSha256: 'a'.repeat(64) },
    verdict: { kind: 'accepted', tool: 'nft', version: '1.0.6' },
    scope: {
      ...{ address: '10.10.1.11', zone: 'control', advisoryVersion: '1.0.0' },
      ...{ highestScore: 9.8, wayIn: 'open' },
    },
    signature: null,
    ...{ ownerId: 'engineer', reviewOn: '2026-12-01', expiresOn: '2026-12-24', recheckDays: 7 },
    ...{ createdAt: CHECKED, checks: [], step: 'recorded', released: null, veto: null, aged: [] },
    ...fields,
  })
}

/** Proved three ways and recorded as enforced. */
export const inForce = aControl({
  step: 'enforce',
  checks: allChecks.map((kind) => aCheck(kind)),
})

/** A full cycle of a plant without batches, in which PLC-101 is seen. */
export function aBaseline(fields: Partial<PlantBaseline> = {}): PlantBaseline {
  return {
    ...{ id: 'baseline-1', name: 'One day', place: 'mirror port of SW-02' },
    ...{ covers: ['steady', 'start-up', 'failover'], fileName: 'day.pcap', sizeBytes: 4096 },
    ...{ neverHere: [{ phase: 'batch', why: 'Water flows all day' }], sha256: 'b'.repeat(64) },
    ...{ packets: 40, firstAt: CHECKED, lastAt: CHECKED, devices: ['10.10.1.11', '10.10.2.21'] },
    ...{ addedBy: 'engineer', addedAt: CHECKED, retired: null },
    ...fields,
  }
}

const { addedBy: _by, addedAt: _at, retired: _retired, ...kept } = aBaseline()

export const aBaselineWish = { kind: 'add-baseline', ...kept } as const
