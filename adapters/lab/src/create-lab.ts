import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { accept, type Result, refuse } from '@holdpoint/std'
import { LabHost } from './lab-host.ts'
import { type Ran, runCommand } from './run-command.ts'

/** A zone of the lab: the router's interface in it has the name that the rules use. */
export type LabZone = {
  readonly id: string
  readonly interface: string
  /** The router's own addresses with their prefix lengths, `10.0.0.254/24`. */
  readonly routerAddresses: readonly string[]
}

export type LabHostPlan = {
  readonly id: string
  readonly zone: string
  /** With prefix lengths. */
  readonly addresses: readonly string[]
  /** The router's address towards the rest, one for each family. */
  readonly gateways: readonly string[]
}

export type LabRefusal = {
  readonly kind: 'lab-missing' | 'lab-refused'
  readonly what: string
  readonly clearedBy: string
}

/** Real namespaces, real interfaces and the kernel's own firewall; nothing leaves the machine. */
export type Lab = {
  readonly hosts: ReadonlyMap<string, LabHost>
  /** The namespace of a host, or with null of the router, for programs that a caller starts there itself. */
  namespaceOf(host: string | null): string
  /** Runs a program in the router's namespace. */
  inRouter(words: readonly string[], input?: string): Promise<Ran>
  /** Takes everything down; what cannot be taken down is said, not hidden. */
  close(): Promise<void>
}

/** What this machine lacks to build a lab; null where it can. Nothing is proved by what was not built. */
export async function labLacks(): Promise<LabRefusal | null> {
  const missing = (what: string, clearedBy: string): LabRefusal => ({
    kind: 'lab-missing',
    what,
    clearedBy,
  })
  if (process.platform !== 'linux')
    return missing('Network namespaces are of Linux', 'Run it on Linux')
  if (process.getuid?.() !== 0) return missing('Namespaces need root', 'Run it as root')
  for (const [command, debianPackage] of [
    ['ip', 'iproute2'],
    ['nft', 'nftables'],
  ] as const) {
    const found = await runCommand([command, '--version'])
    if (found.code === null)
      return missing(`${command} is not installed`, `Install ${debianPackage}`)
  }
  const name = `hp-try-${randomBytes(3).toString('hex')}`
  const made = await runCommand(['ip', 'netns', 'add', name])
  await runCommand(['ip', 'netns', 'del', name])
  if (made.code === 0) return null
  return missing(`The kernel makes no namespace: ${made.error.trim()}`, 'Allow network namespaces')
}

/** Builds the zones around one router. */
export async function createLab(plan: {
  readonly zones: readonly LabZone[]
  readonly hosts: readonly LabHostPlan[]
}): Promise<Result<Lab, LabRefusal>> {
  const lacks = await labLacks()
  if (lacks !== null) return refuse(lacks)
  const run = `hp${randomBytes(3).toString('hex')}`
  const router = `${run}-r`
  const names = new Map(plan.hosts.map(({ id }, at) => [id, `${run}-${at}`]))
  const all = [router, ...names.values()]
  const down = async () => {
    await runCommand(['ip', '-batch', '-'], all.map((name) => `netns del ${name}`).join('\n'))
  }
  const faults: string[] = []
  const must = async (words: readonly string[], input: string) => {
    const ran = await runCommand(words, input)
    if (ran.code !== 0) faults.push(ran.error.trim() || `${words[0]} ended with ${ran.code}`)
  }
  await must(['ip', '-batch', '-'], all.map((name) => `netns add ${name}`).join('\n'))
  await must(['ip', '-n', router, '-batch', '-'], routerLines(plan, names))
  const settings = ['net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']
  // Traffic inside one zone is bridged: it is not for the router's rules.
  if (existsSync('/proc/sys/net/bridge/bridge-nf-call-iptables')) {
    settings.push('net.bridge.bridge-nf-call-iptables=0', 'net.bridge.bridge-nf-call-ip6tables=0')
  }
  await must(['ip', 'netns', 'exec', router, 'sysctl', '-q', '-w', ...settings], '')
  for (const host of plan.hosts) {
    await must(['ip', '-n', names.get(host.id) ?? '', '-batch', '-'], hostLines(host))
  }
  if (faults.length > 0) {
    await down()
    const what = `The lab could not be built: ${faults[0]}`
    return refuse({ kind: 'lab-refused', what, clearedBy: 'Correct the zones and hosts' })
  }
  const hosts = new Map([...names].map(([id, name]) => [id, new LabHost(name)]))
  return accept({
    hosts,
    namespaceOf: (host) => (host === null ? router : (names.get(host) ?? '')),
    inRouter: (words, input) => runCommand(['ip', 'netns', 'exec', router, ...words], input),
    async close() {
      await Promise.all([...hosts.values()].map((host) => host.close()))
      await down()
    },
  })
}

type Plan = { readonly zones: readonly LabZone[]; readonly hosts: readonly LabHostPlan[] }

function routerLines({ zones, hosts }: Plan, names: ReadonlyMap<string, string>): string {
  const lines = ['link set lo up']
  for (const { interface: bridge, routerAddresses } of zones) {
    lines.push(`link add ${bridge} type bridge`)
    for (const address of routerAddresses) lines.push(`addr add ${address} dev ${bridge} nodad`)
    lines.push(`link set ${bridge} up`)
  }
  hosts.forEach(({ id, zone }, at) => {
    const bridge = zones.find((one) => one.id === zone)?.interface
    lines.push(`link add hv${at} type veth peer name eth0 netns ${names.get(id)}`)
    lines.push(`link set hv${at} master ${bridge} up`)
  })
  return lines.join('\n')
}

function hostLines({ addresses, gateways }: LabHostPlan): string {
  const lines = ['link set lo up']
  for (const address of addresses) lines.push(`addr add ${address} dev eth0 nodad`)
  lines.push('link set eth0 up')
  for (const gateway of gateways) lines.push(`route add default via ${gateway}`)
  return lines.join('\n')
}
