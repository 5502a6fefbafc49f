import { readAdvisory } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import type { Role } from '../../plant/role.ts'
import { type AdvisoryCommand, emptyRecord, evolveAdvisory } from './advisory-record.ts'
import { type AdvisoryFacts, decideAdvisory } from './decide-advisory.ts'
import {
  type DecidedBy,
  type KnownRevision,
  rolesAskedAgain,
  touchedRoles,
} from './touched-roles.ts'

const product = (id: string, name: string) => ({
  category: 'product_name',
  name,
  product: { product_id: id, name },
})

type Sketch = { readonly fix?: string; readonly score?: number; readonly restart?: string }

function aRevision(version: string, importedAt: string, sketch: Sketch = {}): KnownRevision {
  const { fix = 'Update to 2.0', score = 9.8, restart = null } = sketch
  const at = '2026-01-02T03:04:05Z'
  const tracking = {
    ...{ id: 'EX-1', status: 'final', version },
    ...{ initial_release_date: at, current_release_date: at },
    revision_history: [{ number: version, date: at, summary: `v${version}` }],
  }
  const publisher = { category: 'vendor', name: 'Example', namespace: 'https://example.com' }
  const document = {
    ...{ category: 'csaf_security_advisory', csaf_version: '2.0', title: 'A fault' },
    ...{ publisher, tracking },
  }
  const restarts = restart === null ? {} : { restart_required: { category: restart } }
  const remedy = { category: 'vendor_fix', details: fix, product_ids: ['P1'], ...restarts }
  const cvss = { version: '3.1', vectorString: 'CVSS:3.1/AV:N', baseScore: score }
  const vulnerability = {
    cve: 'CVE-2026-1000',
    product_status: { known_affected: ['P1', 'P2'] },
    scores: [{ products: ['P1'], cvss_v3: cvss }],
    remediations: [remedy, { category: 'vendor_fix', details: version, product_ids: ['P2'] }],
  }
  const product_tree = { branches: [product('P1', 'Pump'), product('P2', 'Valve')] }
  const text = JSON.stringify({ document, product_tree, vulnerabilities: [vulnerability] })
  const read = readAdvisory(new TextEncoder().encode(text))
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return { version, importedAt, advisory: read.value }
}

const MONDAY = '2026-03-02T08:00:00.000Z'
const TUESDAY = '2026-03-03T08:00:00.000Z'
const WEDNESDAY = '2026-03-04T08:00:00.000Z'

const everybody: readonly DecidedBy[] = [
  'ot-cybersecurity-lead',
  'control-systems-engineer',
  'operations-manager',
  'maintenance-lead',
  'plant-safety-officer',
].map((role) => ({ role: role as DecidedBy['role'], at: TUESDAY }))

describe('who is asked again after a newer revision', () => {
  const entry = { version: '1', productId: 'P1' }
  const first = aRevision('1', MONDAY)
  const asked = (second: KnownRevision, decided = everybody) =>
    rolesAskedAgain({ decided, revisions: [first, second], entry })

  test('nobody, where only what is not theirs changed', () => {
    expect(asked(aRevision('2', WEDNESDAY))).toEqual([])
  })

  test('the lead alone for a score', () => {
    expect(asked(aRevision('2', WEDNESDAY, { score: 10 }))).toEqual([
      {
        role: 'ot-cybersecurity-lead',
        since: '1',
        because: ['CVE-2026-1000: CVSS 3.1 changed for Pump'],
      },
    ])
  })

  test('the engineer alone for a fix, engineer and operations for a restart', () => {
    const roles = (sketch: Sketch) =>
      asked(aRevision('2', WEDNESDAY, sketch)).map((one) => one.role)
    expect(roles({ fix: 'Update to 2.1' })).toEqual(['control-systems-engineer'])
    expect(roles({ restart: 'system' })).toEqual(['control-systems-engineer', 'operations-manager'])
  })

  test('not who decided after it came, nor who decided nothing', () => {
    const second = aRevision('2', MONDAY, { score: 10, restart: 'zone' })
    expect(asked(second)).toEqual([])
    expect(asked(aRevision('2', WEDNESDAY, { score: 10 }), [])).toEqual([])
  })

  test('not for a change that was taken back', () => {
    const revisions = [
      first,
      aRevision('2', WEDNESDAY, { score: 10 }),
      aRevision('3', '2026-03-05T08:00:00.000Z'),
    ]
    expect(rolesAskedAgain({ decided: everybody, revisions, entry })).toEqual([])
  })

  test('by a table in which no role is named twice for a fact', () => {
    for (const roles of Object.values(touchedRoles)) {
      expect(new Set(roles).size).toBe(roles.length)
    }
  })
})

describe('acts on an advisory', () => {
  const facts = (role: Role, more: Partial<AdvisoryFacts> = {}): AdvisoryFacts => ({
    now: MONDAY,
    actor: { personId: 'p', name: 'P', roles: [role], reauthenticatedAt: null },
    advisoryId: 'EX-1',
    vulnerabilities: ['CVE-1', 'CVE-2'],
    matchedAssetIds: ['A'],
    cases: [],
    asked: ['ot-cybersecurity-lead'],
    ...more,
  })
  const kindsOf = (command: AdvisoryCommand, given: AdvisoryFacts) => {
    const decided = decideAdvisory(command, given)
    return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
  }

  test('a mark is set on matched assets only, by those whose work it is', () => {
    const command = {
      ...({ kind: 'mark-remediation', vulnerability: null } as const),
      ...{ assetIds: ['A', 'B'], status: 'remediation done' as const },
    }
    expect(kindsOf(command, facts('auditor'))).toEqual(['not-your-role', 'not-matched'])
    const decided = decideAdvisory({ ...command, assetIds: ['A'] }, facts('maintenance-lead'))
    const [event] = decided.ok ? decided.value : []
    expect(event?.body).toMatchObject({ marks: [{ vulnerability: 'CVE-1' }, { assetId: 'A' }] })
  })

  test('a later mark takes the place of an earlier one for the same asset and vulnerability', () => {
    const mark = (status: 'not remediated' | 'remediation done') => ({
      kind: 'remediation-marked' as const,
      body: {
        marks: [{ vulnerability: 'CVE-1', assetId: 'A', status, personId: 'p', at: MONDAY }],
      },
    })
    const state = [mark('not remediated'), mark('remediation done')].reduce(
      evolveAdvisory,
      emptyRecord('EX-1'),
    )
    expect(state.marks.map(({ status }) => status)).toEqual(['remediation done'])
  })

  test('an advisory on which a case rests is not deleted, and the case is named', () => {
    const command = { kind: 'delete-advisory', reason: 'superseded' } as const
    const cases = [{ id: 'case-1', assetTag: 'PLC-101' }]
    const decided = decideAdvisory(command, facts('ot-cybersecurity-lead', { cases }))
    expect(decided.ok ? '' : decided.refusal[0]?.what).toContain('case-1 (PLC-101)')
    expect(kindsOf(command, facts('auditor'))).toEqual(['not-your-role'])
    expect(kindsOf(command, facts('ot-cybersecurity-lead'))).toEqual([])
  })

  test('a decision stands by the role that is asked, with a reason', () => {
    const command = {
      ...({ kind: 'let-decision-stand', caseId: 'c', version: '2' } as const),
      ...{ role: 'ot-cybersecurity-lead' as const, reason: 'still high' },
    }
    expect(kindsOf(command, facts('ot-cybersecurity-lead'))).toEqual([])
    expect(kindsOf(command, facts('ot-cybersecurity-lead', { asked: [] }))).toEqual(['not-asked'])
    expect(kindsOf({ ...command, reason: ' ' }, facts('auditor'))).toEqual([
      'not-your-role',
      'empty-text',
    ])
  })

  test('a comment has words, and its writer a role', () => {
    const command = { kind: 'comment-on-advisory', text: ' ' } as const
    expect(kindsOf(command, facts('auditor'))).toEqual(['empty-text'])
  })
})
