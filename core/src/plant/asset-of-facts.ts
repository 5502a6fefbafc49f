import type { JsonValue } from '@holdpoint/std'
import type { Asset, AssetKind, Criticality } from './asset.ts'
import { type AssetDossier, emptyDossier, hear, standing, standingFacts } from './asset-dossier.ts'
import { type FactClaim, kindNames, type StatedFacts } from './asset-fact.ts'

/** How the source of a record begins that a change read from the device. */
export const VERIFIED_SOURCE = 'verified reading of '

/** The asset as its standing facts make it; null where vendor, product or tag is not known. */
export function assetOfDossier(dossier: AssetDossier): Asset | null {
  const facts = standingFacts(dossier)
  const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : null)
  const grade = (value: JsonValue | undefined) => (value ?? 'unknown') as Criticality
  const tag = text(facts.tag)
  const vendor = text(facts.vendor)
  const product = text(facts.product)
  if (tag === null || vendor === null || product === null) return null
  const kind = text(facts.kind) ?? 'other'
  const newest = spokesman(dossier)
  return {
    id: dossier.assetId,
    tag,
    kind: (kindNames.has(kind) ? kind : 'other') as AssetKind,
    vendor,
    product,
    orderNumber: text(facts.orderNumber),
    series: text(facts.series),
    hardware: text(facts.hardware),
    serial: text(facts.serial),
    firmware: text(facts.firmware),
    firmwareLine: (facts.firmwareLine ?? null) as Asset['firmwareLine'],
    cpe: text(facts.cpe),
    purl: text(facts.purl),
    hashes: (facts.hashes ?? []) as unknown as Asset['hashes'],
    operatingSystem: text(facts.operatingSystem),
    software: (facts.software ?? []) as unknown as Asset['software'],
    zone: text(facts.zone) ?? 'unknown',
    level: (facts.level ?? null) as Asset['level'],
    processUnit: text(facts.processUnit),
    address: text(facts.address),
    criticality: {
      safety: grade(facts.criticalitySafety),
      environment: grade(facts.criticalityEnvironment),
      production: grade(facts.criticalityProduction),
    },
    services: (facts.services ?? []) as unknown as Asset['services'],
    redundancyGroup: text(facts.redundancyGroup),
    spare: (facts.spare ?? 'unknown') as Asset['spare'],
    identity: (facts.identity ?? null) as unknown as Asset['identity'],
    maintenance: (facts.maintenance ?? null) as unknown as Asset['maintenance'],
    signalSource: (facts.modbus ?? null) as unknown as Asset['signalSource'],
    signals: (facts.signals ?? []) as unknown as Asset['signals'],
    source: newest.source,
    observedAt: newest.at,
  }
}

/** The record is as old as its firmware; where no firmware is known, as its newest fact. */
function spokesman(dossier: AssetDossier): FactClaim {
  const { firmware } = dossier.facts
  if (firmware !== undefined) return standing(firmware)
  const claims = Object.values(dossier.facts).map(standing)
  const newest = claims.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]
  if (newest === undefined) throw new Error('an asset has at least one fact')
  return newest
}

/** The facts of a record that was written before sources were kept apart: all by its one source. */
export function dossierOfAsset(asset: Asset): AssetDossier {
  const { source, observedAt: at } = asset
  const verified = source.startsWith(VERIFIED_SOURCE)
  const { firmware, firmwareLine, ...others } = factsOfAsset(asset)
  const listed = verified ? 'inventory before the verified reading' : source
  const first = hear(emptyDossier(asset.id), {
    source: listed,
    origin: 'import',
    at,
    facts: others,
  }).dossier
  const read: StatedFacts = {
    ...(firmware === undefined ? {} : { firmware }),
    ...(firmwareLine === undefined ? {} : { firmwareLine }),
  }
  return hear(first, { source, origin: verified ? 'verified' : 'import', at, facts: read }).dossier
}

/** What an asset record states; what it does not know is left out. */
export function factsOfAsset(asset: Asset): StatedFacts {
  const { id: _id, source: _source, observedAt: _at, criticality, signalSource, ...plain } = asset
  const facts: Record<string, JsonValue> = {
    ...(plain as unknown as Record<string, JsonValue>),
    zone: asset.zone === 'unknown' ? null : asset.zone,
    spare: asset.spare === 'unknown' ? null : asset.spare,
    criticalitySafety: known(criticality.safety),
    criticalityEnvironment: known(criticality.environment),
    criticalityProduction: known(criticality.production),
    modbus: signalSource as unknown as JsonValue,
  }
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

function known(value: Criticality): JsonValue {
  return value === 'unknown' ? null : value
}
