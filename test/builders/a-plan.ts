import type { ChangePlan, FunctionalTest, Step } from '@holdpoint/core'
import { CLOSES, OPENS } from './clocks.ts'

export const IMAGE = 'a'.repeat(64)
export const FROM = 'V3.2.14'
export const TO = 'V3.2.19'

export function aStep(fields: Partial<Step> & Pick<Step, 'id' | 'act'>): Step {
  return {
    title: `Title of ${fields.id}`,
    instructions: `How to do ${fields.id}`,
    performer: 'control-systems-engineer',
    minutes: { least: 1, likely: 2, most: 10 },
    actsOnPlant: false,
    interruptible: true,
    reversibility: 'reversible',
    undoneBy: [],
    halfDoneMinutesMax: null,
    ...fields,
  }
}

export function aFunctionalTest(fields: Partial<FunctionalTest> = {}): FunctionalTest {
  const signal = { table: 'input-register', address: 1, scale: 1, unit: '%' } as const
  return {
    id: 'level',
    title: 'The level holds',
    action: 'Read the level',
    expected: 50,
    tolerance: 2,
    unit: '%',
    readBy: 'probe',
    signal,
    minutes: 5,
    ...fields,
  }
}

export const valveTest = aFunctionalTest({
  id: 'valve',
  title: 'The valve opens at 50 psi',
  unit: 'psi',
  readBy: 'person',
  signal: null,
})

const acting = { actsOnPlant: true } as const

/** Backup, transfer, restart, confirm; rolled back by a restart and a re-read; two tests. */
export function aPlan(fields: Partial<ChangePlan> = {}): ChangePlan {
  const undo = ['undo-restart', 'undo-read']
  return {
    assetId: 'asset-1',
    assetTag: 'PLC-101',
    advisoryId: 'HPA-2026-001',
    cves: ['CVE-2026-0001'],
    firmwareFrom: FROM,
    firmwareTo: TO,
    firmwareLine: null,
    reversibility: 'reversible',
    reversibilityBasis: 'The vendor says so',
    patch: { fileName: 'fw.bin', sha256: IMAGE, source: 'vendor', sourceVerifiedBy: 'by digest' },
    spare: 'programmed',
    window: { opensAt: OPENS, closesAt: CLOSES },
    steps: [
      aStep({ id: 'backup', act: { kind: 'take-backup' } }),
      aStep({
        id: 'transfer',
        act: { kind: 'put-firmware', imageSha256: IMAGE },
        ...acting,
        undoneBy: ['undo-read'],
      }),
      aStep({
        id: 'activate',
        act: { kind: 'activate-firmware' },
        ...acting,
        interruptible: false,
        undoneBy: undo,
      }),
      aStep({ id: 'confirm', act: { kind: 'confirm-firmware' }, ...acting, undoneBy: undo }),
    ],
    rollback: [
      aStep({ id: 'undo-restart', act: { kind: 'roll-back-firmware' }, ...acting }),
      aStep({ id: 'undo-read', act: { kind: 'read-firmware', expected: FROM } }),
    ],
    functionalTests: [aFunctionalTest(), valveTest],
    returnToServiceMinutes: 10,
    residualRisk: 'Low',
    limits: 'Feed at most 60 %',
    lessonsRead: [],
    ...fields,
  }
}

/** The same plan where the restart cannot be taken back: it needs two goes and a spare. */
export function aOneWayPlan(fields: Partial<ChangePlan> = {}): ChangePlan {
  const plan = aPlan()
  const steps = plan.steps.map((step) =>
    step.id === 'activate' ? { ...step, reversibility: 'one-way' as const } : step,
  )
  return { ...plan, reversibility: 'one-way', steps, ...fields }
}
