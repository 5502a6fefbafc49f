import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { boardRoles, formFields } from '@holdpoint/core'
import { invariant } from '@holdpoint/std'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { holdpoint, TerminalPerson } from './terminal.ts'

const owners: Readonly<Record<string, string>> = {
  'ot-cybersecurity-lead': 'mara',
  'control-systems-engineer': 'yuki',
  'operations-manager': 'priya',
  'maintenance-lead': 'lena',
  'plant-safety-officer': 'idris',
}

describe('one patch at the terminal', () => {
  const data = temporaryFolder('cli-story')
  const tokens = temporaryFolder('cli-tokens')
  let server: ServerProcess
  const people = new Map<string, TerminalPerson>()

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
    tokens.remove()
  })

  function person(login: string): TerminalPerson {
    const known = people.get(login)
    if (known !== undefined) return known
    const made = new TerminalPerson({ login, server: server.address, folder: tokens.path })
    people.set(login, made)
    return made
  }

  async function decidedCase(): Promise<string> {
    const { findings } = await person('mara').asks(api.listFindings, { verdict: 'affected' })
    const finding = findings.find((one) => one.assetTag === 'PLC-103')
    invariant(finding !== undefined, 'PLC-103 has a finding')
    const opened = await person('mara').asks(api.openCase, {
      'asset-id': finding.assetId,
      'advisory-id': finding.advisoryId,
      'product-id': finding.productId,
    })
    const { id } = opened.view.case
    const evidence = 'advisory and site walk'
    await person('mara').says('cases context', {
      id,
      exploitation: 'none',
      exposure: 'controlled',
      automatable: 'no',
      'service-used': 'yes',
      evidence,
    })
    await person('mara').says('cases placement', {
      id,
      'safety-impact': 'marginal',
      'mission-impact': 'mef-failure',
      'near-safety-system': 'yes',
      evidence,
    })
    await person('mara').says('cases controls', { id, claimed: [], evidence })
    for (const login of ['yuki', 'sam']) {
      await person(login).says('cases impact', {
        id,
        'if-it-fails': 'dosing stops',
        'line-stops': 'no',
        'tolerated-from': 'night demand',
        'tolerated-minutes': 30,
      })
    }
    await person('mara').says('cases decide', { id, means: 'patch', reason: 'a fix is there' })
    return id
  }

  async function plannedChange(caseId: string): Promise<string> {
    const opened = await person('tomas').asks(api.openChange, {
      'case-id': caseId,
      title: 'Patch PLC-103 to SV3.51',
    })
    const { id } = opened.view.change
    const { patches } = await person('tomas').asks(api.listPatches)
    const { assets } = await person('tomas').asks(api.listAssets)
    const patch = patches.find((one) => one.version === 'SV3.51')
    const asset = assets.find((one) => one.tag === 'PLC-103')
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
    const test = { action: 'Read it', expected: 50, tolerance: 50, unit: '%', minutes: 2 }
    const address = asset?.signals[0]?.address
    invariant(patch !== undefined, 'the library has a patch for it')
    await person('tomas').says('changes plan', {
      id,
      'patch-sha256': patch.sha256,
      'opens-at': at(-10),
      'closes-at': at(240),
      'reversible-basis': 'The vendor lets the old image be loaded again',
      'residual-risk': 'none known',
      'functional-tests': [
        { ...test, id: 'line', title: 'The line reads', readBy: 'probe', signal: address },
        { ...test, id: 'dose', title: 'The dose is right', readBy: 'person', signal: null },
      ],
    })
    return id
  }

  async function boardSaysGo(id: string): Promise<void> {
    await person('tomas').says('board submit', { id })
    for (const [field, { owner, words }] of Object.entries(formFields)) {
      const text = `${words}: considered`
      await person(owners[owner] ?? 'mara').says('board fill', { id, field, text })
    }
    for (const role of boardRoles) {
      const signer = person(owners[role] ?? '')
      const { digest } = await signer.asks(api.readChange, { id })
      await signer.says('board sign', { id, role, digest, password: signer.password })
    }
    const { digest } = await person('mara').asks(api.readChange, { id })
    const refused = await person('mara').tries('board decide', { id, body: 'nowhere.json' })
    expect(refused).toMatchObject({ code: 2 })
    const body = join(tokens.path, 'go.json')
    writeFileSync(body, JSON.stringify({ kind: 'go', digest }))
    await person('mara').says('board decide', { id, body })
  }

  test('goes from finding to closed, and the evidence holds offline', async () => {
    const caseId = await decidedCase()
    const id = await plannedChange(caseId)
    await boardSaysGo(id)
    const notHis = await person('tomas').tries('window release', {
      id,
      'process-state': 'ok',
      permit: 'PTW-1',
    })
    expect(notHis.code).toBe(1)
    expect(notHis.err).toMatch(/^refused: .+operator/)
    await person('sam').says('window release', { id, 'process-state': 'ok', permit: 'PTW-1' })
    for (const step of ['backup', 'transfer', 'activate', 'read', 'confirm']) {
      await person('tomas').says('window start', { id, 'step-id': step })
      const followed = await person('tomas').says('window watch', { id })
      expect(followed).toMatch(/in-window; next: /)
    }
    await person('sam').says('window accept-back', { id, 'process-state': 'dosing' })
    await person('sam').says('validation probe', { id, 'test-id': 'line' })
    await person('sam').says('validation record', { id, 'test-id': 'dose', measured: 49.5 })
    await person('tomas').says('validation firmware', { id })
    await person('tomas').says('validation lesson', { id, lesson: 'none' })
    const closed = await person('tomas').asks(api.closeRoute, { id })
    expect(closed.view.change.state).toBe('closed')

    const evidence = join(tokens.path, 'evidence')
    await person('noor').says('evidence export', { id, out: evidence })
    const held = await holdpoint(['evidence', 'verify', evidence, '--json'])
    expect(held.code).toBe(0)
    expect(JSON.parse(held.out)).toMatchObject({ ok: true, failures: [] })
    const report = join(evidence, 'report.html')
    writeFileSync(report, readFileSync(report, 'utf8').replace('PLC-103', 'PLC-104'))
    const altered = await holdpoint(['evidence', 'verify', evidence, '--json'])
    expect(altered.code).toBe(1)
    expect(JSON.parse(altered.out).failures[0].where).toMatch(/report\.html/)

    const ledger = join(tokens.path, 'ledger')
    await person('noor').says('ledger export', { out: ledger })
    const whole = await holdpoint(['ledger', 'verify', ledger, '--json'])
    expect(whole.code).toBe(0)
    expect(JSON.parse(whole.out)).toMatchObject({ ok: true })
    const absent = await holdpoint(['ledger', 'verify', join(tokens.path, 'none')])
    expect(absent.code).toBe(2)
    expect(absent.err.trim().split('\n')).toHaveLength(1)
  })
})
