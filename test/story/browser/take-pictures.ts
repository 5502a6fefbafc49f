import { join } from 'node:path'
import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { atField } from '../field-panel.ts'
import {
  boardSaysGo,
  decideCase,
  fillWholeForm,
  giveOneWayGo,
  type People,
  peopleAt,
  release,
  runAll,
  writePlan,
} from '../patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from '../server-process.ts'
import { openBrowser, openScreen } from './open-browser.ts'
import { Visitor } from './visitor.ts'

const DESK = { width: 1360, height: 900 }
const PHONE = { width: 390, height: 844 }

type Album = {
  readonly server: ServerProcess
  readonly people: People
  readonly visitor: Visitor
  readonly folder: string
}

/** The pictures of the README and the docs, of the real server and the demonstration plant. */
export async function takePictures(folder: string): Promise<void> {
  const data = temporaryFolder('pictures')
  let server: ServerProcess | null = null
  let browser: Browser | null = null
  try {
    server = await startServer({ dataFolder: data.path })
    browser = await openBrowser()
    const visitor = await Visitor.at(await openScreen(browser, { ...server, ...DESK }))
    const album = { server, people: peopleAt(server.address), visitor, folder }
    await pictureSignIn(album)
    await picturePatch(album)
    await pictureVeto(album)
    await pictureLedger(album)
  } finally {
    await browser?.close()
    await server?.stop()
    data.remove()
  }
}

type Shot = {
  readonly name: string
  readonly by: string
  readonly path: string
  /** The panel that stands at the top of the picture. */
  readonly from?: string
  readonly size?: { readonly width: number; readonly height: number }
}

async function shoot({ visitor, folder }: Album, shot: Shot): Promise<void> {
  const { page } = visitor
  const { name, by, path, from, size = DESK } = shot
  await page.setViewportSize(size)
  await visitor.becomes(by)
  await page.goto(path)
  await page.getByRole('banner').getByText('Online').waitFor()
  await page.getByText('Asking').first().waitFor({ state: 'hidden' })
  if (from !== undefined) {
    await visitor.region(from).evaluate((panel) => {
      window.scrollTo(0, panel.getBoundingClientRect().top + window.scrollY - 16)
    })
  }
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function pictureSignIn({ visitor, folder }: Album): Promise<void> {
  await visitor.heading('Sign in').waitFor()
  await visitor.page.screenshot({ path: join(folder, 'sign-in.png') })
}

/** A one-way patch whose functional test fails, from the finding to the way back. */
async function picturePatch(album: Album): Promise<void> {
  const { people, server } = album
  await shoot(album, { name: 'findings', by: 'Mara', path: '/triage' })
  await shoot(album, { name: 'map', by: 'Mara', path: '/map' })
  const caseId = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
  await shoot(album, { name: 'case', by: 'Mara', path: `/cases/${caseId}` })
  const questions = { from: 'Question 1: context', size: { width: 1360, height: 1100 } }
  await shoot(album, { name: 'case-questions', by: 'Mara', path: `/cases/${caseId}`, ...questions })
  const probeTest = { signalTag: 'pump-running', expected: 1, tolerance: 0 }
  const wish = { caseId, assetTag: 'PLC-101', version: '11.004', probeTest }
  const id = await writePlan(people, wish)
  const params = { id }
  await people.tomas.ask(api.submitToBoard, { params })
  await fillWholeForm(people, id)
  for (const [role, person] of signers(people)) {
    const { digest } = await person.ask(api.readChange, { params })
    const body = { role, digest: digest ?? '', password: person.password }
    await person.ask(api.signRoute, { params, body })
  }
  await shoot(album, { name: 'overview', by: 'Priya', path: '/' })
  const board = { by: 'Priya', path: `/changes/${id}` }
  await shoot(album, { name: 'board', ...board })
  await shoot(album, { name: 'signatures', ...board, from: 'Signatures' })
  await shoot(album, { name: 'sign', by: 'Priya', path: `/changes/${id}/sign` })
  const { digest } = await people.priya.ask(api.readChange, { params })
  const body = { digest: digest ?? '', password: people.priya.password }
  await people.priya.ask(api.signRoute, { params, body: { ...body, role: 'operations-manager' } })
  await people.mara.ask(api.decideRoute, { params, body: { kind: 'go', digest: digest ?? '' } })
  const fault = { kind: 'pump-does-not-start-after-update' }
  await atField(server.fieldPanelUrl ?? '', { kind: 'inject', tag: 'PLC-101', fault })
  await release(people, id)
  await runAll(people, id, ['backup', 'transfer'])
  const window = { by: 'Tomas', path: `/changes/${id}/window` }
  await shoot(album, { name: 'window', ...window, from: 'Steps' })
  await shoot(album, { name: 'window-phone', ...window, by: 'Sam', size: PHONE })
  await giveOneWayGo(people, id, 'activate')
  await runAll(people, id, ['activate', 'read', 'confirm'])
  await people.sam.ask(api.acceptBackRoute, { params, body: { processState: 'level falling' } })
  await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
  await people.tomas.ask(api.verifyFirmwareRoute, { params })
  await shoot(album, { name: 'validation', by: 'Sam', path: `/changes/${id}/validation` })
}

function signers(people: People) {
  return [
    ['ot-cybersecurity-lead', people.mara],
    ['control-systems-engineer', people.yuki],
    ['maintenance-lead', people.lena],
    ['plant-safety-officer', people.idris],
  ] as const
}

async function pictureVeto(album: Album): Promise<void> {
  const { people } = album
  const caseId = await decideCase(people, 'PLC-103')
  const reversibleBasis = 'The vendor lets the old image be loaded again'
  const id = await writePlan(people, {
    caseId,
    assetTag: 'PLC-103',
    version: 'SV3.51',
    reversibleBasis,
  })
  await boardSaysGo(people, id)
  await release(people, id)
  await runAll(people, id, ['backup', 'transfer'])
  const body = { ground: 'safety', reason: 'The night crew is one short' } as const
  await people.sam.ask(api.vetoRoute, { params: { id }, body })
  await shoot(album, { name: 'veto', by: 'Tomas', path: `/changes/${id}/window` })
}

async function pictureLedger(album: Album): Promise<void> {
  await shoot(album, { name: 'ledger', by: 'Noor', path: '/ledger' })
}
