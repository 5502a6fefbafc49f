import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

describe('lists from files at the terminal', () => {
  const data = temporaryFolder('cli-lists')
  let server: ServerProcess
  let tomas: TerminalPerson
  let mara: TerminalPerson

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    const at = { server: server.address, folder: data.path }
    tomas = new TerminalPerson({ login: 'tomas', ...at })
    mara = new TerminalPerson({ login: 'mara', ...at })
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  function file(name: string, text: string): string {
    const path = join(data.path, name)
    writeFileSync(path, text)
    return path
  }

  test('updates, zones, what may be probed, a decision table', async () => {
    const releases = file('releases.csv', 'id,vendor,product\nKB-1,Microsoft,Windows Server 2019')
    const updates = await tomas.asks(api.importUpdates, { kind: 'releases', file: releases })
    expect(updates).toMatchObject({ rows: 1, releases: 1 })
    const page = file('page.html', '<table><tr><th>KB<th>Result<tr><td>KB5040430<td>passed</table>')
    const mapping = {
      columns: { KB: 'update', Result: 'verdict' },
      constants: { product: 'WinCC', stated: '2026-10-20' },
    }
    const list = {
      kind: 'qualifications',
      file: page,
      source: 'Vendor page',
      mapping: JSON.stringify(mapping),
    }
    const preview = await tomas.asks(api.previewUpdates, list)
    expect(preview.rows.map((row) => row.words)).toEqual([
      'KB5040430 on WinCC, every version: approved, 2026-10-20',
    ])
    const said = await tomas.asks(api.importUpdates, { ...list, digest: preview.digest })
    expect(said).toMatchObject({ qualifications: 1, refused: [] })
    const zone = { id: 'control', name: 'Control', level: 1, containsSafetySystem: false }
    const zones = file('zones.json', JSON.stringify({ zones: [zone] }))
    expect(await tomas.asks(api.importNetwork, { file: zones })).toMatchObject({ zones: 1 })
    const policy = file('policy.json', JSON.stringify({ zones: ['control'], knownSafe: [] }))
    const probing = await tomas.asks(api.setProbing, { file: policy })
    expect(probing.policy.zones).toEqual(['control'])
    const sheet = file('table.csv', 'automatable,urgency\nno,defer\nyes,scheduled')
    const named = { id: 'works', version: '1', title: 'Table of the works' }
    const table = await mara.asks(api.addDecisionTable, { ...named, file: sheet })
    expect(table.sha256).toMatch(/^[0-9a-f]{64}$/)
    const { inForce } = await mara.asks(api.listDecisionTables)
    expect(inForce).toBe(table.sha256)
  })

  test('a file that is no JSON ends with 2 and says where', async () => {
    const said = await tomas.tries('plant network-import', { file: file('odd.json', '{"zones"') })
    expect(said.code).toBe(2)
    expect(said.err).toMatch(/odd\.json: line 1: not JSON/)
  })
})
