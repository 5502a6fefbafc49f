import { formFields, isFormField } from '../2-board/form.ts'
import { isRole, roleWords } from '../plant/role.ts'

type Body = { readonly [key: string]: unknown }

/** One line for a person about any event of the ledger; the entry itself stays the truth. */
export function eventWords(event: { readonly kind: string; readonly body: Body }): string {
  const speak = Object.hasOwn(words, event.kind) ? words[event.kind] : undefined
  return speak === undefined ? event.kind.replaceAll('-', ' ') : speak(event.body)
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

const count = (value: unknown): string => (Array.isArray(value) ? String(value.length) : '0')

const role = (value: unknown): string => {
  const name = text(value)
  return isRole(name) ? roleWords[name] : name
}

const short = (value: unknown): string => text(value).slice(0, 12)

const agedWords = (value: unknown): string =>
  Array.isArray(value) ? value.map((one) => text((one as Body).words)).join('; ') : ''

const words: Readonly<Record<string, (body: Body) => string>> = {
  'inventory-imported': (b) =>
    `Inventory imported from ${text(b.source)}: ${text(b.assets)} assets`,
  'network-imported': (b) =>
    `Network imported from ${text(b.source)}: ${text(b.zones)} zones, ${text(b.conduits)} conduits`,
  'firewall-imported': (b) =>
    `Configuration of ${text(b.firewall)} imported from ${text(b.source)}: ${short(b.digest)}`,
  'probing-policy-set': () => 'Said where and on which models probing is permitted',
  'probe-released': (b) => `${text(b.tag)}: one probe released by ${text(b.byName)}`,
  'probe-begun': (b) => `${text(b.tag)} is asked who it is`,
  'probe-ended': (b) =>
    b.why === null ? `${text(b.assetId)} answered` : `${text(b.assetId)}: ${text(b.why)}`,
  'updates-imported': (b) =>
    `List of ${text(b.list)} imported from ${text(b.source)}: ${text(b.rows)} rows`,
  'qualification-ruled': (b) => {
    const stands = b.stands as { source?: unknown; verdict?: unknown } | undefined
    const verdict = text(stands?.verdict).replaceAll('-', ' ')
    return `${text(b.releaseId)} on ${text(b.product)}: ${verdict} by ${text(stands?.source)} stands: ${text(b.reason)}`
  },
  'update-file-linked': (b) =>
    `${text(b.fileName)} ${b.linked === true ? 'is' : 'is no longer'} the file of ${text(b.releaseId)} for ${text(b.product)}`,
  'fact-ruled': (b) =>
    `${text(b.tag)}: ${text(b.source)} is right about ${text(b.field)}: ${text(b.reason)}`,
  'enrichment-imported': (b) =>
    `Facts about vulnerabilities imported: ${text(b.kev)} of KEV, ${text(b.epss)} of EPSS, ` +
    `${text(b.cisa)} CVE records`,
  'decision-table-set': (b) =>
    `Decision table ${text(b.title)}, version ${text(b.version)}, in force`,
  'decision-table-withdrawn': (b) => `Decision table ${short(b.sha256)} withdrawn`,
  'table-policy-set': (b) =>
    `${b.bod2604 === true ? 'CISA BOD 26-04 is asked' : 'CISA BOD 26-04 is not asked'}: ${text(b.reason)}`,
  'limit-entered': (b) => `Limit entered: ${text(b.words)}`,
  'limit-ended': (b) => `Limit ended: ${text(b.reason)}`,
  'means-renewed': (b) => `The means stand until ${text(b.until)}: ${text(b.reason)}`,
  'case-reopened': (b) => `The case is open again: ${text(b.because)}`,
  'clock-policy-set': () => 'Said which clocks run',
  'patch-source-added': (b) => `Source of patches ${text(b.name)} added`,
  'releases-heard': (b) =>
    `${count(b.releases)} releases of ${text(b.sourceId)} wait for an evaluation`,
  'source-evaluated': (b) =>
    `Source ${text(b.sourceId)} evaluated on ${text(b.on)}: ${count(b.found)} patches apply`,
  'patch-installed': (b) => `${text(b.patchId)} installed on ${count(b.assetIds)} assets`,
  'mitigation-planned': (b) => `Mitigation plan ${text(b.id)}: ${text(b.actions)}`,
  'plan-event-happened': (b) => `The event of plan ${text(b.id)} came on ${text(b.on)}`,
  'plan-extended': (b) =>
    `Plan ${text(b.id)} extended by ${text(b.approvedBy)}${b.late === true ? ', late' : ''}`,
  'manager-told': (b) => {
    const about = (b.about ?? {}) as Body
    return about.kind === 'veto'
      ? `The CIP senior manager is told of the veto of ${text(about.title)}`
      : `A change of plan ${text(about.planId)} is proposed to the CIP senior manager`
  },
  'manager-answered': (b) =>
    `${text(b.id)}: ${text(b.verdict)}${b.late === true ? ', late' : ''}: ${text(b.reason)}`,
  'calendar-address-made': () => 'Address for a calendar program made; an older one ended',
  'calendar-address-ended': () => 'Address for a calendar program ended',
  'alarm-table-set': (b) => `Said when clocks alarm: ${count(b.thresholds)} thresholds`,
  'alarm-acknowledged': (b) => `Alarm acknowledged: ${text(b.subject)}: ${text(b.note)}`,
  'authority-delegated': (b) =>
    `Acts of the CIP senior manager delegated to ${text(b.personName)} from ${text(b.from)} to ${text(b.until)}`,
  'delegation-ended': (b) => `Delegation ${text(b.id)} ended: ${text(b.reason)}`,
  'plan-finished': (b) => `Plan ${text(b.id)} finished on ${text(b.on)}`,
  'asset-change-completed': (b) => `Change of ${text(b.assetId)} complete on ${text(b.on)}`,
  'baseline-updated': (b) => `Baseline of ${text(b.assetId)} up to date on ${text(b.on)}`,
  'baseline-monitored': (b) => `Baselines looked at on ${text(b.on)}`,
  'probe-heard': (b) =>
    `${text(b.tag)}: ${text(b.source)}: ${text(b.changed)} facts set, ${text(b.agrees)} agree, ` +
    `${text(b.conflicts)} contradict`,
  'asset-updated': (b) => `${text(b.tag)}: firmware recorded as ${text(b.firmware)}`,
  'advisories-imported': (b) =>
    `Advisories imported: ${text(b.stored)} stored, ${text(b.refused)} refused`,
  'source-registered': (b) =>
    `Source ${text(b.name)} registered, reviewed every ${text(b.reviewEveryDays)} days`,
  'source-changed': (b) => `Source ${text(b.name)} changed in the register`,
  'source-reviewed': (b) =>
    `Source ${text(b.id)} reviewed on ${text(b.on)}${b.isLate === true ? ', late' : ''}: ${text(b.note)}`,
  'source-ended': (b) => `Source ${text(b.id)} ended: ${text(b.reason)}`,
  'source-delivered': (b) =>
    `From source ${text(b.id)}, ${text(b.how).replaceAll('-', ' ')}: ${text(b.stored)} stored, ` +
    `${text(b.unchanged)} unchanged, ${text(b.refused)} refused`,
  'publisher-key-added': (b) =>
    `Key ${short(b.fingerprint)} of a publisher kept, fingerprint ` +
    `${b.isCompared === true ? 'compared' : 'not compared'}`,
  'publisher-key-removed': (b) =>
    `Key ${short(b.fingerprint)} of a publisher removed: ${text(b.reason)}`,
  'advisory-commented': (b) => `Comment: ${text(b.text)}`,
  'advisory-read': (b) => `Version ${text(b.version)} of the advisory read`,
  'remediation-marked': (b) =>
    `Remediation marked for ${count(b.marks)} of vulnerability and asset`,
  'decision-stands': (b) =>
    `The decision of the ${role(b.role)} stands under version ${text(b.version)}: ${text(b.reason)}`,
  'advisory-deleted': (b) => `Advisory ${text(b.advisoryId)} deleted: ${text(b.reason)}`,
  'matching-by-hand': (b) =>
    `Matched by hand ${text(b.assets)} assets with ${text(b.advisories)} advisories: ` +
    `${text(b.affected)} affected, ${text(b.review)} for review`,
  'matching-run': (b) =>
    `Matched ${text(b.assets)} assets with ${text(b.advisories)} advisories: ` +
    `${text(b.affected)} affected, ${text(b.review)} for review`,
  'patch-added': (b) =>
    `Patch file ${text(b.fileName)} added, source verified by ${text(b.sourceVerifiedBy)}`,
  'person-added': (b) => `${text(b.name)} added as ${text(b.login)}`,
  'person-changed': (b) =>
    `${text(b.name)}: ${b.active === true ? 'roles changed' : 'signs in no more'}`,
  'password-changed': (b) => `${text(b.name)} changed their password`,
  'case-opened': () => 'Case opened',
  'match-ruled': (b) => `Match ruled ${text(b.verdict)}: ${text(b.reason)}`,
  'context-answered': (b) =>
    `Context: exploitation ${text(b.exploitation)}, exposure ${text(b.exposure)}`,
  'placement-answered': (b) =>
    `Placement: safety ${text(b.safetyImpact)}, mission ${text(b.missionImpact)}`,
  'controls-answered': () => 'Controls: claimed, not verified, worth nothing',
  'impact-answered': (b) => `If it fails: ${text(b.ifItFails)}`,
  'case-decided': (b) => {
    const urgency = (b.urgency as { readonly urgency?: unknown } | undefined)?.urgency
    return `Decided: ${text(urgency)}, by ${text(b.means)}`
  },
  'case-closed': (b) => `Case closed: ${text(b.because)}`,
  'control-recorded': (b) => `Control recorded for ${text(b.assetTag)}, unverified`,
  'control-checked': (b) =>
    `Control of ${text(b.assetTag)}: ${text(b.kind).replaceAll('-', ' ')} check by ${text(b.tool)} ${text(b.verdict)}`,
  'exploit-described': (b) =>
    `Exploit described: ${text((b.facts as { cve?: unknown } | undefined)?.cve)}, rule ${text(b.sid)}`,
  'safeguard-recorded': (b) => `Safeguard claimed: ${text(b.title)}`,
  'safeguard-checked': (b) => `Safeguard of ${text(b.assetTag)} checked: ${text(b.verdict)}`,
  'safeguard-inspected': (b) => `Safeguard inspected on ${text(b.on)}: ${text(b.words)}`,
  'inspection-signed': () => 'Inspection signed by a second person',
  'safeguard-withdrawn': (b) => `Safeguard withdrawn: ${text(b.reason)}`,
  'baseline-added': (b) => `Baseline of the plant kept: ${text(b.name)}`,
  'baseline-retired': (b) => `Baseline of the plant retired: ${text(b.reason)}`,
  'control-aged': (b) =>
    count(b.aged) === '0'
      ? 'Nothing wears the control out'
      : `Control worn out: ${agedWords(b.aged)}`,
  'control-step-released': (b) =>
    `Step "${text(b.step)}" of the control released: ${text(b.reason)}`,
  'control-step-taken': (b) => `Step "${text(b.step)}" of the control taken: ${text(b.reason)}`,
  'control-vetoed': (b) => `Control vetoed: ${text(b.reason)}`,
  'control-veto-lifted': (b) => `Veto on the control lifted: ${text(b.reason)}`,
  'control-handed-over': (b) => `Control handed over: ${text(b.reason)}`,
  'change-opened': (b) => `Change opened: ${text(b.title)}`,
  'plan-written': (b) => {
    const plan = b.plan as { firmwareFrom?: unknown; firmwareTo?: unknown } | undefined
    return `Plan written: ${text(plan?.firmwareFrom)} to ${text(plan?.firmwareTo)}`
  },
  revised: (b) => `Revision ${text(b.revision)} drafted: ${text(b.reason)}`,
  'form-filled': (b) => {
    const field = text(b.field)
    return `Form: ${isFormField(field) ? formFields[field].words : field}`
  },
  'submitted-to-board': (b) => `Brought before the board, plan ${short(b.digest)}`,
  signed: (b) => `Signed as ${role(b.role)}: ${text(b.meaning)}, plan ${short(b.digest)}`,
  'board-decided': (b) => {
    const decision = b.decision as { kind?: unknown; reason?: unknown } | undefined
    return `The board decided: ${text(decision?.kind)} ${text(decision?.reason)}`.trim()
  },
  vetoed: (b) => `Vetoed on grounds of ${text(b.ground)}: ${text(b.reason)}`,
  released: (b) => `Released to the work: ${text(b.processState)}, permit ${text(b.permit)}`,
  'step-intended': (b) => `Step ${text(b.stepId)} intended`,
  'step-withdrawn': (b) => `Step ${text(b.stepId)} not sent: ${text(b.why)}`,
  'step-sent': (b) => `Step ${text(b.stepId)} sent`,
  'step-reported': (b) => `Step ${text(b.stepId)} ${text(b.outcome)}: ${text(b.detail)}`,
  'step-recorded': (b) => `Step ${text(b.stepId)} ${text(b.outcome)} by hand: ${text(b.detail)}`,
  'step-settled': (b) => `Step ${text(b.stepId)} settled as ${text(b.outcome)}: ${text(b.basis)}`,
  'one-way-go-given': (b) => `Go for the one-way step ${text(b.stepId)} by the ${role(b.role)}`,
  held: (b) => `HOLD: ${text(b.reason)}`,
  resumed: (b) => `Resumed: ${text(b.processState)}`,
  'rollback-released': (b) => `Rollback released: ${text(b.reason)}`,
  'accepted-back': (b) => `Accepted back: ${text(b.processState)}`,
  'rollback-accepted': (b) => `Accepted back after the rollback: ${text(b.processState)}`,
  'functional-test-recorded': (b) =>
    `Functional test ${text(b.testId)}: ${text(b.measured)} ${text(b.unit)}, ` +
    `${b.passed === true ? 'passed' : 'failed'}, read by ${text(b.readBy)}`,
  'deviation-signed': (b) => `Deviation of ${text(b.testId)} accepted by the ${role(b.role)}`,
  'firmware-verified': (b) =>
    `Firmware re-read: says ${text(b.claimed) || 'nothing'}, runs ${text(b.booted) || 'unknown'}`,
  'finding-rematched': (b) => `Matched again: ${text(b.verdict)}`,
  'lesson-recorded': (b) => `Lesson: ${text(b.lesson)}`,
  closed: (b) => `Closed as ${text(b.as)}`,
}
