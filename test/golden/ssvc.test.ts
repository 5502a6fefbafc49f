import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  bod2604Table,
  decideByTable,
  decideUrgency,
  type MissionImpact,
  type SafetyImpact,
  type TableAnswers,
  type UrgencyFacts,
  urgencyOrder,
} from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'

const data = testData()
const absent = data === null

/** What a published table calls a value is what we call it, spaces and all but for the dash. */
const dashed = (words: string) => words.trim().replaceAll(' ', '-')

/** The cells of a published table by row, without its header and its row numbers. */
function rowsOf(file: string): readonly (readonly string[])[] {
  const text = readFileSync(join(data ?? '', 'ssvc/csv/ssvc', file), 'utf8')
  const lines = text.trim().split(/\r?\n/).slice(1)
  return lines.map((line) => line.split(',').slice(1).map(dashed))
}

const calm = { exploitation: 'none', exposure: 'small', automatable: 'no' } as const

/** Facts for which published table and published text agree on the human impact. */
const agreeing: Record<string, Pick<UrgencyFacts, 'safetyImpact' | 'missionImpact'>> = {
  low: { safetyImpact: 'negligible', missionImpact: 'degraded' },
  medium: { safetyImpact: 'negligible', missionImpact: 'mef-failure' },
  high: { safetyImpact: 'critical', missionImpact: 'mef-support-crippled' },
  'very-high': { safetyImpact: 'catastrophic', missionImpact: 'degraded' },
}

describe.skipIf(absent)('SSVC as CERT/CC publishes it (skipped without the test data)', () => {
  test('the deployer table gives the published outcome in every row', () => {
    const rows = rowsOf('deployer_patch_application_priority_1_0_0.csv')
    const same = rows.filter(([exploitation, exposure, automatable, human, outcome]) => {
      const given = { exploitation, exposure, automatable, ...agreeing[human ?? ''] }
      return decideUrgency(given as UrgencyFacts).urgency === outcome
    })
    console.log(`SSVC deployer ${same.length}/${rows.length}`)
    expect([same.length, rows.length]).toEqual([72, 72])
  })

  test('CISA BOD 26-04 gives the published outcome in every row', () => {
    const file = join(data ?? '', 'ssvc/csv/cisa/cisa_bod_26_04_1_0_0.csv')
    const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1)
    const rows = lines.map((line) => line.split(',').slice(1))
    const same = rows.filter(([inKev, publiclyExposed, automatable, technicalImpact, outcome]) => {
      const given = { inKev, publiclyExposed, automatable, technicalImpact } as TableAnswers
      const published = (outcome ?? '').replace('&', 'and').replaceAll(' ', '-')
      return decideByTable(bod2604Table, given).outcome === published
    })
    console.log(`CISA BOD 26-04 ${same.length}/${rows.length}`)
    expect([same.length, rows.length]).toEqual([16, 16])
  })

  test('human impact by the table is the published table, row by row', () => {
    const rows = rowsOf('human_impact_1_0_0.csv')
    const same = rows.filter(([safetyImpact, missionImpact, human]) => {
      const given = { ...calm, safetyImpact, missionImpact } as UrgencyFacts
      return decideUrgency(given).humanImpact.byTable === human
    })
    console.log(`SSVC human impact ${same.length}/${rows.length}`)
    expect([same.length, rows.length]).toEqual([16, 16])
  })

  test('human impact by the text is what the published definitions say', () => {
    let defined = 0
    for (const safetyImpact of safetyImpacts) {
      for (const missionImpact of missionImpacts) {
        const human = humanImpactInWords(safetyImpact, missionImpact)
        if (human === null) continue
        defined += 1
        const said = decideUrgency({ ...calm, safetyImpact, missionImpact }).humanImpact.byText
        expect(said, `${safetyImpact} with ${missionImpact}`).toBe(human)
      }
    }
    // The text leaves out critical with a failed mission-essential function.
    expect(defined).toBe(15)
  })
})

const safetyImpacts: readonly SafetyImpact[] = [
  'negligible',
  'marginal',
  'critical',
  'catastrophic',
]
const missionImpacts: readonly MissionImpact[] = [
  ...(['degraded', 'mef-support-crippled', 'mef-failure', 'mission-failure'] as const),
]

type Definition = { readonly name: string; readonly definition: string }

/** Reads the definitions as they are written: `(Safety Impact:X AND Mission Impact:(Y OR Z)) OR …`. */
function humanImpactInWords(safety: SafetyImpact, mission: MissionImpact): string | null {
  const file = join(data ?? '', 'ssvc/json/decision_points/ssvc/human_impact_2_0_2.json')
  const { values } = JSON.parse(readFileSync(file, 'utf8')) as { values: readonly Definition[] }
  // From the worst down: "catastrophic OR mission failure" wins over what stands below it.
  const found = values.toReversed().find((one) => meets(one.definition, safety, mission))
  return found === undefined ? null : dashed(found.name.toLowerCase())
}

function meets(definition: string, safety: SafetyImpact, mission: MissionImpact): boolean {
  const words = definition.toLowerCase().replaceAll('crippled', 'mef support crippled')
  return words.split(/ or (?=\(?safety impact|mission impact)/).some((clause) => {
    const safeties = /safety impact:\(?([a-z ]+?)\)?(?: and |$|\))/.exec(clause)?.[1]
    const missions = /mission impact:\(?([a-z ]+?)\)*$/.exec(clause)?.[1]
    const safe = safeties === undefined || dashed(safeties) === safety
    return safe && (missions === undefined || missions.split(' or ').map(dashed).includes(mission))
  })
}

test('worse facts never give a calmer answer, over every pair of facts', () => {
  const order = {
    exploitation: ['none', 'public-poc', 'active'],
    exposure: ['small', 'controlled', 'open'],
    automatable: ['no', 'yes'],
    safetyImpact: safetyImpacts,
    missionImpact: missionImpacts,
  } as const
  let compared = 0
  for (const given of everyFact(order)) {
    for (const key of Object.keys(order) as (keyof typeof order)[]) {
      const worse = order[key][order[key].indexOf(given[key] as never) + 1]
      if (worse === undefined) continue
      compared += 1
      const then = rank({ ...given, [key]: worse } as UrgencyFacts)
      expect(then, `${key} ${worse} of ${JSON.stringify(given)}`).toBeGreaterThanOrEqual(
        rank(given),
      )
    }
  }
  expect(compared).toBe(960)
})

function rank(given: UrgencyFacts): number {
  return urgencyOrder.indexOf(decideUrgency(given).urgency)
}

type Order = { readonly [Key in keyof UrgencyFacts]: readonly UrgencyFacts[Key][] }

function everyFact(order: Order): readonly UrgencyFacts[] {
  let out: object[] = [{}]
  for (const [key, values] of Object.entries(order)) {
    out = out.flatMap((one) => values.map((value) => ({ ...one, [key]: value })))
  }
  return out as UrgencyFacts[]
}
