import { formFields } from '@holdpoint/core'
import type { Visitor } from './visitor.ts'

type Wish = {
  readonly assetTag: string
  readonly advisoryId: string
  readonly version: string
  /** Why it can be taken back; left empty where the advisory says that it cannot. */
  readonly reversibleBasis?: string
  /** The signal that the probe's test reads; by default the first of the asset. */
  readonly signal?: RegExp
}

/** Mara confirms what is recorded and answers the rest; engineer and operator give the fourth. */
export async function decidesCase(visitor: Visitor, wish: Wish): Promise<void> {
  await visitor.becomes('Mara')
  await visitor.opens('Findings')
  const row = new RegExp(`^${wish.assetTag} .*${wish.advisoryId}`)
  await visitor.page.getByRole('row', { name: row }).first().click()
  const named = new RegExp(`^Open a case for ${wish.assetTag}, ${wish.advisoryId}, `)
  await visitor.button(named).click()
  await visitor.heading(`Case: ${wish.assetTag}, ${wish.advisoryId}`).waitFor()
  await visitor.picks('Known exploitation', 'None known')
  await visitor.answers('Can the attack be automated?', 'No')
  await visitor.writes('Evidence for the context', 'Advisory and site walk')
  await visitor.does('Record the context')
  await visitor.picks('Safety impact', 'Marginal')
  await visitor.picks('Mission impact', 'An essential function fails')
  await visitor.writes('Evidence for the placement', 'Process hazard study 2024')
  await visitor.does('Record the placement')
  await visitor.writes('Evidence for the controls', 'None is in place')
  await visitor.does('Record the controls')
  await visitor.becomes('Yuki')
  await visitor.writes('What happens if it fails', 'The inlet valve closes and the tank drains')
  await visitor.answers('Does the line stop?', 'Yes')
  await visitor.writes('Operating state from which it is tolerable', 'Tank above 60 %, at night')
  await visitor.writes('Tolerated minutes', '20')
  await visitor.does('Record the impact')
  await visitor.becomes('Sam')
  await visitor.does('Confirm or correct the impact')
  await visitor.becomes('Mara')
  await visitor.picks('Means', 'Patch')
  await visitor.writes('Reason for the means', 'A fix is there and fits the window')
  await visitor.does('Decide the case')
}

/** Tomas opens the change, writes its plan from what is drafted, and brings it before the board. */
export async function bringsPlan(visitor: Visitor, wish: Wish): Promise<void> {
  await visitor.becomes('Tomas')
  await visitor.does('Open a change')
  await visitor.link('Write the plan').click()
  await visitor.picks('Patch file', new RegExp(` ${wish.version} `))
  if (wish.signal !== undefined) await visitor.picks('Test 1 signal', wish.signal)
  if (wish.reversibleBasis !== undefined) {
    await visitor.writes('Why it can be taken back', wish.reversibleBasis)
  }
  await visitor.writes('Residual risk', 'The engineering port stays open to the control zone')
  await visitor.does('Write the plan')
  await visitor.does('Bring the change before the board')
}

export const boardMembers = [
  ['Priya', 'operations-manager', 'Read and sign as operations manager'],
  ['Lena', 'maintenance-lead', 'Read and sign as maintenance lead'],
  ['Idris', 'plant-safety-officer', 'Read and sign as plant safety officer'],
  ['Yuki', 'control-systems-engineer', 'Read and sign as control systems engineer'],
  ['Mara', 'ot-cybersecurity-lead', 'Read and sign as OT cybersecurity lead'],
] as const

/** Each member fills the fields that they own; what the plan says is drafted already. */
export async function fillsForm(visitor: Visitor): Promise<void> {
  for (const [name, role] of boardMembers) {
    await visitor.becomes(name)
    for (const { words, owner } of Object.values(formFields)) {
      if (owner !== role) continue
      const field = visitor.page.getByRole('textbox', { name: words, exact: true })
      if ((await field.inputValue()) === '') await field.fill(`Considered by ${name} and agreed`)
      await visitor.does(`Record "${words}"`)
    }
  }
}

/** All five sign, each with their password again, and the chair records the go. */
export async function signsAndGoes(visitor: Visitor): Promise<void> {
  for (const [name, , words] of boardMembers) {
    await visitor.becomes(name)
    await signs(visitor, name, words)
  }
  await visitor.does('Record the decision: go')
}

export async function signs(visitor: Visitor, name: string, words: string): Promise<void> {
  await visitor.link(words).click()
  await visitor.page.getByRole('checkbox', { name: /^I have read the plan/ }).check()
  await visitor.givesPassword(name.toLowerCase())
  await visitor.button(/^Sign as /).click()
  await visitor.lastAct().filter({ hasText: 'Sign as' }).waitFor()
  await visitor.heading(/^Board: /).waitFor()
}

/** Sam gives the plant to the work. */
export async function releases(visitor: Visitor): Promise<void> {
  await visitor.becomes('Sam')
  await visitor.turnsTo('4 Window')
  await visitor.writes('Process state', 'Tank at 62 %, night demand')
  await visitor.writes('Permit number', 'PTW-1187')
  await visitor.does('Release the plant to the work')
}

/** Starts the step that is next and waits until the screen, by itself, says that it is done. */
export async function runsStep(visitor: Visitor, title: string): Promise<void> {
  await visitor.button(`Start: ${title}`).click()
  await stepIs(visitor, title, 'Done')
}

export async function stepIs(visitor: Visitor, title: string, word: string): Promise<void> {
  const step = visitor.page
    .getByRole('listitem')
    .filter({ has: visitor.page.getByRole('heading', { name: title, exact: true, level: 3 }) })
  await visitor.status(step, word).waitFor()
}
