import { type Crossing, programFor } from './crossing.ts'
import type { Network } from './network.ts'
import { ANY_PORT, ANY_PROTOCOL, EVERY_PACKET } from './packet.ts'
import type { Rule } from './rule.ts'
import { walk } from './walk.ts'

/** Something about a rule that a person should look at. */
export type RuleRemark = {
  readonly firewall: string
  readonly rule: string
  readonly file: string
  readonly line: number
  readonly kind: 'shadowed' | 'unused' | 'too-wide'
  readonly why: string
}

/** More ports than a process service has; such a range stands for "whatever it may need". */
const WIDE_PORTS = 1024

/**
 * Rules that no packet ever met by their own counters, rules that none can meet because those before them decide everything that they ask for,
 * and permits that name no end or no service. Rules that were not understood are left out.
 */
export function reviewRules(network: Network): readonly RuleRemark[] {
  return network.firewalls.flatMap(({ crossing }) => {
    const never = shadowed(crossing)
    const known = new Set(never.map(({ file, line }) => `${file}:${line}`))
    const unused = uncounted(crossing).filter(({ file, line }) => !known.has(`${file}:${line}`))
    return [...never, ...unused, ...tooWide(crossing)]
  })
}

/** By the counters of the firewall itself, where the export has them: since they were last set to zero. */
function uncounted(crossing: Crossing): readonly RuleRemark[] {
  const lines = new Map<string, { readonly rule: Rule; packets: number }>()
  for (const { rules } of crossing.firewall.chains.values()) {
    for (const rule of rules) {
      if (rule.counted === undefined || rule.line === 0) continue
      const key = `${rule.file}:${rule.line}`
      const one = lines.get(key) ?? { rule, packets: 0 }
      one.packets += rule.counted
      lines.set(key, one)
    }
  }
  const why = 'its counter has seen no packet since it was set to zero'
  return [...lines.values()].flatMap(({ rule, packets }) => {
    const decides = rule.action.kind === 'permit' || rule.action.kind === 'deny'
    return decides && packets === 0 ? [remark(crossing, rule, 'unused', why)] : []
  })
}

function remark(crossing: Crossing, rule: Rule, kind: RuleRemark['kind'], why: string): RuleRemark {
  const { name, file, line } = rule
  return { firewall: crossing.firewall.id, rule: name, file, line, kind, why }
}

function* pairsOf({ firewall }: Crossing, legs: readonly string[]) {
  for (const inside of legs) {
    for (const outside of legs) {
      if (inside === outside) continue
      yield { inside, outside, stages: firewall.stagesBetween(inside, outside) }
    }
  }
}

function shadowed(crossing: Crossing): readonly RuleRemark[] {
  const legs = crossing.legs
  const met = new Set<Rule>()
  // A rule of interfaces that lead nowhere in this network says nothing about its order.
  const present = new Set<Rule>()
  const asked = new Set<string>()
  for (const { inside, outside, stages } of pairsOf(crossing, legs)) {
    const program = programFor(crossing, { inside, outside, bound: 'most' })
    for (const { rules } of program.chains) for (const rule of rules) present.add(rule)
    for (const { chain } of stages) {
      asked.add(chain)
      const end = walk(program, chain, EVERY_PACKET, (_part, _outcome, rule) => {
        if (rule !== null) met.add(rule)
        return false
      })
      // Not every part was looked at: nothing can be called shadowed.
      if (end === 'too-much') return []
    }
  }
  const out: RuleRemark[] = []
  for (const [name, { rules }] of crossing.firewall.chains) {
    if (!asked.has(name)) continue
    for (const rule of rules) {
      const decides = rule.action.kind === 'permit' || rule.action.kind === 'deny'
      if (!decides || rule.unsure.length > 0 || rule.line === 0) continue
      if (met.has(rule) || !present.has(rule)) continue
      out.push(
        remark(crossing, rule, 'shadowed', 'no packet meets it: rules before it decide them all'),
      )
    }
  }
  return out
}

function tooWide(crossing: Crossing): readonly RuleRemark[] {
  const out: RuleRemark[] = []
  for (const { rules } of crossing.firewall.chains.values()) {
    for (const rule of rules) {
      if (rule.action.kind !== 'permit' || rule.line === 0) continue
      const why = widthOf(rule)
      if (why.length > 0)
        out.push(remark(crossing, rule, 'too-wide', `it permits ${why.join(', ')}`))
    }
  }
  return out
}

function widthOf({ match }: Rule): readonly string[] {
  const { sources, destinations, services, states } = match
  // Rules for what belongs to a connection already are meant to be wide.
  if (!states.some(([low]) => low === 0)) return []
  const any = (all: Rule['match']['sources']) =>
    all.some(([low, high]) => high - low >= 0xffff_ffffn)
  const out: string[] = []
  if (any(sources) && any(destinations)) out.push('anybody to anywhere')
  for (const { protocols, destinationPorts } of services) {
    if (protocols[0]?.[1] === ANY_PROTOCOL[1] && protocols[0][0] === 0) {
      if (destinationPorts[0]?.[1] === ANY_PORT[1]) out.push('every service')
    } else if (protocols.some(([low]) => low === 6 || low === 17)) {
      const count = destinationPorts.reduce((sum, [low, high]) => sum + high - low + 1, 0)
      if (count >= WIDE_PORTS) out.push(`${count} ports`)
    }
  }
  return [...new Set(out)]
}
