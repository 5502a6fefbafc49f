import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { renderShieldRules } from '@holdpoint/shield'
import { aPolicy, aPolicyText } from '../a-shield.ts'
import { type AttackLab, DEVICE, ended, PORT, ROUTER_TO_CLIENT } from './attack-lab.ts'

/** What stands on the router between client and device; `put` gives what takes it away again. */
export type Defence = {
  readonly name: string
  /** A program beyond what every row needs, and whether this machine lacks it. */
  readonly needs: string | null
  readonly lacks: boolean
  put(lab: AttackLab, folder: string): Promise<() => Promise<void>>
}

const WRITES = [5, 6, 8, 15, 16, 43, 90]
const TO_DEVICE = `ip daddr ${DEVICE} tcp dport ${PORT}`

export const shieldPolicy = {
  listen: { address: ROUTER_TO_CLIENT, port: 1502 },
  device: { address: DEVICE, port: PORT },
}

const EACH_FUNCTION = Array.from({ length: 255 }, (_, at) => at + 1)
  .filter((code) => code > 4)
  .map((code) => `drop modbus any any -> any ${PORT} (modbus: function ${code}; sid:${code};)`)
  .join('\n')

/** For functions that Suricata's own parser does not know; it sees one packet. */
const RAW = `drop tcp any any -> any ${PORT} (dsize:>7; content:"|00 00|"; offset:2; depth:2; byte_test:1,>,4,7; sid:1000;)`

export const defences: readonly Defence[] = [
  { name: 'none', needs: null, lacks: false, put: async () => async () => {} },
  {
    name: 'nft @ih match',
    ...{ needs: null, lacks: false },
    put: (lab) => nft(lab, `${TO_DEVICE} @ih,56,8 { ${WRITES.join(', ')} } drop`),
  },
  {
    name: 'iptables u32',
    ...{ needs: 'iptables', lacks: !has('iptables') },
    async put(lab) {
      const byte = `0>>22&0x3C@12>>26&0x3C@4&0xFF=${WRITES.join(',')}`
      const rule = ['-d', DEVICE, '-p', 'tcp', '--dport', `${PORT}`, '-m', 'u32', '--u32', byte]
      await lab.inRouter(['iptables', '-A', 'FORWARD', ...rule, '-j', 'DROP'])
      return () => lab.withoutRules()
    },
  },
  {
    name: 'nft strict (guard)',
    ...{ needs: null, lacks: false },
    async put(lab) {
      await lab.inRouter(['nft', '-f', '-'], rendered(shieldPolicy).guard?.rules ?? '')
      return () => lab.withoutRules()
    },
  },
  suricata(
    'Suricata, access write',
    'drop modbus any any -> any 502 (modbus: access write; sid:1;)',
  ),
  suricata('Suricata, each function', EACH_FUNCTION),
  suricata('Suricata, + raw match', `${EACH_FUNCTION}\n${RAW}`),
  {
    name: 'shield',
    ...{ needs: null, lacks: false },
    put: (lab, folder) => putShield(lab, folder, shieldPolicy),
  },
]

export function rendered(policy: object) {
  const rules = renderShieldRules(aPolicy(policy))
  if (!rules.ok) throw new Error(rules.refusal.why)
  return rules.value
}

export async function putShield(lab: AttackLab, folder: string, policy: object) {
  await lab.inRouter(['nft', '-f', '-'], rendered(policy).rules)
  const { stop } = await startShieldProgram(lab, folder, policy)
  return async () => {
    await stop()
    await lab.withoutRules()
  }
}

export async function startShieldProgram(lab: AttackLab, folder: string, policy: object) {
  const file = join(folder, 'policy.json')
  writeFileSync(file, JSON.stringify(aPolicyText(policy)))
  const options = ['--policy', file, '--log', join(folder, 'shield.jsonl'), '--json']
  const words = [process.execPath, 'cli/bin/holdpoint.mjs', 'shield', 'modbus', ...options]
  const child = lab.startInRouter(words)
  child.stderr.pipe(process.stderr)
  await once(createInterface({ input: child.stdout }), 'line')
  return { child, stop: () => ended(child) }
}

function has(command: string, version = '--version'): boolean {
  return spawnSync(command, [version]).error === undefined
}

async function nft(lab: AttackLab, rule: string) {
  const chain = `chain guard { type filter hook forward priority filter\n${rule}\n}`
  await lab.inRouter(['nft', '-f', '-'], `table inet match { ${chain}\n}`)
  return () => lab.withoutRules()
}

const SURICATA = `%YAML 1.1
---
vars: { address-groups: { HOME_NET: any, EXTERNAL_NET: any } }
outputs: []
stats: { enabled: false }
logging: { outputs: [ { console: { enabled: true, level: notice } } ] }
app-layer:
  protocols:
    modbus: { enabled: true, detection-ports: { dp: ${PORT} }, stream-depth: 0 }
stream: { inline: true, reassembly: { depth: 0 } }
nfq: { mode: accept, fail-open: false }
`

/** Inline by NFQUEUE: each packet of the conduit waits for its verdict. */
function suricata(name: string, rules: string): Defence {
  return {
    ...{ name, needs: 'suricata', lacks: !has('suricata', '-V') },
    async put(lab, folder) {
      const own = join(folder, name.replaceAll(/\W+/g, '-'))
      mkdirSync(own)
      writeFileSync(join(own, 'suricata.yaml'), SURICATA)
      writeFileSync(join(own, 'own.rules'), `${rules}\n`)
      const files = ['-c', join(own, 'suricata.yaml'), '-S', join(own, 'own.rules'), '-l', own]
      const child = lab.startInRouter(['suricata', '-q', '0', ...files])
      let said = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          said += String(chunk)
        })
      }
      for (let turn = 0; !/Engine started/i.test(said); turn += 1) {
        if (child.exitCode !== null || turn > 600) throw new Error(`suricata: ${said}`)
        await sleep(50)
      }
      for (const side of ['--dport', '--sport']) {
        const match = ['-p', 'tcp', side, `${PORT}`, '-j', 'NFQUEUE', '--queue-num', '0']
        await lab.inRouter(['iptables', '-A', 'FORWARD', ...match])
      }
      return async () => {
        await ended(child)
        await lab.withoutRules()
      }
    },
  }
}
