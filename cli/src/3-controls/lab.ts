import { createLab, type Lab, type Probe, type ProbeResult } from '@holdpoint/lab'
import { type NetworkFile, passes, readAddress, readNetwork as readSubnet } from '@holdpoint/reach'
import type { Command } from 'commander'
import { BadInput, exitWith, printJson } from '../terminal.ts'
import { readWrittenNetwork } from './network-file.ts'

type Options = {
  readonly network: string
  readonly from: string
  readonly to: string
  readonly service: string
  readonly json?: true
}

const TIMEOUT_MS = 700

/**
 * `lab`: builds the network in namespaces of this machine, loads the firewall's own rules into the
 * kernel and sends one real packet. Without the rules the same packet must arrive: else nothing is
 * proved. Exit code 0 where engine and kernel agree.
 */
export function addLabCommand(program: Command): void {
  program
    .command('lab')
    .description('Send a real packet through the real rules, in network namespaces of this machine')
    .requiredOption('--network <file>', 'zones and one firewall of nftables or iptables (JSON)')
    .requiredOption('--from <host>', 'host:ADDRESS')
    .requiredOption('--to <host>', 'host:ADDRESS')
    .requiredOption('--service <service>', 'tcp/PORT or udp/PORT')
    .option('--json', 'print one JSON value')
    .action(async (options: Options) => {
      const { network, written } = await readWrittenNetwork(options.network)
      const asked = passes(network, options)
      if (!asked.ok) throw new BadInput(`--${asked.refusal.where}: ${asked.refusal.why}`)
      const plan = planOf(written, options)
      const from = performance.now()
      const lab = await createLab(plan)
      if (!lab.ok) throw new BadInput(`${lab.refusal.what}. ${lab.refusal.clearedBy}`)
      const builtMs = Math.round(performance.now() - from)
      try {
        const shown = await show(lab.value, plan)
        const engine = asked.value.verdict
        const agrees = shown.control && (engine === 'some' || shown.arrived === (engine === 'all'))
        const said = { engine, ...shown, agrees, builtMs }
        if (options.json === true) printJson(said)
        else sayShown(said)
        exitWith(agrees)
      } finally {
        await lab.value.close()
      }
    })
}

type Shown = {
  /** Whether the packet came through the rules. */
  readonly arrived: boolean
  readonly result: ProbeResult | 'heard' | 'not heard'
  /** Without the rules it arrives: so the rules are what stopped it. */
  readonly control: boolean
}

type LabPlan = Parameters<typeof createLab>[0] & {
  readonly rules: string
  readonly dialect: 'nftables' | 'iptables'
  readonly probe: Probe
}

function planOf(written: NetworkFile, options: Options): LabPlan {
  const [firewall, more] = written.firewalls
  if (firewall === undefined || more !== undefined) {
    throw new BadInput(`${options.network}: /firewalls: the lab builds one firewall`)
  }
  const { dialect } = firewall
  if (dialect !== 'nftables' && dialect !== 'iptables') {
    const what = `the kernel runs nftables and iptables, not ${dialect}`
    throw new BadInput(`${options.network}: /firewalls/0/dialect: ${what}`)
  }
  const [, protocol, port] = /^(tcp|udp)\/(\d{1,5})$/.exec(options.service) ?? []
  if ((protocol !== 'tcp' && protocol !== 'udp') || port === undefined) {
    throw new BadInput(`--service: "${options.service}" is not tcp/PORT or udp/PORT`)
  }
  const ends = (['from', 'to'] as const).map((end) => hostOf(written, options, end))
  const [from, to] = ends as [Host, Host]
  if (from.zone === to.zone) throw new BadInput('--to: both hosts lie in one zone')
  return {
    zones: ends.map(({ zone, face, gateway, bits }) => ({
      ...{ id: zone, interface: face, routerAddresses: [`${gateway}/${bits}`] },
    })),
    hosts: ends.map(({ id, zone, address, gateway, bits }) => ({
      ...{ id, zone, addresses: [`${address}/${bits}`], gateways: [gateway] },
    })),
    ...{ rules: firewall.configurations.map(({ text }) => text).join('\n'), dialect },
    probe: {
      ...{ protocol, from: from.address, to: to.address, port: Number(port) },
      ...{ sourcePort: 49_152, token: 'probe', timeoutMs: TIMEOUT_MS },
    },
  }
}

type Host = {
  readonly id: string
  readonly zone: string
  readonly face: string
  readonly address: string
  readonly gateway: string
  readonly bits: number
}

/** A host with the zone that holds it, and an address there for the router. */
function hostOf(written: NetworkFile, options: Options, end: 'from' | 'to'): Host {
  const text = options[end].replace(/^host:/, '')
  const address = written.hosts?.find(({ id }) => id === text)?.addresses[0] ?? text
  const value = readAddress(address)
  if (!options[end].startsWith('host:') || value === null || address.includes(':')) {
    throw new BadInput(`--${end}: the lab needs host:ADDRESS with an IPv4 address`)
  }
  for (const zone of written.zones) {
    for (const subnet of zone.subnets ?? []) {
      const range = readSubnet(subnet)
      const bits = Number(subnet.split('/')[1])
      if (range === null || value < range[0] || value > range[1] || !(bits <= 30)) continue
      const face = Object.entries(written.firewalls[0]?.interfaces ?? {}).find(
        ([, at]) => (typeof at === 'string' ? at : at.zone) === zone.id,
      )?.[0]
      if (face === undefined) throw new BadInput(`--${end}: no interface leads to ${zone.id}`)
      const last = range[1] - 1n === value ? range[1] - 2n : range[1] - 1n
      return { id: end, zone: zone.id, face, address, gateway: dotted(last), bits }
    }
  }
  throw new BadInput(`--${end}: no network of at most 30 bits holds ${address}`)
}

function dotted(address: bigint): string {
  const value = Number(address & 0xffff_ffffn)
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
}

async function show(lab: Lab, plan: LabPlan): Promise<Shown> {
  const { probe, dialect, rules } = plan
  const ports = [probe.port]
  await lab.hosts.get('to')?.ask({
    ...{ kind: 'listen', tcp: probe.protocol === 'tcp' ? ports : [] },
    udp: probe.protocol === 'udp' ? ports : [],
  })
  const free = await send(lab, { ...probe, sourcePort: probe.sourcePort + 1 })
  // nft opens its standard input anew when it reads JSON, which only a pipe lets it do.
  const words = dialect === 'nftables' ? ['sh', '-c', 'cat | nft -j -f -'] : ['iptables-restore']
  const loaded = await lab.inRouter(words, rules)
  if (loaded.code !== 0) {
    throw new BadInput(`the kernel does not take the rules: ${loaded.error.trim().split('\n')[0]}`)
  }
  const through = await send(lab, probe)
  return { ...through, control: free.arrived }
}

async function send(lab: Lab, probe: Probe): Promise<Pick<Shown, 'arrived' | 'result'>> {
  const order = { kind: 'send', probes: [probe] } as const
  const [result] = (await lab.hosts.get('from')?.ask<readonly ProbeResult[]>(order)) ?? []
  if (probe.protocol === 'tcp') return { arrived: result === 'open', result: result ?? 'silent' }
  const until = performance.now() + TIMEOUT_MS
  while (performance.now() < until) {
    const heard = await lab.hosts.get('to')?.ask<readonly string[]>({ kind: 'heard' })
    if (heard?.includes(probe.token)) return { arrived: true, result: 'heard' }
  }
  return { arrived: false, result: 'not heard' }
}

function sayShown(shown: Shown & { engine: string; agrees: boolean; builtMs: number }): void {
  const { engine, arrived, result, control, agrees, builtMs } = shown
  console.log(`built in ${builtMs} ms`)
  console.log(
    `without the rules the packet ${control ? 'arrives' : 'does not arrive: nothing is proved'}`,
  )
  console.log(`through the rules it ${arrived ? 'arrives' : 'does not arrive'} (${result})`)
  console.log(`the engine says ${engine}: ${agrees ? 'they agree' : 'THEY DO NOT AGREE'}`)
}
