import { release } from 'node:os'
import type { LiveLab, LiveOutcome, LivePlan, LiveRefusal, LiveShown } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { createLab, type Lab } from './create-lab.ts'
import type { Probe, ProbeResult } from './orders.ts'
import { runCommand } from './run-command.ts'

const TIMEOUT_MS = 500
const FIRST_PORT = 40_000

/** Proves a control with real packets in namespaces of this machine; nothing leaves it. */
export function createLiveLab(): LiveLab {
  return { run: runPlan }
}

async function runPlan(plan: LivePlan): Promise<Result<LiveOutcome, LiveRefusal>> {
  const from = performance.now()
  const lab = await createLab(plan)
  if (!lab.ok) return lab
  try {
    const target = lab.value.hosts.get(plan.target)
    const ports = (protocol: string) => [
      ...new Set(plan.probes.filter((one) => one.protocol === protocol).map(({ port }) => port)),
    ]
    await target?.ask({ kind: 'listen', tcp: ports('tcp'), udp: ports('udp') })
    const readyMs = performance.now() - from
    const probing = performance.now()
    const without = await tryAll(lab.value, plan, 0)
    const sessions = await holdSessions(lab.value, plan)
    const loaded = await lab.value.inRouter(['nft', '-f', '-'], plan.rules)
    if (loaded.code !== 0) {
      const what = `The kernel does not take the rules: ${loaded.error.trim().split('\n')[0] ?? ''}`
      return refuse({ kind: 'lab-refused', what, clearedBy: 'Correct the policy' })
    }
    const [withRules, goesOn] = await Promise.all([
      tryAll(lab.value, plan, 1),
      talkAgain(lab.value, sessions),
    ])
    const shown = plan.probes.map((_, at): LiveShown => {
      const session = goesOn.get(at)
      return {
        ...{ without: without[at] === true, withRules: withRules[at] === true },
        sessionGoesOn: session ?? null,
      }
    })
    const probedMs = performance.now() - probing
    const tool = await toolsInWords()
    return accept({ shown, tool, readyMs: Math.round(readyMs), probedMs: Math.round(probedMs) })
  } finally {
    await lab.value.close()
  }
}

async function toolsInWords(): Promise<string> {
  const nft = await runCommand(['nft', '--version'])
  const [, version] = /v(\d[\w.]*)/.exec(nft.out) ?? []
  return `Linux ${release().split('-')[0]}, nft ${version ?? 'of unknown version'}`
}

/** All probes at once, each from its host; whether it arrived. */
async function tryAll(lab: Lab, plan: LivePlan, round: number): Promise<readonly boolean[]> {
  const out = new Array<boolean>(plan.probes.length).fill(false)
  const target = lab.hosts.get(plan.target)
  await Promise.all(
    byHost(plan).map(async ([host, all]) => {
      const probes = all.map(({ at }) => probeOf(plan, at, round))
      const order = { kind: 'send', probes } as const
      const results = (await lab.hosts.get(host)?.ask<readonly ProbeResult[]>(order)) ?? []
      all.forEach(({ at }, index) => {
        out[at] = results[index] === 'open'
      })
    }),
  )
  const datagrams = plan.probes.filter(({ protocol }) => protocol === 'udp').length
  const heard = new Set<string>()
  const until = performance.now() + TIMEOUT_MS
  while (heard.size < datagrams && performance.now() < until) {
    for (const token of (await target?.ask<readonly string[]>({ kind: 'heard' })) ?? []) {
      heard.add(token)
    }
  }
  return out.map((open, at) => open || heard.has(tokenOf(at, round)))
}

function byHost({ probes }: LivePlan) {
  const hosts = new Map<string, { readonly at: number }[]>()
  probes.forEach(({ host }, at) => {
    hosts.set(host, [...(hosts.get(host) ?? []), { at }])
  })
  return [...hosts]
}

const tokenOf = (at: number, round: number) => `probe ${at} round ${round}`

function probeOf({ probes }: LivePlan, at: number, round: number): Probe {
  const { protocol, from, to, port } = probes[at] as LivePlan['probes'][number]
  return {
    ...{ protocol, from, to, port, timeoutMs: TIMEOUT_MS, token: tokenOf(at, round) },
    sourcePort: FIRST_PORT + at * 4 + round,
  }
}

type Sessions = readonly { readonly host: string; readonly at: readonly number[] }[]

/** A session of every exploit over TCP, open before the rules are loaded. */
async function holdSessions(lab: Lab, plan: LivePlan): Promise<Sessions> {
  const out: { host: string; at: number[] }[] = []
  for (const [host, all] of byHost(plan)) {
    const tcp = all.filter(({ at }) => {
      const probe = plan.probes[at]
      return probe?.kind === 'exploit' && probe.protocol === 'tcp'
    })
    if (tcp.length === 0) continue
    const probes = tcp.map(({ at }) => probeOf(plan, at, 2))
    const open =
      (await lab.hosts.get(host)?.ask<readonly boolean[]>({ kind: 'hold', probes })) ?? []
    out.push({ host, at: tcp.filter((_, index) => open[index] === true).map(({ at }) => at) })
  }
  return out
}

async function talkAgain(lab: Lab, sessions: Sessions): Promise<ReadonlyMap<number, boolean>> {
  const out = new Map<number, boolean>()
  for (const { host, at } of sessions) {
    const order = { kind: 'talk', timeoutMs: TIMEOUT_MS } as const
    const answers = (await lab.hosts.get(host)?.ask<readonly boolean[]>(order)) ?? []
    at.forEach((probe, index) => {
      out.set(probe, answers[index] === true)
    })
  }
  return out
}
