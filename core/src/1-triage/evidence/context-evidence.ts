import { parseCvssVector } from '@holdpoint/csaf'
import type { AssetService } from '../../plant/asset.ts'
import { suggestContext } from '../known-exploitation.ts'
import {
  type CaseEvidence,
  type CaseSurroundings,
  type EvidencedAnswer,
  type EvidenceLine,
  linesFor,
  type VulnerabilityHere,
} from './case-evidence.ts'
import { exposureByNetwork } from './exposure-by-network.ts'

const line = linesFor('context')

/** Question 1: how it is attacked, whether it is, from where it is reached, and over what. */
export function contextEvidence(around: CaseSurroundings): CaseEvidence {
  const parts = [attackVector(around), sourceEvidence(around), service(around), exposure(around)]
  return {
    lines: parts.flatMap(({ lines }) => lines),
    answers: parts.flatMap(({ answers }) => answers),
  }
}

const vectors: Readonly<Record<string, string>> = {
  N: 'over a network',
  A: 'from the adjacent network',
  L: 'on the device itself',
  P: 'by hand at the device',
}

function advisorySource({ advisory }: CaseSurroundings) {
  if (advisory === null) return { source: 'the advisory, which is not stored', asOf: null }
  const { id, version, releasedAt } = advisory
  return { source: `${id}, version ${version}`, asOf: releasedAt }
}

function attackVector(around: CaseSurroundings): CaseEvidence {
  const said = (around.advisory?.vulnerabilities ?? []).map(({ name, vector }) => {
    const read = vector === null ? null : parseCvssVector(vector)
    const av = read?.ok === true ? read.value.metrics.get('AV') : undefined
    return `${name} ${vectors[av ?? ''] ?? 'not known'}`
  })
  const words = said.length === 0 ? null : said.join('; ')
  return { lines: [line('Attack vector', words, advisorySource(around))], answers: [] }
}

/** KEV, EPSS and CISA's points; that a CVE is not in KEV is a fact only where KEV was imported. */
export function sourceEvidence({
  cves,
  days,
}: Pick<CaseSurroundings, 'cves' | 'days'>): CaseEvidence {
  const suggested = suggestContext(cves, days)
  const answers: EvidencedAnswer[] = []
  const kev = cves.filter((one) => one.kev !== null)
  const stated = cves.map(({ cisa }) => cisa?.statedAt ?? null).find((at) => at !== null) ?? null
  const ofKev = { source: 'CISA KEV', asOf: days.kev }
  const ofCisa = { source: 'CISA Vulnrichment', asOf: stated }
  const names = kev.map(({ cve }) => cve).join(', ')
  if (kev.length > 0) {
    answers.push({ item: 'inKev', value: 'yes', because: `${names} is listed`, ...ofKev })
  } else if (days.kev !== null && cves.length > 0) {
    answers.push({ item: 'inKev', value: 'no', because: 'none of its CVEs is listed', ...ofKev })
  }
  const because = suggested.reasons.join('; ')
  if (suggested.exploitation !== null) {
    const from = kev.length > 0 ? ofKev : ofCisa
    answers.push({ item: 'exploitation', value: suggested.exploitation, because, ...from })
  }
  if (suggested.automatable !== null) {
    answers.push({ item: 'automatable', value: suggested.automatable, because, ...ofCisa })
  }
  const impacts = cves.map(({ cisa }) => cisa?.technicalImpact ?? null)
  const impact = impacts.includes('total')
    ? 'total'
    : impacts.length > 0 && impacts.every((one) => one === 'partial')
      ? 'partial'
      : null
  if (impact !== null) {
    answers.push({ item: 'technicalImpact', value: impact, because, ...ofCisa })
  }
  const lines = [
    line('CISA KEV', kevWords(cves.length, names, days.kev), ofKev),
    line('EPSS', epssWords(cves), { source: 'FIRST EPSS', asOf: days.epss }),
    line('CISA points', cisaWords(cves), ofCisa),
  ]
  return { lines, answers }
}

function kevWords(count: number, names: string, day: string | null): string | null {
  if (day === null || count === 0) return null
  return names === '' ? 'Not listed, which says nothing of other attacks' : `${names} is listed`
}

function epssWords(cves: CaseSurroundings['cves']): string | null {
  const scored = cves.flatMap(({ cve, epss }) =>
    epss === null ? [] : [`${cve} ${(epss.probability * 100).toFixed(1)} % within 30 days`],
  )
  return scored.length === 0 ? null : scored.join('; ')
}

function cisaWords(cves: CaseSurroundings['cves']): string | null {
  const said = cves.flatMap(({ cve, cisa }) =>
    cisa === null
      ? []
      : [
          `${cve}: exploitation ${cisa.exploitation ?? 'not said'}, automatable ` +
            `${cisa.automatable ?? 'not said'}, technical impact ${cisa.technicalImpact ?? 'not said'}`,
        ],
  )
  return said.length === 0 ? null : said.join('; ')
}

/** Which services the text names, and which line uses them here. What is not recorded is not unused. */
function service(around: CaseSurroundings): CaseEvidence {
  const { asset, factOf } = around
  const recorded = factOf('services')
  const from = {
    source: recorded === null ? 'the inventory, which records no services' : recorded.source,
    asOf: recorded?.at ?? null,
  }
  const all = around.advisory?.vulnerabilities ?? []
  const named = all.flatMap(({ name, services }) => services.map((one) => ({ name, ...one })))
  // The inventory records no transport: one port is one line, over TCP and UDP alike.
  const ports = [...new Map(named.map((one) => [one.port, one])).values()]
  const words = ports
    .map(({ protocol, port }) => {
      const here = asset.services.find((one) => one.port === port)
      return `${protocol} ${port} ${here === undefined ? 'not recorded here' : useOf(here)}`
    })
    .join('; ')
  const lines = [line('Vulnerable service', words === '' ? null : words, from)]
  const used = asset.services.filter(
    (one) => inUse(one) && ports.some(({ port }) => port === one.port),
  )
  const answers: EvidencedAnswer[] = []
  if (used.length > 0) {
    const because = used.map((one) => `${one.protocol} ${one.port} ${useOf(one)}`).join('; ')
    answers.push({ item: 'serviceUsed', value: 'yes', because, ...from })
  } else if (all.length > 0 && all.every((one) => isUnused(one, asset.services))) {
    answers.push({ item: 'serviceUsed', value: 'no', because: words, ...from })
  }
  return { lines, answers }
}

function inUse({ enabled, usedBy }: AssetService): boolean {
  return enabled && usedBy !== 'none' && usedBy !== 'unknown' && usedBy !== ''
}

function useOf(one: AssetService): string {
  if (!one.enabled) return 'switched off'
  if (one.usedBy === 'none') return 'on, used by no line'
  return inUse(one) ? `used by ${one.usedBy}` : 'on, and who uses it is not recorded'
}

/** Only where every service that the text names is recorded here, and used by no line. */
function isUnused({ services }: VulnerabilityHere, here: readonly AssetService[]): boolean {
  return (
    services.length > 0 &&
    services.every(({ port }) => {
      const found = here.filter((one) => one.port === port)
      return found.length > 0 && found.every((one) => !one.enabled || one.usedBy === 'none')
    })
  )
}

/** The services of the vulnerabilities; none where one names no service: any may be its way in. */
export function attackedServices({ advisory }: Pick<CaseSurroundings, 'advisory'>) {
  const all = advisory?.vulnerabilities ?? []
  return all.some((one) => one.services.length === 0) ? [] : all.flatMap((one) => one.services)
}

function exposure(around: CaseSurroundings): CaseEvidence {
  const { network, asset } = around
  const services = attackedServices(around)
  const found = exposureByNetwork(asset, network, around.guarded, services)
  const from = waySource(around)
  const lines: readonly EvidenceLine[] = [
    line('Way in', found.exposure === null ? null : found.because, from),
    ...(found.exposure === null ? [line('Why not known', found.because, from)] : []),
  ]
  if (found.exposure === null) return { lines, answers: [] }
  const unproved = around.controls.filter(({ proved }) => !proved)
  if (found.exposure === 'controlled' && unproved.length > 0) {
    const names = unproved.map(({ words }) => words).join(', ')
    const because = `${names} is recorded for this case and not proved; it counts as open until it is`
    return { lines: [...lines, line('Not counted', because, from)], answers: [] }
  }
  const { exposure: value, because } = found
  return { lines, answers: [{ item: 'exposure', value, because, ...from }] }
}

/** The zones, and the oldest configuration that was read: the answer is as old as that. */
function waySource({ network, guarded }: CaseSurroundings) {
  if (network === null) return { source: 'no list of zones and conduits', asOf: null }
  const read = guarded?.read ?? []
  const firewalls = read.map(({ firewall }) => firewall).join(', ')
  const of = read.length === 0 ? 'no firewall was read' : `configurations of ${firewalls}`
  const asOf = [network.at, ...read.map(({ at }) => at)].toSorted()[0] ?? network.at
  return { source: `zones and conduits, ${network.source}; ${of}`, asOf }
}
