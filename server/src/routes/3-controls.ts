import { createHash } from 'node:crypto'
import * as contract from '@holdpoint/api'
import {
  type CompensatingControl,
  type ConduitPolicy,
  creditOf,
  type Refusal,
  type RuleVerdict,
  refusalOf,
  renderNftables,
  type TriageCase,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { actOnControl } from '../act/act-on-control.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf } from '../read/people-names.ts'
import { assetById } from '../runner/controller-access.ts'

export function registerControls(register: Register, platform: Platform): void {
  register(contract.recordControl, async ({ body, person, idempotencyKey }) => {
    const row = await platform.store.readModel('case', body.caseId)
    if (row === null) return refuse(noSuch('case', body.caseId))
    const astray = await elsewhere(platform, row.body as unknown as TriageCase, body.policy)
    if (astray !== null) return refuse([astray])
    const rendered = render(body.policy)
    if (!rendered.ok) return rendered
    const verdict = await askNft(platform, rendered.value)
    const id = `control-${platform.newId()}`
    const acted = await actOnControl(platform, {
      actor: actorOf(person),
      commandId: idempotencyKey,
      id,
      command: {
        kind: 'record-control',
        id,
        caseId: body.caseId,
        assetTag: body.policy.protects.assetTag,
        policy: body.policy,
        rules: rendered.value,
        rulesSha256: createHash('sha256').update(rendered.value).digest('hex'),
        verdict,
        reviewOn: body.reviewOn,
        expiresOn: body.expiresOn,
      },
    })
    if (!acted.ok) return acted
    return accept({ leaf: acted.value.leaf, view: controlView(acted.value.state) })
  })
  register(contract.listControls, async () => {
    const rows = await platform.store.listModels('control')
    const controls = rows.map((row) => controlView(row.body as unknown as CompensatingControl))
    return accept({ controls })
  })
  register(contract.readControl, async ({ params }) => {
    const row = await platform.store.readModel('control', params.id)
    if (row === null) return refuse(noSuch('control', params.id))
    return accept(controlView(row.body as unknown as CompensatingControl))
  })
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

function controlView(control: CompensatingControl): contract.ControlView {
  const checked =
    control.verdict.kind === 'accepted'
      ? `${control.verdict.tool} would take the rules`
      : 'nobody checked the rules'
  const creditWhy = `Worth nothing: ${checked}, but no check shows that they are loaded and hold`
  return { control, credit: creditOf(control), creditWhy }
}

function render(policy: Parameters<typeof renderNftables>[0]): Result<string, readonly Refusal[]> {
  const rendered = renderNftables(policy)
  if (rendered.ok) return rendered
  return refuse(
    rendered.refusal.map(({ where, why }) =>
      refusalOf('malformed-request', `policy.${where}: ${why}`, 'Correct this field'),
    ),
  )
}

async function askNft(platform: Platform, rules: string): Promise<RuleVerdict> {
  const checked = await platform.ruleChecker.check(rules)
  if (checked.ok) return { kind: 'accepted', ...checked.value }
  const { refusal } = checked
  if (refusal.kind === 'rule-checker-missing') {
    return { kind: 'missing', tool: refusal.tool, clearedBy: refusal.clearedBy }
  }
  return { kind: 'refused', tool: refusal.tool, line: refusal.line, message: refusal.message }
}
