// Asks a firewall of 5,000 random rules 10,000 random questions, each once and cold, beside Z3 that
// is asked some of the same; then how both the compiling and the asking grow to 100,000 rules.
// node bench/reach-queries.mjs; needs the build.
import { passes, readNetworkFile } from '@holdpoint/reach'
import { asIptables, dotted, numbers, randomRules } from './lib/random-rules.mjs'
import { z3Firewall } from './lib/z3-firewall.mjs'

const SEED = 20261123
const RULES = 5000
const QUESTIONS = 10_000
const PEER_RULES = 1000
const PEER_QUESTIONS = 40
const TARGET_MEDIAN_US = 20

const main = measure(RULES, QUESTIONS)
const growth = [100, 1000, 5000, 20_000, 100_000].map((rules) => {
  const { compileMs, medianUs, p99Us } = measure(rules, 1000)
  return { rules, compileMs, medianUs, p99Us }
})
const peer = await beside()

console.log(
  JSON.stringify({
    name: 'reach-queries',
    figures: { ...main, growth, threads: 1 },
    target: { medianUs: TARGET_MEDIAN_US, met: main.medianUs <= TARGET_MEDIAN_US },
    peer,
  }),
)
// The solver keeps its threads.
process.exit(0)

function networkOf(rules) {
  const zones = []
  for (let at = 0; at < 64; at++) {
    zones.push({ id: `left${at}`, subnets: [`10.0.${at}.0/24`] })
    zones.push({ id: `right${at}`, subnets: [`10.1.${at}.0/24`] })
  }
  const text = asIptables(rules)
  const interfaces = Object.fromEntries(zones.map(({ id }) => [id, id]))
  const configurations = [{ file: 'rules.v4', text }]
  const from = performance.now()
  const network = readNetworkFile({
    zones,
    firewalls: [{ id: 'fw', dialect: 'iptables', configurations, interfaces }],
    complete: true,
  })
  if (!network.ok) throw new Error(JSON.stringify(network.refusal))
  return { network: network.value, readMs: performance.now() - from }
}

function questionsOf(count, rules, next) {
  const below = (size) => Math.floor(next() * size)
  return Array.from({ length: count }, () => {
    // Half of them near a rule: questions out of nothing are nearly all refused.
    const rule = rules[below(rules.length)]
    const near = next() < 0.5
    const host = (side, end) => {
      const base = near
        ? end.base + below(2 ** (32 - end.bits))
        : (10 * 256 + side) * 65_536 + below(16_384)
      return Math.min(base, (10 * 256 + side) * 65_536 + 16_383)
    }
    const from = host(0, rule.from)
    const to = host(1, rule.to)
    const port = near ? rule.ports[0] : below(65_536)
    const zone = next() < 0.3
    return {
      from: zone ? `zone:left${Math.floor(from / 256) % 256}` : `host:${dotted(from)}`,
      to: `host:${dotted(to)}`,
      service: `${near ? rule.protocol : 'tcp'}/${port}`,
      ends: { from, to, port, protocol: near ? rule.protocol : 'tcp', zone },
    }
  })
}

function measure(count, questions) {
  const next = numbers(SEED + count)
  const rules = randomRules(count, next)
  const { network, readMs } = networkOf(rules)
  const asked = questionsOf(questions, rules, next)
  const verdicts = { none: 0, some: 0, all: 0 }
  const times = []
  for (const question of asked) {
    const from = performance.now()
    const answer = passes(network, question)
    times.push((performance.now() - from) * 1000)
    verdicts[answer.value.verdict]++
  }
  // The first question makes the program; it is told by itself.
  const [first] = times.splice(0, 1)
  const compileMs = first / 1000
  times.sort((a, b) => a - b)
  const share = Object.fromEntries(
    Object.entries(verdicts).map(([name, number]) => [name, round(number / asked.length, 3)]),
  )
  return {
    ...{
      rules: count,
      questions: asked.length,
      readMs: round(readMs, 0),
      compileMs: round(compileMs, 0),
    },
    ...{ medianUs: round(times[Math.floor(times.length / 2)], 1) },
    p99Us: round(times[Math.floor(times.length * 0.99)], 1),
    verdicts: share,
  }
}

/** The same questions to a general solver, of fewer rules: it takes them one by one. */
async function beside() {
  const next = numbers(SEED)
  const rules = randomRules(PEER_RULES, next)
  const { network } = networkOf(rules)
  const asked = questionsOf(PEER_QUESTIONS, rules, next)
  const solver = await z3Firewall(rules)
  const own = []
  const theirs = []
  let agree = 0
  for (const question of asked) {
    let from = performance.now()
    const mine = passes(network, question).value.verdict !== 'none'
    own.push((performance.now() - from) * 1000)
    from = performance.now()
    const other = await solver.canPass(question.ends)
    theirs.push((performance.now() - from) * 1000)
    if (mine === other) agree++
  }
  const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]
  return {
    name: 'z3-solver 5.2.0 (wasm)',
    ...{ rules: PEER_RULES, questions: asked.length, agree, encodeMs: round(solver.encodeMs, 0) },
    ...{ medianUs: round(median(theirs), 0), oursMedianUs: round(median(own), 1) },
    ratio: round(median(theirs) / median(own), 0),
  }
}

function round(value, digits) {
  return Math.round(value * 10 ** digits) / 10 ** digits
}
