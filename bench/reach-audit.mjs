// Asks of every service of every asset of a plant whether anybody elsewhere reaches it, and by which
// rule: 50 firewalls, 500 assets. node bench/reach-audit.mjs; needs the build.
import { passes, readNetworkFile } from '@holdpoint/reach'
import { numbers } from './lib/random-rules.mjs'

const SEED = 20261123
const FIREWALLS = 50
const ASSETS_EACH = 10
const TARGET_MS = 2000
const SERVICES = ['tcp/502', 'tcp/44818', 'tcp/102', 'udp/161', 'tcp/3389']

const next = numbers(SEED)
const pick = (all) => all[Math.floor(next() * all.length)]
const zones = [{ id: 'office' }, { id: 'operations', subnets: ['10.200.0.0/16'] }]
const firewalls = [edge()]
for (let cell = 1; cell < FIREWALLS; cell++) {
  zones.push({ id: `cell${cell}`, subnets: [`10.${cell}.0.0/24`] })
  firewalls.push(cellFirewall(cell))
}
const assets = []
for (let at = 0; at < FIREWALLS * ASSETS_EACH; at++) {
  const cell = 1 + (at % (FIREWALLS - 1))
  assets.push({ address: `10.${cell}.0.${10 + Math.floor(at / 49)}`, services: SERVICES })
}

const reading = performance.now()
const network = readNetworkFile({ zones, firewalls, complete: true })
if (!network.ok) throw new Error(JSON.stringify(network.refusal))
const readMs = performance.now() - reading
const from = performance.now()
const verdicts = { none: 0, some: 0, all: 0 }
let questions = 0
for (const { address, services } of assets) {
  for (const service of services) {
    const answer = passes(network.value, { from: 'any', to: `host:${address}`, service })
    verdicts[answer.value.verdict]++
    questions++
  }
}
const auditMs = performance.now() - from

console.log(
  JSON.stringify({
    name: 'reach-audit',
    figures: {
      ...{ firewalls: FIREWALLS, assets: assets.length, questions, verdicts },
      ...{ readMs: Math.round(readMs), auditMs: Math.round(auditMs), threads: 1 },
      rules: firewalls.reduce((sum, one) => sum + one.rules, 0),
    },
    target: { auditMs: TARGET_MS, met: auditMs + readMs <= TARGET_MS },
  }),
)

function edge() {
  const lines = []
  for (let at = 0; at < 200; at++) {
    const server = `10.200.${at % 8}.${1 + (at % 200)}`
    lines.push(`-A FORWARD -d ${server} -p tcp -m tcp --dport ${pick([443, 3389, 22])} -j ACCEPT`)
  }
  return firewall('edge', lines, { wan: 'office', lan: 'operations' })
}

function cellFirewall(cell) {
  const lines = []
  for (let at = 0; at < 100; at++) {
    const port = pick([502, 44818, 102, 443])
    const target = pick(['/24', ''])
    const host =
      target === '' ? `10.${cell}.0.${10 + Math.floor(next() * 10)}` : `10.${cell}.0.0/24`
    const source = `10.200.${Math.floor(next() * 8)}.${Math.floor(next() * 200)}`
    const verdict = next() < 0.8 ? 'ACCEPT' : 'DROP'
    lines.push(`-A FORWARD -s ${source} -d ${host} -p tcp -m tcp --dport ${port} -j ${verdict}`)
  }
  return firewall(`fw${cell}`, lines, { up: 'operations', down: `cell${cell}` })
}

function firewall(id, lines, interfaces) {
  const text = ['*filter', ':FORWARD DROP [0:0]', ...lines, 'COMMIT', ''].join('\n')
  const configurations = [{ file: `${id}.v4`, text }]
  return { id, dialect: 'iptables', configurations, interfaces, rules: lines.length }
}
