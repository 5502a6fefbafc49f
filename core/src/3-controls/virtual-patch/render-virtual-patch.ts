import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { factsRefusals } from './facts-refusals.ts'
import { readExploit } from './read-exploit.ts'
import { messageText, plainText } from './suricata-text.ts'
import { type RuleTemplate, templateOf } from './templates.ts'
import type {
  ExploitMessage,
  FactsRefusal,
  PatchSeverity,
  VulnerabilityFacts,
} from './vulnerability-facts.ts'

/** A Suricata rule made of a vulnerability's facts. Nothing of it is loaded or proved yet. */
export type VirtualPatch = {
  readonly sid: number
  readonly revision: number
  readonly template: ExploitMessage['template']
  readonly isInline: boolean
  /** As the sensor's log shows it. */
  readonly message: string
  readonly rule: string
  readonly port: number
  readonly exploit: ExploitMessage
  readonly needs: readonly string[]
  readonly blindTo: readonly string[]
}

/** Suricata leaves 1,000,000 to 1,999,999 to each site; the first hundred thousand stay its own. */
export const SID_FIRST = 1_100_000
export const SID_LAST = 1_999_999

const URGENCY: Readonly<Record<PatchSeverity, { readonly classtype: string; priority: number }>> = {
  critical: { classtype: 'attempted-admin', priority: 1 },
  high: { classtype: 'attempted-admin', priority: 1 },
  medium: { classtype: 'attempted-dos', priority: 2 },
  low: { classtype: 'misc-activity', priority: 3 },
}

/** The rule that alerts, or inline the one that drops; every fault of the facts at once. */
export function renderVirtualPatch(
  facts: VulnerabilityFacts,
  { isInline }: { readonly isInline: boolean },
): Result<VirtualPatch, readonly FactsRefusal[]> {
  const exploit = readExploit(facts.exploit)
  const faults = [...factsRefusals(facts), ...(exploit.ok ? [] : exploit.refusal)]
  if (!exploit.ok || faults.length > 0) return refuse(faults)
  const template = templateOf(exploit.value)
  const port = portOf(facts)
  const sid = sidOf(facts, exploit.value, port)
  const titled = `${facts.cve} ${plainText(facts.title)}`
  return accept({
    ...{ sid, revision: facts.revision, template: exploit.value.template, isInline },
    ...{ message: plainText(titled), port, exploit: exploit.value },
    rule: ruleText({ facts, template, port, sid, isInline, message: messageText(titled) }),
    ...{ needs: needsOf(template, port, isInline), blindTo: template.blindTo },
  })
}

type Parts = {
  readonly facts: VulnerabilityFacts
  readonly template: RuleTemplate
  readonly port: number
  readonly sid: number
  readonly isInline: boolean
  readonly message: string
}

function ruleText({ facts, template, port, sid, isInline, message }: Parts): string {
  const from = facts.allowedSources.map(({ address }) => address)
  const to = facts.protects.map(({ address }) => address)
  const { classtype, priority } = URGENCY[facts.severity]
  const flow = template.protocol === 'udp' ? 'to_server' : 'established,to_server'
  const labels = [
    `cve ${facts.cve.replaceAll('-', '_')}`,
    ...[`severity ${facts.severity}`, 'made_by holdpoint'],
  ]
  const options = [
    ...[`msg:"${message}"`, `flow:${flow}`, ...template.options],
    ...[`reference:cve,${facts.cve.slice('CVE-'.length)}`, `classtype:${classtype}`],
    ...[`priority:${priority}`, `metadata:${labels.join(', ')}`],
    ...[`sid:${sid}`, `rev:${facts.revision}`],
  ]
  const head = [
    ...[isInline ? 'drop' : 'alert', template.protocol],
    ...[from.length === 0 ? 'any' : `!${listed(from)}`, 'any', '->', listed(to), String(port)],
  ]
  return `${head.join(' ')} (${options.join('; ')};)`
}

function listed(addresses: readonly string[]): string {
  return `[${addresses.join(',')}]`
}

const PORTS: ReadonlyMap<string, number> = new Map([
  ['modbus', 502],
  ['s7', 102],
  ['enip', 44_818],
  ['dnp3', 20_000],
])

/**
 * A parser looks at its protocol's own port only, unless the sensor is told otherwise. In the line
 * Suricata by itself ends every connection that it does not understand: a plant must forbid that.
 */
function needsOf(
  { protocol, needs }: RuleTemplate,
  port: number,
  isInline: boolean,
): readonly string[] {
  const isParsed = protocol !== 'tcp' && protocol !== 'udp'
  const isElsewhere = isParsed && port !== PORTS.get(protocol)
  const wanted = `app-layer.protocols.${protocol}.detection-ports.dp: ${port}`
  return [
    ...needs,
    ...(isElsewhere ? [wanted] : []),
    ...(isInline ? ['exception-policy: ignore'] : []),
  ]
}

function portOf(facts: VulnerabilityFacts): number {
  return facts.port ?? PORTS.get(facts.exploit.protocol) ?? 0
}

/** By what the rule is about: who may send and how it is worded change its revision, not its number. */
function sidOf(
  { cve, protects }: VulnerabilityFacts,
  exploit: ExploitMessage,
  port: number,
): number {
  const addresses = protects.map(({ address }) => address).sort()
  const digest = canonicalDigest({ cve, addresses, port, exploit: exploit as JsonValue })
  return SID_FIRST + (Number.parseInt(digest.slice(0, 12), 16) % (SID_LAST - SID_FIRST + 1))
}
