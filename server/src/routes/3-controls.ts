import { createHash } from 'node:crypto'
import * as contract from '@holdpoint/api'
import {
  type ConduitPolicy,
  type ControlCommand,
  type EnforcementPoint,
  gatherEvidence,
  type Refusal,
  type RenderedRules,
  type RuleVerdict,
  refusalOf,
  renderRules,
  type TriageCase,
  wayInSaid,
  wholeControl,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { actOnControl } from '../act/act-on-control.ts'
import { checkControl } from '../act/check-control.ts'
import { controlInputs } from '../act/control-inputs.ts'
import { describeExploit } from '../act/describe-exploit.ts'
import { recheckControls } from '../act/recheck-controls.ts'
import type { Asked, Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { allControls } from '../read/all-controls.ts'
import { controlsAudit, controlView } from '../read/controls-view.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf, peopleNames } from '../read/people-names.ts'
import { assetById } from '../runner/controller-access.ts'

export function registerControls(register: Register, platform: Platform): void {
  register(contract.recordControl, (asked) => recordControl(platform, asked))
  register(contract.listControls, async () => {
    const nameOf = await peopleNames(platform)
    const now = platform.now()
    const controls = await allControls(platform)
    return accept({ controls: controls.map((one) => controlView(one, { now, nameOf })) })
  })
  register(contract.readControl, async ({ params }) => {
    const row = await platform.store.readModel('control', params.id)
    if (row === null) return refuse(noSuch('control', params.id))
    const nameOf = await peopleNames(platform)
    return accept(controlView(wholeControl(row.body as never), { now: platform.now(), nameOf }))
  })
  register(contract.auditControls, async () => accept(await controlsAudit(platform)))
  registerControlActs(register, platform)
}

function registerControlActs(register: Register, platform: Platform): void {
  register(contract.checkControl, async ({ params, body, idempotencyKey }) => {
    const ask = { id: params.id, kind: body.kind, commandId: idempotencyKey }
    const ran = await checkControl(platform, ask)
    if (!ran.ok) return ran
    await recheckControls(platform, { because: 'schedule' })
    return shown(platform, ran.value.leaf, params.id)
  })
  register(contract.describeExploit, async ({ params, body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const acted = await describeExploit(platform, { ...body, id: params.id }, acting)
    if (!acted.ok) return acted
    await recheckControls(platform, { because: 'schedule' })
    return shown(platform, acted.value.leaf, params.id)
  })
  register(contract.releaseControlStep, (asked) =>
    act(platform, asked, { kind: 'release-step', ...asked.body }),
  )
  register(contract.takeControlStep, (asked) =>
    act(platform, asked, { kind: 'take-step', ...asked.body }),
  )
  register(contract.vetoControl, (asked) =>
    act(platform, asked, { kind: 'veto-control', ...asked.body }),
  )
  register(contract.liftControlVeto, (asked) =>
    act(platform, asked, { kind: 'lift-control-veto', ...asked.body }),
  )
  register(contract.handOverControl, async (asked) => {
    const { login, reason } = asked.body
    const known = await platform.people.byLogin(login)
    if (known === null || !known.person.active) return refuse(noSuch('person', login))
    const { personId } = known.person
    return act(platform, asked, { kind: 'hand-over-control', ownerId: personId, reason })
  })
}

type ActRoute =
  | typeof contract.releaseControlStep
  | typeof contract.takeControlStep
  | typeof contract.vetoControl
  | typeof contract.liftControlVeto
  | typeof contract.handOverControl

async function act(
  platform: Platform,
  { params, person, idempotencyKey }: Pick<Asked<ActRoute>, 'params' | 'person' | 'idempotencyKey'>,
  command: ControlCommand,
): Promise<Result<contract.ControlActed, readonly Refusal[]>> {
  const acting = { actor: actorOf(person), commandId: idempotencyKey }
  const acted = await actOnControl(platform, { ...acting, id: params.id, command })
  if (!acted.ok) return acted
  // What was vetoed, removed or handed over may take a credit away: at once, not at the next round.
  await recheckControls(platform, { because: 'schedule' })
  return shown(platform, acted.value.leaf, params.id)
}

async function shown(
  platform: Platform,
  leaf: number,
  id: string,
): Promise<Result<contract.ControlActed, readonly Refusal[]>> {
  const row = await platform.store.readModel('control', id)
  if (row === null) return refuse(noSuch('control', id))
  const nameOf = await peopleNames(platform)
  const view = controlView(wholeControl(row.body as never), { now: platform.now(), nameOf })
  return accept({ leaf, view })
}

async function recordControl(
  platform: Platform,
  { body, person, idempotencyKey }: Asked<typeof contract.recordControl>,
): Promise<Result<contract.ControlActed, readonly Refusal[]>> {
  const row = await platform.store.readModel('case', body.caseId)
  if (row === null) return refuse(noSuch('case', body.caseId))
  const astray = await elsewhere(platform, row.body as unknown as TriageCase, body.policy)
  if (astray !== null) return refuse([astray])
  const rendered = render(body.policy, body.point)
  if (!rendered.ok) return rendered
  const { rules, rollback, endSessions } = rendered.value
  const verdict = await askNft(platform, body.point, rules)
  const inputs = await controlInputs(platform, { caseId: body.caseId })
  const id = `control-${platform.newId()}`
  const acted = await actOnControl(platform, {
    ...{ actor: actorOf(person), commandId: idempotencyKey, id },
    command: {
      ...{ kind: 'record-control', id, caseId: body.caseId, firewall: body.firewall },
      assetTag: body.policy.protects.assetTag,
      ...{ point: body.point, policy: body.policy, rules, rollback, endSessions, verdict },
      rulesSha256: createHash('sha256').update(rules).digest('hex'),
      scope:
        inputs === null
          ? null
          : {
              address: inputs.around.asset.address,
              zone: inputs.around.asset.zone,
              advisoryVersion: inputs.advisoryVersion ?? '',
              highestScore: inputs.score,
              wayIn: wayInSaid(gatherEvidence(inputs.around)).exposure,
            },
      ...{ reviewOn: body.reviewOn, expiresOn: body.expiresOn, recheckDays: body.recheckDays },
    },
  })
  return acted.ok ? shown(platform, acted.value.leaf, id) : acted
}

/** A control compensates for the asset of its own case; a rule for another one helps nobody. */
async function elsewhere(
  platform: Platform,
  { finding }: TriageCase,
  { protects }: ConduitPolicy,
): Promise<Refusal | null> {
  const asset = await assetById(platform, finding.assetId)
  const address = asset?.address ?? protects.address
  if (protects.assetTag === finding.assetTag && protects.address === address) return null
  const what =
    `The policy protects ${protects.assetTag} at ${protects.address}; ` +
    `the case is about ${finding.assetTag} at ${address}`
  return refusalOf('control-elsewhere', what, 'Protect the asset of the case')
}

function render(
  policy: ConduitPolicy,
  point: EnforcementPoint,
): Result<RenderedRules, readonly Refusal[]> {
  const rendered = renderRules(policy, point)
  if (rendered.ok) return rendered
  return refuse(
    rendered.refusal.map(({ where, why }) => {
      const field = where.startsWith('point') ? where : `policy.${where}`
      return refusalOf('malformed-request', `${field}: ${why}`, 'Correct this field')
    }),
  )
}

/** Of the firewalls only nftables has a program here that reads rules without loading them. */
async function askNft(
  platform: Platform,
  { dialect }: EnforcementPoint,
  rules: string,
): Promise<RuleVerdict> {
  if (dialect !== 'nftables') {
    const clearedBy = 'The exact check reads what was written; the firewall itself was not asked'
    return { kind: 'missing', tool: `a program of ${dialect}`, clearedBy }
  }
  const checked = await platform.ruleChecker.check(rules)
  if (checked.ok) return { kind: 'accepted', ...checked.value }
  const { refusal } = checked
  if (refusal.kind === 'rule-checker-missing') {
    return { kind: 'missing', tool: refusal.tool, clearedBy: refusal.clearedBy }
  }
  return { kind: 'refused', tool: refusal.tool, line: refusal.line, message: refusal.message }
}
