import { isSafetySystem } from '../../plant/asset.ts'
import type { FactField } from '../../plant/asset-fact.ts'
import {
  type CaseEvidence,
  type CaseSurroundings,
  type EvidenceLine,
  linesFor,
  type NeighbourHere,
} from './case-evidence.ts'

const line = linesFor('placement')

/** Question 2: where it stands, how much hangs on it, and whether a safety system is near. */
export function placementEvidence(around: CaseSurroundings): CaseEvidence {
  const near = nearSafetySystem(around)
  const lines = [
    zoneLine(around),
    criticality(around),
    line('Safety system', near.words, near.from),
    redundancy(around),
    goesDark(around),
  ]
  const answers =
    near.value === null
      ? []
      : [
          {
            item: 'nearSafetySystem' as const,
            value: near.value,
            because: near.words,
            ...near.from,
          },
        ]
  return { lines, answers }
}

/** Where the words on one fact come from. */
export function sourceOf(around: CaseSurroundings, field: FactField) {
  const fact = around.factOf(field)
  return { source: fact?.source ?? 'the inventory', asOf: fact?.at ?? null }
}

function networkSource({ network }: CaseSurroundings) {
  if (network === null) return { source: 'no list of zones and conduits', asOf: null }
  return { source: `zones and conduits, ${network.source}`, asOf: network.at }
}

function zoneLine(around: CaseSurroundings): EvidenceLine {
  const { asset, network } = around
  const zone = network?.zones.find(({ id }) => id === asset.zone)
  const level = zone?.level ?? asset.level
  const words = `${zone?.name ?? asset.zone}, level ${level ?? 'not recorded'}`
  return line('Zone', words, sourceOf(around, 'zone'))
}

function criticality(around: CaseSurroundings): EvidenceLine {
  const { safety, environment, production } = around.asset.criticality
  const known = [safety, environment, production].some((one) => one !== 'unknown')
  const said = (word: string) => (word === 'unknown' ? 'not recorded' : word)
  const words = known
    ? `Safety ${said(safety)}, environment ${said(environment)}, production ${said(production)}`
    : null
  const fields = ['criticalitySafety', 'criticalityEnvironment', 'criticalityProduction'] as const
  const field = fields.find((one) => around.factOf(one) !== null) ?? 'criticalitySafety'
  return line('Criticality', words, sourceOf(around, field))
}

/**
 * Near: it is one, shares a zone with one, a conduit joins the zones, or one needs the other. That
 * it is not is said only where the list of zones holds its zone; else nobody knows.
 */
function nearSafetySystem(around: CaseSurroundings) {
  const { asset, network, safetySystems, goesDark: dark, needs } = around
  const from = networkSource(around)
  const yes = (words: string, source = from) => ({ value: 'yes' as const, words, from: source })
  if (isSafetySystem(asset)) return yes('It is a safety system', sourceOf(around, 'kind'))
  const others = safetySystems.filter(({ tag }) => tag !== asset.tag)
  const beside = others.filter(({ zone }) => zone === asset.zone)
  if (beside.length > 0) {
    const words = `${beside.map(({ tag }) => tag).join(', ')} stands in the same zone`
    return yes(words, sourceOf(around, 'zone'))
  }
  const tied = others.filter(({ tag }) => [...dark, ...needs].some((one) => one.tag === tag))
  if (tied.length > 0) {
    const words = `${tied.map(({ tag }) => tag).join(', ')} needs it, or is needed by it`
    return yes(words, sourceOf(around, 'dependsOn'))
  }
  const zone = network?.zones.find(({ id }) => id === asset.zone)
  if (zone === undefined || network === null) {
    return { value: null, words: 'Its zone is in no list of zones', from }
  }
  const holds = (id: string) =>
    network.zones.some((one) => one.id === id && one.containsSafetySystem) ||
    others.some((one) => one.zone === id)
  if (holds(zone.id)) return yes(`${zone.name} contains a safety system`)
  const next = network.conduits.filter(
    ({ between }) => between.includes(zone.id) && between.some(holds),
  )
  if (next.length > 0) {
    return yes(
      `Next to a zone with a safety system, by conduit “${next.map(({ name }) => name).join('”, “')}”`,
    )
  }
  const words = 'No safety system in its zone, in a zone next to it, or among what needs it'
  return { value: 'no' as const, words, from }
}

function redundancy(around: CaseSurroundings): EvidenceLine {
  const { group } = around
  const from = sourceOf(around, 'redundancyGroup')
  if (group === null) return line('Redundancy', null, from)
  const { name, keeps, members } = group
  const kept =
    keeps === null ? 'how many must stay alive is not recorded' : `${keeps} must stay alive`
  const words = `${name}: ${kept} of ${members.length} (${members.join(', ')})`
  return line('Redundancy', words, from)
}

function goesDark(around: CaseSurroundings): EvidenceLine {
  const from = sourceOf(around, 'dependsOn')
  const words = around.goesDark.length === 0 ? null : neighboursInWords(around.goesDark)
  return line('Goes dark with it', words, from)
}

export function neighboursInWords(all: readonly NeighbourHere[]): string {
  return all
    .map(({ tag, through }) => (through === null ? tag : `${tag} (through ${through})`))
    .join(', ')
}
