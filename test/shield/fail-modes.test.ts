import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { labLacks } from '@holdpoint/lab'
import { reach, readNetworkFile } from '@holdpoint/reach'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { AttackLab, DEVICE, ended, PORT } from './lab/attack-lab.ts'
import { rendered, shieldPolicy, startShieldProgram } from './lab/defences.ts'
import { adu, pduOf } from './messages.ts'

const lacks = await labLacks()

const open = {
  listen: { address: '0.0.0.0', port: PORT },
  device: { address: DEVICE, port: PORT },
  failMode: { mode: 'open', signedBy: 'M. Keller', signedAt: '2026-11-20T09:00:00Z' },
}

describe.skipIf(lacks !== null)(
  'a conduit without its shield (needs network namespaces and nftables)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'fail-'))
    let lab: AttackLab
    beforeAll(async () => {
      lab = await AttackLab.open()
    })
    afterEach(() => lab.withoutRules())
    afterAll(async () => {
      await lab?.close()
      rmSync(folder, { recursive: true })
    })

    /** What becomes of one request: the function of the answer, what ended it, or silence. */
    async function ask(pdu: Buffer, keep?: string): Promise<number | string> {
      const named = keep === undefined ? {} : { keep }
      const asked = { segments: [adu(pdu)], answers: 1, waitMs: 700, ...named }
      const { answers, ended } = await lab.exchange(asked)
      return answers[0]?.[7] ?? ended ?? 'silence'
    }
    const read = (keep?: string) => ask(pduOf(3, 0, 1), keep)
    const write = (keep?: string) => ask(pduOf(6, 0, 1), keep)
    const load = (rules: string) => lab.inRouter(['nft', '-f', '-'], rules)
    const REFUSED = 6 | 0x80

    test('fails closed: nothing reaches the device past the shield, before, without or after it', async () => {
      expect(await write('before')).toBe(6)
      const { rules, rollback } = rendered(shieldPolicy)
      await load(rules)
      expect(await write('before')).toBe('ECONNRESET')
      expect(await read()).toBe('ECONNREFUSED')
      const { stop } = await startShieldProgram(lab, folder, shieldPolicy)
      expect([await read('through'), await write('through')]).toEqual([3, REFUSED])
      await stop()
      expect(await read('through')).toMatch(/closed|ECONNRESET|EPIPE/)
      expect(await read()).toBe('ECONNREFUSED')
      expect(await lab.received()).toHaveLength(2)
      await load(rollback)
      expect(await write()).toBe(6)
    })

    test('fails open: without the shield everything passes, with it nothing does, not even what was open', async () => {
      await load(rendered(open).rules)
      expect(await write('past')).toBe(6)
      const { stop } = await startShieldProgram(lab, folder, open)
      expect([await read('through'), await write('through')]).toEqual([3, REFUSED])
      expect(await write('past')).toBe('ECONNRESET')
      await stop()
      expect(await read('through')).toMatch(/closed|ECONNRESET|EPIPE/)
      expect(await write()).toBe(6)
    })

    test('fails open does not see that a shield hangs, nor who else listens at its port', async () => {
      await load(rendered(open).rules)
      const { child, stop } = await startShieldProgram(lab, folder, open)
      expect(await read()).toBe(3)
      child.kill('SIGSTOP')
      expect(await read()).toBe('silence')
      await stop()
      expect(await read()).toBe(3)
      const listens =
        "require('net').createServer().listen(502, '0.0.0.0', () => console.log('up'))"
      const other = lab.startInRouter([process.execPath, '-e', listens])
      await once(other.stdout, 'data')
      expect(await read()).toBe('silence')
      await ended(other)
    })

    /** What the reach engine says of the rules as the kernel lists them. */
    async function verdict(rules: string, service: string): Promise<string> {
      await lab.withoutRules()
      await load(rules)
      const text = await lab.inRouter(['nft', '-j', 'list', 'ruleset'])
      const network = readNetworkFile({
        zones: [
          { id: 'supervision', subnets: ['10.10.2.0/24'] },
          { id: 'control', subnets: ['10.10.1.0/24'] },
        ],
        firewalls: [
          {
            ...{ id: 'router', dialect: 'nftables', configurations: [{ file: 'listed', text }] },
            interfaces: { sup: 'supervision', ctl: 'control' },
          },
        ],
        complete: true,
      })
      if (!network.ok) throw new Error(JSON.stringify(network.refusal))
      const asked = { from: 'zone:supervision', to: `host:${DEVICE}`, service }
      const answer = reach(network.value, asked)
      if (!answer.ok) throw new Error(answer.refusal.why)
      const { assumptions, openSessions } = answer.value
      return `${answer.value.verdict}, open ${openSessions}, ${assumptions.length} assumptions`
    }

    test('the reach engine proves of the closed rules, and of no others, that no packet passes', async () => {
      const { rules, guard } = rendered(shieldPolicy)
      expect(await verdict(rules, 'tcp/502')).toBe('none, open none, 0 assumptions')
      expect(await verdict(rules, 'tcp/503')).toBe('all, open all, 0 assumptions')
      expect(await verdict(rendered(open).rules, 'tcp/502')).not.toMatch('none')
      expect(await verdict(guard?.rules ?? '', 'tcp/502')).not.toMatch(/^none/)
    })

    test('loading the rules a second time leaves one set of them', async () => {
      await load(rendered(shieldPolicy).rules)
      const loaded = await lab.inRouter(['nft', 'list', 'ruleset'])
      await load(rendered(shieldPolicy).rules)
      expect(await lab.inRouter(['nft', 'list', 'ruleset'])).toBe(loaded)
    })
  },
)
