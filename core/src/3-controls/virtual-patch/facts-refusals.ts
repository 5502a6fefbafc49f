import { networkRange } from './network-range.ts'
import { isWhole } from './read-exploit.ts'
import { plainText } from './suricata-text.ts'
import type { FactsRefusal, VulnerabilityFacts } from './vulnerability-facts.ts'

const CVE = /^CVE-\d{4}-\d{4,19}$/
const TAG = /^[\w .:()+/-]{1,60}$/
const ADDRESSES_MAX = 500

/** Faults of what stands around the exploit's message, all at once. */
export function factsRefusals(facts: VulnerabilityFacts): readonly FactsRefusal[] {
  const out: FactsRefusal[] = []
  const fault = (where: string, why: string, missing: string) =>
    out.push({ kind: 'facts-refused', where, why, missing })
  if (!CVE.test(facts.cve)) fault('cve', `"${plainText(facts.cve)}" is no CVE`, 'CVE-2020-12345')
  if (!/[a-z0-9]/i.test(plainText(facts.title))) {
    fault('title', 'it has no letter and no digit', 'a few words of what the exploit does')
  }
  if (!isWhole(facts.revision, 1, 1_000_000)) {
    fault('revision', `${facts.revision} is no revision`, 'a whole number from 1')
  }
  const isNamed = facts.exploit.protocol !== 'raw'
  if (facts.port === undefined ? !isNamed : !isWhole(facts.port, 1, 65_535)) {
    fault('port', `${facts.port ?? 'none'} is no port`, 'the port that the asset listens at')
  }
  return [...out, ...protectsRefusals(facts), ...sourcesRefusals(facts)]
}

function protectsRefusals({ protects }: VulnerabilityFacts): readonly FactsRefusal[] {
  if (protects.length === 0 || protects.length > ADDRESSES_MAX) {
    const why = `${protects.length} assets are named`
    return [no('protects', why, `the addresses of one to ${ADDRESSES_MAX} assets`)]
  }
  return protects.flatMap(({ assetTag, address }, at) => [
    ...(TAG.test(assetTag) ? [] : [no(`protects[${at}].assetTag`, 'is no tag', 'the asset’s tag')]),
    ...(networkRange(address)?.bits === 32
      ? []
      : [no(`protects[${at}].address`, `"${plainText(address)}" is no host`, 'an IPv4 address')]),
  ])
}

/** A rule from which everybody is excepted would be silent for ever. */
function sourcesRefusals({ allowedSources }: VulnerabilityFacts): readonly FactsRefusal[] {
  if (allowedSources.length > ADDRESSES_MAX) {
    return [no('allowedSources', 'there are too many', `at most ${ADDRESSES_MAX}`)]
  }
  const faults = allowedSources.flatMap(({ address, why }, at) => {
    const where = `allowedSources[${at}]`
    const range = networkRange(address)
    return [
      ...(range === null
        ? [no(`${where}.address`, `"${plainText(address)}" is no address`, 'an IPv4 address')]
        : []),
      ...(range !== null && range.bits < 8
        ? [no(`${where}.address`, `${address} excepts everybody`, 'who must send this message')]
        : []),
      ...(plainText(why) === ''
        ? [no(`${where}.why`, 'no reason is given', 'why it must send this message')]
        : []),
    ]
  })
  return faults
}

function no(where: string, why: string, missing: string): FactsRefusal {
  return { kind: 'facts-refused', where, why, missing }
}
