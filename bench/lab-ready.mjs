// How long it takes to build ten hosts in three zones with the rules of one conduit loaded, and to
// try a hundred packets. node bench/lab-ready.mjs; needs the build, root and network namespaces.
import { createLab, labLacks } from '@holdpoint/lab'

const ZONES = ['office', 'supervision', 'control']
const HOSTS = 10
const PROBES = 100
const PORTS = [22, 443, 502, 3389]
const TARGET = { builtMs: 1000, readyMs: 3000, probedMs: 2000 }

const lacks = await labLacks()
if (lacks !== null) {
  console.log(JSON.stringify({ name: 'lab-ready', skipped: lacks.what }))
  process.exit(0)
}
const zones = ZONES.map((id, at) => ({
  ...{ id, interface: `z${at}`, routerAddresses: [`10.9.${at}.254/24`] },
}))
const hosts = Array.from({ length: HOSTS }, (_, at) => {
  const zone = at % ZONES.length
  const address = `10.9.${zone}.${10 + at}`
  return {
    ...{ id: `h${at}`, zone: ZONES[zone], address, addresses: [`${address}/24`] },
    gateways: [`10.9.${zone}.254`],
  }
})
// Supervision may poll control; everything else between zones is reset at once.
const rules = `table inet t { chain f { type filter hook forward priority 0; policy accept;
  iifname "z1" oifname "z2" tcp dport 502 ct state new,established accept
  ct direction reply ct state established accept
  meta l4proto tcp reject with tcp reset
}; }`
const permitted = (from, to, port) =>
  from.zone === to.zone || (from.zone === 'supervision' && to.zone === 'control' && port === 502)

const from = performance.now()
const lab = await createLab({ zones, hosts })
if (!lab.ok) throw new Error(lab.refusal.what)
const builtMs = performance.now() - from
try {
  const all = [...lab.value.hosts.values()]
  await Promise.all(all.map((host) => host.ask({ kind: 'listen', tcp: PORTS, udp: [] })))
  const loaded = await lab.value.inRouter(['nft', '-f', '-'], rules)
  if (loaded.code !== 0) throw new Error(loaded.error)
  const readyMs = performance.now() - from
  const probes = []
  for (let at = 0; probes.length < PROBES; at++) {
    const [one, two] = [hosts[at % HOSTS], hosts[(at * 7 + 1 + Math.floor(at / HOSTS)) % HOSTS]]
    if (one === two) continue
    probes.push({ one, two, port: PORTS[at % PORTS.length], sourcePort: 40_000 + at })
  }
  const probing = performance.now()
  let agree = 0
  await Promise.all(
    hosts.map(async (host) => {
      const own = probes.filter(({ one }) => one === host)
      const sent = own.map(({ one, two, port, sourcePort }) => ({
        ...{ protocol: 'tcp', from: one.address, to: two.address, port, sourcePort },
        ...{ token: '', timeoutMs: 700 },
      }))
      const shown = await lab.value.hosts.get(host.id).ask({ kind: 'send', probes: sent })
      own.forEach(({ one, two, port }, at) => {
        agree += (shown[at] === 'open') === permitted(one, two, port) ? 1 : 0
      })
    }),
  )
  const probedMs = performance.now() - probing
  const met =
    builtMs < TARGET.builtMs &&
    readyMs < TARGET.readyMs &&
    probedMs < TARGET.probedMs &&
    agree === PROBES
  const figures = {
    ...{ hosts: HOSTS, probes: PROBES, agree, builtMs: Math.round(builtMs) },
    ...{ readyMs: Math.round(readyMs), probedMs: Math.round(probedMs) },
  }
  console.log(JSON.stringify({ name: 'lab-ready', figures, target: { ...TARGET, met } }))
} finally {
  await lab.value.close()
}
