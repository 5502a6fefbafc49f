import { describe, expect, test } from 'vitest'
import { afterCase, answered, opens } from '../../../../test/builders/a-case.ts'
import { facts } from '../../../../test/builders/a-change.ts'
import { lead } from '../../../../test/builders/people.ts'
import { decideCase } from '../decide-case.ts'
import { type DecisionTable, tableDigest } from '../decision-tables/decision-table.ts'
import { readSiteTable } from '../decision-tables/site-table.ts'
import { evolveCase, type TriageCase } from '../triage-case.ts'
import { publishedSsvc, tableRef } from '../urgency.ts'
import { ssvcAlone, type TablesInForce } from './ask-tables.ts'
import { readAgain } from './read-again.ts'

const table = (version: string, urgency: string): DecisionTable => {
  const rows = ['small', 'controlled', 'open'].map((exposure) => ({ exposure, urgency }))
  const read = readSiteTable(
    { id: 'works', version, title: 'Works' },
    ['exposure', 'urgency'],
    rows,
  )
  return read.ok ? read.value : expect.fail('it is total and monotone')
}
const sharp = table('1', 'immediate')
const mild = table('2', 'defer')
const kept = (...tables: readonly DecisionTable[]) => {
  const { deployer, impactTable, impactText } = publishedSsvc
  const all = new Map<string, unknown>([
    ...[deployer, impactTable, impactText].map((one) => [tableRef(one).sha256, one] as const),
    ...tables.map((one) => [tableDigest(one), one] as const),
  ])
  return (sha256: string) => all.get(sha256) ?? null
}

function decidedUnder(tables: TablesInForce): TriageCase {
  const ready = afterCase(null, opens(), ...answered)
  const command = { kind: 'decide-case', means: 'patch', reason: 'fits' } as const
  const answer = decideCase(ready, command, { ...facts(lead), tables })
  return answer.ok ? answer.value.reduce(evolveCase, ready as TriageCase) : expect.fail('decides')
}

describe('an old decision', () => {
  const { decision } = decidedUnder({ ...ssvcAlone, site: sharp })
  const old = decision ?? expect.fail('it is decided')

  test('gives under its own tables what it gave, whatever is in force today', () => {
    const today = { ...ssvcAlone, site: mild }
    const read = readAgain(old, today, kept(sharp, mild))
    expect(read).toMatchObject({ recorded: 'immediate', underItsOwn: 'immediate', missing: [] })
    expect(read?.today).not.toBe('immediate')
    expect(read?.newTables.map(({ version }) => version)).toEqual(['2'])
    expect(read?.goneTables.map(({ version }) => version)).toEqual(['1'])
    expect(read?.words[1]).toContain('the decision stands until somebody decides again')
  })

  test('says so where the tables are the same', () => {
    const read = readAgain(old, { ...ssvcAlone, site: sharp }, kept(sharp))
    expect(read?.words).toEqual([
      'Read again under its own tables: immediate, as recorded',
      "Today's tables are the same",
    ])
  })

  test('whose table is not kept is not guessed at', () => {
    const read = readAgain(old, ssvcAlone, kept())
    expect(read?.underItsOwn).toBeNull()
    expect(read?.missing.map(({ id }) => id)).toEqual(['works'])
    expect(read?.words[0]).toContain('works 1 is not kept')
  })

  test('of before answers were kept with it is read by what stood then', () => {
    const before = afterCase(null, opens(), ...answered)
    const { answers: _answers, ...body } = old
    const replayed = evolveCase(before, { kind: 'case-decided', body })
    expect(replayed.decision?.answers).toMatchObject({
      exposure: 'small',
      safetyImpact: 'marginal',
    })
  })
})
