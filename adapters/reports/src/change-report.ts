import {
  boardRoles,
  type Change,
  firmwareRefusals,
  formFields,
  formRefusals,
  roleWords,
  signedRoles,
  stateWords,
  type TriageCase,
  testRefusals,
} from '@holdpoint/core'
import { escapeHtml, list, page, table } from './html.ts'

export type ReportEntry = {
  readonly leaf: number
  readonly at: string
  readonly byName: string
  readonly words: string
}

export type ChangeReport = {
  readonly site: string
  readonly change: Change
  readonly triage: TriageCase | null
  readonly entries: readonly ReportEntry[]
  readonly checkpoint: { readonly size: number; readonly root: string }
}

/** What a reader would ask for and the record does not hold: always first. */
export function gapsOf({ change, triage }: ChangeReport): readonly string[] {
  const gaps: string[] = []
  if (change.state !== 'closed') gaps.push(`The change is not closed: ${stateWords[change.state]}`)
  const closedAs = change.validation.closedAs
  if (closedAs !== null && closedAs !== 'installed')
    gaps.push(`The patch was not installed: ${closedAs}`)
  const signed = signedRoles(change)
  for (const role of boardRoles.filter((one) => !signed.includes(one))) {
    gaps.push(`No valid signature of the ${roleWords[role]}`)
  }
  gaps.push(...formRefusals(change.board.form).map((one) => `${one.what}. ${one.clearedBy}`))
  if (closedAs === 'installed' || closedAs === null) {
    gaps.push(...[...testRefusals(change), ...firmwareRefusals(change)].map((one) => one.what))
  }
  if (triage?.controls !== null && triage?.controls !== undefined) {
    for (const claim of triage.controls.claimed) gaps.push(`Control "${claim}": credit none`)
  }
  return gaps
}

/** The change as one page for screen and paper; every text is escaped. */
export function changeReportHtml(report: ChangeReport): string {
  const { change, site } = report
  const gaps = gapsOf(report)
  const title = `${change.title}: ${stateWords[change.state]}`
  const body = [
    `<p>${escapeHtml(site)}, change <code>${escapeHtml(change.id)}</code>, revision ${change.revision}.</p>`,
    `<section class="gaps"><h2>Gaps</h2>${list(gaps, 'None was found.')}</section>`,
    planSection(change),
    boardSection(change),
    runSection(change),
    validationSection(change),
    ledgerSection(report),
  ]
  return page(title, body.join('\n'))
}

function planSection(change: Change): string {
  const { plan } = change
  if (plan === null) return '<h2>Plan</h2><p>No plan was written.</p>'
  const facts = [
    ['Asset', plan.assetTag],
    ['Advisory', plan.advisoryId],
    ['Vulnerabilities', plan.cves.join(', ')],
    ['Firmware', `${plan.firmwareFrom} to ${plan.firmwareTo}`],
    ['Reversibility', `${plan.reversibility}: ${plan.reversibilityBasis}`],
    ['Patch file', `${plan.patch.fileName}, SHA-256 ${plan.patch.sha256}`],
    ['Source', `${plan.patch.source}; verified by ${plan.patch.sourceVerifiedBy}`],
    ['Window', `${plan.window.opensAt} to ${plan.window.closesAt}`],
    ['Residual risk', plan.residualRisk],
    ['Limits', plan.limits === '' ? 'none entered' : plan.limits],
  ]
  return `<h2>Plan</h2>${table('What was to be done', ['Item', 'As planned'], facts)}`
}

function boardSection(change: Change): string {
  const { form, signatures, voided, decision, veto } = change.board
  const fields = Object.entries(formFields).map(([field, { words, owner }]) => [
    words,
    form[field as keyof typeof formFields] ?? 'empty',
    roleWords[owner],
  ])
  const row = (one: (typeof signatures)[number]) => [
    one.name,
    roleWords[one.role],
    one.meaning,
    one.at,
    one.digest,
  ]
  const header = ['Name', 'Role', 'Meaning', 'At', 'Plan signed']
  return [
    '<h2>Board</h2>',
    table('The form', ['Field', 'Answer', 'Owner'], fields),
    table('Signatures that stand', header, signatures.map(row)),
    voided.length > 0 ? table('Signatures voided by an edit', header, voided.map(row)) : '',
    `<p>Decision: ${escapeHtml(decision?.kind ?? 'none')}.</p>`,
    veto === null ? '' : `<p>Veto by ${escapeHtml(veto.name)}: ${escapeHtml(veto.reason)}</p>`,
  ].join('\n')
}

function runSection(change: Change): string {
  const { plan, run } = change
  const steps = plan === null ? [] : [...plan.steps, ...plan.rollback]
  const rows = steps.map((step) => {
    const record = run.steps[step.id]
    return [step.title, record?.status ?? 'not done', record?.at ?? '', record?.detail ?? '']
  })
  const backup =
    run.backup === null ? 'none' : `${run.backup.sha256}, read back ${run.backup.readBackAt}`
  return [
    '<h2>Window</h2>',
    `<p>Backup: <code>${escapeHtml(backup)}</code></p>`,
    table('Steps', ['Step', 'Outcome', 'At', 'Detail'], rows),
  ].join('\n')
}

function validationSection(change: Change): string {
  const { validation, plan } = change
  const title = (id: string) => plan?.functionalTests.find((one) => one.id === id)?.title ?? id
  const rows = validation.tests.map((one) => [
    title(one.testId),
    `${one.measured} ${one.unit}`,
    one.passed ? 'passed' : 'failed',
    one.readBy,
    one.phase,
    one.at,
  ])
  const firmware = validation.firmware
  const read =
    firmware === null
      ? 'The firmware was not re-read.'
      : `The device says ${firmware.claimed ?? 'nothing'}; its boot slot holds ${firmware.booted ?? 'nothing'}.`
  return [
    '<h2>Validation</h2>',
    table('Functional tests', ['Test', 'Reading', 'Result', 'By', 'Phase', 'At'], rows),
    `<p>${escapeHtml(read)}</p>`,
    `<p>Matched again: ${escapeHtml(validation.rematch?.verdict ?? 'no')}.</p>`,
    `<p>Lesson: ${escapeHtml(validation.lesson ?? 'none recorded')}</p>`,
  ].join('\n')
}

function ledgerSection({ entries, checkpoint }: ChangeReport): string {
  const rows = entries.map((one) => [String(one.leaf), one.at, one.byName, one.words])
  return [
    '<h2>Ledger</h2>',
    `<p>Checkpoint: ${checkpoint.size} entries, root <code>${escapeHtml(checkpoint.root)}</code>.</p>`,
    table('Entries of this change', ['Entry', 'At', 'By', 'What'], rows),
  ].join('\n')
}
