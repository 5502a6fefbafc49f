import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ENTRY = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

type Ready = {
  readonly fieldPanelUrl: string
  readonly controllers: readonly { readonly tag: string; readonly modbusPort: number }[]
  readonly inventory: string
  readonly images: readonly { readonly path: string; readonly sha256: string }[]
}

describe('the plant as one command', () => {
  let child: ChildProcess
  let ready: Ready
  const stateDir = mkdtempSync(join(tmpdir(), 'simplant-'))
  beforeAll(async () => {
    child = fork(ENTRY, ['--state', stateDir, '--boot-ms', '50'], { execArgv: [], stdio: 'ignore' })
    // With its output ignored the child says the same line over IPC.
    ready = await new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as Ready))
      child.once('exit', (code) => reject(new Error(`the plant ended with ${code}`)))
    })
  })
  afterAll(() => {
    child.kill()
    rmSync(stateDir, { recursive: true, force: true })
  })

  test('it says where everything is, and no password is in the inventory', () => {
    expect(ready.controllers.map((controller) => controller.tag)).toContain('PLC-101')
    expect(ready.images).toHaveLength(5)
    const inventory = readFileSync(ready.inventory, 'utf8')
    expect(inventory).toContain('maintenance:PLC-101')
    expect(inventory).not.toContain('password')
  })

  test('the panel shows the tank and names every button', async () => {
    const page = await (await fetch(ready.fieldPanelUrl)).text()
    expect(page).toContain('Fit the programmed spare for PLC-101')
    expect(page).toContain('There is no spare on the shelf')
    expect(page).toMatch(/role="img"[^>]*aria-label="Tank T-101 at \d+ percent/s)
    expect(page).not.toMatch(/(src|href)="http/)
  })

  test('a fitted spare is new hardware', async () => {
    const before = await serialOf('PLC-103')
    expect((await act({ kind: 'fit-spare', tag: 'PLC-103' })).status).toBe(200)
    expect(await serialOf('PLC-103')).not.toBe(before)
  })

  test('a form is answered with the page, and says what was done', async () => {
    const form = new URLSearchParams({ kind: 'pump', run: 'false' })
    const answer = await fetch(`${ready.fieldPanelUrl}act`, { method: 'POST', body: form })
    expect(await answer.text()).toContain('Pump P-101 is commanded to stop.')
  })

  test('what is no act is refused, and so is a page of another origin', async () => {
    expect((await act({ kind: 'inject', tag: 'PLC-101', fault: 'meteor' })).status).toBe(400)
    expect((await act({ kind: 'kill', tag: 'NOBODY' })).status).toBe(400)
    const headers = { origin: 'http://elsewhere.example' }
    expect((await fetch(ready.fieldPanelUrl, { headers })).status).toBe(403)
  })

  test('when its parent goes, the plant and its controllers go', async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.disconnect()
    expect(await ended).toBe(0)
    await expect(fetch(ready.fieldPanelUrl)).rejects.toThrow()
  })

  function act(body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    return fetch(`${ready.fieldPanelUrl}act`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
  }

  async function serialOf(tag: string): Promise<string | undefined> {
    const state = (await (await fetch(`${ready.fieldPanelUrl}state`)).json()) as {
      controllers: { tag: string; serial: string }[]
    }
    return state.controllers.find((controller) => controller.tag === tag)?.serial
  }
})
