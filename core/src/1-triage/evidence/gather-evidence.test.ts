import { describe, expect, test } from 'vitest'
import {
  afterCase,
  answered,
  type CaseAsk,
  context,
  decided,
  opens,
  placement,
} from '../../../../test/builders/a-case.ts'
import { facts } from '../../../../test/builders/a-change.ts'
import { anAsset } from '../../../../test/builders/a-wish.ts'
import { decideCase } from '../decide-case.ts'
import { evolveCase, type TriageCase } from '../triage-case.ts'
import type { CaseEvidence, CaseSurroundings } from './case-evidence.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { itemStandings, openItems } from './open-items.ts'

const named = { protocol: 'modbus', port: 502, transport: 'tcp', from: 'port' } as const
const seen = { source: 'walk of the site', at: '2026-01-05T00:00:00.000Z', value: null }
const unknownSurroundings: CaseSurroundings = {
  ...{
    asset: anAsset(),
    factOf: () => null,
    network: null,
    guarded: null,
    advisory: null,
    group: null,
  },
  ...{ safetySystems: [], goesDark: [], needs: [], cves: [], controls: [] },
  days: { kev: null, epss: null },
}
const cisa = {
  ...({ exploitation: 'poc', automatable: 'no', technicalImpact: 'total' } as const),
  statedAt: null,
}
const cve = { cve: 'CVE-2026-0001', kev: null, epss: null, cisa } as const
const advisory = {
  ...{ id: 'A-1', version: '2', releasedAt: '2026-01-01T00:00:00.000Z' },
  vulnerabilities: [
    {
      name: 'CVE-2026-0001',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      services: [named],
    },
  ],
}
const withService = (usedBy: string, enabled = true) =>
  gatherEvidence({
    ...unknownSurroundings,
    ...{ advisory, factOf: () => seen },
    asset: anAsset({ services: [{ protocol: 'modbus-tcp', port: 502, enabled, usedBy }] }),
  })
const value = ({ answers }: CaseEvidence, item: string) =>
  answers.find((one) => one.item === item)?.value ?? null
const words = ({ lines }: CaseEvidence, name: string) =>
  lines.find((one) => one.name === name)?.words ?? null

describe('the evidence of a case', () => {
  test('answers nothing where nothing is recorded', () => {
    const nothing = gatherEvidence(unknownSurroundings)
    expect(nothing.answers).toEqual([])
    expect(words(nothing, 'Attack vector')).toBeNull()
    expect(words(nothing, 'Goes dark with it')).toBeNull()
  })

  test('says which line uses the vulnerable service, with source and age', () => {
    const { answers } = withService('Line 3')
    const used = answers.find(({ item }) => item === 'serviceUsed')
    expect(used).toMatchObject({ value: 'yes', source: seen.source, asOf: seen.at })
    expect(used?.because).toBe('modbus-tcp 502 used by Line 3')
  })

  test('says unused only where the service is recorded and no line uses it', () => {
    expect(value(withService('none'), 'serviceUsed')).toBe('no')
    expect(value(withService('Line 3', false), 'serviceUsed')).toBe('no')
    expect(value(withService('unknown'), 'serviceUsed')).toBeNull()
    const elsewhere = gatherEvidence({ ...unknownSurroundings, advisory })
    expect(value(elsewhere, 'serviceUsed')).toBeNull()
    expect(words(elsewhere, 'Vulnerable service')).toContain('not recorded here')
  })

  test('takes KEV for a no only where KEV was imported', () => {
    const before = gatherEvidence({ ...unknownSurroundings, cves: [cve] })
    expect(value(before, 'inKev')).toBeNull()
    expect([value(before, 'exploitation'), value(before, 'technicalImpact')]).toEqual([
      'public-poc',
      'total',
    ])
    const days = { kev: '2026.02.01', epss: null }
    expect(value(gatherEvidence({ ...unknownSurroundings, cves: [cve], days }), 'inKev')).toBe('no')
    const kev = { addedOn: '2026-01-15', ransomware: 'unknown' } as const
    const listed = gatherEvidence({ ...unknownSurroundings, cves: [{ ...cve, kev }], days })
    expect([value(listed, 'inKev'), value(listed, 'exploitation')]).toEqual(['yes', 'active'])
  })

  test('finds a safety system in the zone, and claims none only where zones are recorded', () => {
    const near = { ...unknownSurroundings, safetySystems: [{ tag: 'SIS-1', zone: 'Control' }] }
    expect(value(gatherEvidence(near), 'nearSafetySystem')).toBe('yes')
    expect(value(gatherEvidence(unknownSurroundings), 'nearSafetySystem')).toBeNull()
    const tied = {
      ...unknownSurroundings,
      safetySystems: [{ tag: 'SIS-1', zone: 'Safety' }],
      goesDark: [{ tag: 'SIS-1', through: null }],
    }
    expect(value(gatherEvidence(tied), 'nearSafetySystem')).toBe('yes')
    const zone = {
      ...({ id: 'Control', name: 'Control', level: 1, containsSafetySystem: false } as const),
      ...{ subnets: [], securityLevelTarget: null },
    }
    const network = { zones: [zone], conduits: [], source: 'drawing', at: seen.at }
    expect(value(gatherEvidence({ ...unknownSurroundings, network }), 'nearSafetySystem')).toBe(
      'no',
    )
  })

  test('shows what goes dark, and how many of a group must stay alive', () => {
    const found = gatherEvidence({
      ...unknownSurroundings,
      goesDark: [
        { tag: 'HMI-1', through: null },
        { tag: 'OS-1', through: 'HMI-1' },
      ],
      group: { name: 'pumps', keeps: 2, members: ['A', 'B', 'C'] },
    })
    expect(words(found, 'Goes dark with it')).toBe('HMI-1, OS-1 (through HMI-1)')
    expect(words(found, 'Redundancy')).toBe('pumps: 2 must stay alive of 3 (A, B, C)')
  })
})

describe('an answer beside the evidence', () => {
  const open = afterCase(null, opens())
  const evidence = withService('Line 3')
  const act = (state: TriageCase, { by, command }: CaseAsk, known: CaseEvidence = evidence) =>
    decideCase(state, command, { ...facts(by), evidence: known })
  const unused = {
    ...context,
    command: {
      ...{ kind: 'answer-context', evidence: 'looked up' },
      answer: { exploitation: 'none', exposure: 'small', automatable: 'no', serviceUsed: 'no' },
    },
  } as CaseAsk

  test('that agrees with it is taken as it is', () => {
    expect(act(open, context).ok).toBe(true)
  })

  test('that contradicts it needs a reason, which is kept', () => {
    expect(act(open, unused)).toMatchObject({
      ok: false,
      refusal: [{ kind: 'contradicts-evidence', what: expect.stringContaining('Line 3') }],
    })
    const objections = [{ item: 'serviceUsed', reason: 'Line 3 was taken out in May' }] as const
    const command = { ...unused.command, objections } as CaseAsk['command']
    const said = act(open, { ...unused, command })
    const after = said.ok ? said.value.reduce(evolveCase, open as TriageCase) : open
    expect(after.context?.contradicts).toEqual([
      { item: 'serviceUsed', evidenceSaid: 'yes', reason: 'Line 3 was taken out in May' },
    ])
    const stands = itemStandings(after, evidence).find(({ item }) => item === 'serviceUsed')
    expect(stands?.state).toBe('contradicted')
  })

  test('leaves to the sources what only they know', () => {
    const known = { lines: [], answers: [{ item: 'inKev', value: 'yes', because: 'listed' }] }
    const said = act(open, context, known as unknown as CaseEvidence)
    expect(said).toMatchObject({ ok: true, value: [{ body: { inKev: 'yes' } }] })
  })

  test('is asked for again when the evidence becomes worse, and not when it becomes calmer', () => {
    const ready = afterCase(null, opens(), ...answered)
    const worse = {
      lines: [],
      answers: [{ item: 'exploitation', value: 'active', because: 'KEV' }],
    }
    const refused = act(ready, decided, worse as unknown as CaseEvidence)
    expect(refused).toMatchObject({ ok: false, refusal: [{ kind: 'evidence-worse' }] })
    const calmer = { lines: [], answers: [{ item: 'serviceUsed', value: 'no', because: 'off' }] }
    expect(act(ready, decided, calmer as unknown as CaseEvidence).ok).toBe(true)
  })

  test('is counted as open by whose word is missing', () => {
    const owed = (state: TriageCase) =>
      openItems(state, evidence).map(({ question, owner }) => `${question}: ${owner}`)
    expect(owed(open).filter((one) => one.startsWith('impact'))).toEqual([
      'impact: control-systems-engineer',
      'impact: operator',
    ])
    expect(owed(open)).toHaveLength(7 + 1 + 2)
    expect(owed(afterCase(open, context, placement))).toHaveLength(1 + 2)
    expect(owed(afterCase(null, opens(), ...answered))).toEqual([])
  })
})
