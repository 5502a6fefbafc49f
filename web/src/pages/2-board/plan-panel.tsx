import type { ChangeView } from '@holdpoint/api'
import {
  type ChangePlan,
  type PlannedUpdate,
  type QualificationStanding,
  type Step,
  standingInWords,
} from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { Digest, Facts, Lines } from '../../ui/facts.tsx'
import { expectedInWords } from '../../ui/measured.ts'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { limitsOf } from '../../ui/plan-limits.ts'
import {
  downtimeMinutes,
  minutesInWords,
  rollbackMinutes,
  workMinutes,
} from '../../ui/plan-sums.ts'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, inWords, ownerInWords } from '../../ui/words.ts'

/** Everything that a signature binds. */
export function PlanPanel({ view }: { readonly view: ChangeView }) {
  const { plan, id } = view.change
  const toForm = (
    <Link to="/changes/$id/plan" params={{ id }}>
      {plan === null ? 'Write the plan' : 'Write the plan again'}
    </Link>
  )
  if (plan === null) {
    return (
      <Panel title="Plan" id="plan">
        <p className="empty">There is no plan yet. {toForm}</p>
      </Panel>
    )
  }
  return (
    <Panel title="Plan" id="plan" aside={toForm}>
      <PlanFacts plan={plan} digest={view.digest} standing={view.updateStanding} />
      <StepTable caption="Steps, in order" steps={plan.steps} rollback={plan.rollback} />
      <StepTable caption="Rollback, in order" steps={plan.rollback} rollback={[]} />
      <TestTable plan={plan} />
    </Panel>
  )
}

function updateInWords(
  { releaseId, product, standing: then }: PlannedUpdate,
  today: QualificationStanding | null,
): string {
  const now = today === null || today === then ? '' : `; today it ${standingInWords(today)}`
  return `${releaseId} for ${product}, which ${standingInWords(then)}${now}`
}

type PlanFactsProps = {
  readonly plan: ChangePlan
  readonly digest: string | null
  readonly standing: QualificationStanding | null
}

function PlanFacts({ plan, digest, standing }: PlanFactsProps) {
  return (
    <Facts
      wide
      facts={[
        [
          'Asset',
          <Link key="asset" to="/assets/$id" params={{ id: plan.assetId }}>
            {plan.assetTag}
          </Link>,
        ],
        ['Firmware', `${plan.firmwareFrom} → ${plan.firmwareTo}`],
        ['Reversibility', `${inWords(plan.reversibility)}. ${plan.reversibilityBasis}`],
        ['Spare', inWords(plan.spare)],
        ['Window opens', <Moment key="opens" at={plan.window.opensAt} />],
        ['Window closes', <Moment key="closes" at={plan.window.closesAt} />],
        ['Work', minutesInWords(workMinutes(plan))],
        ['Downtime', minutesInWords(downtimeMinutes(plan))],
        ['Rollback', minutesInWords(rollbackMinutes(plan))],
        ['Return to service', `${plan.returnToServiceMinutes} min`],
        ['Residual risk', plan.residualRisk],
        ['Limits', <Lines key="limits" lines={limitsOf(plan)} />],
        ['Advisory', `${plan.advisoryId}: ${plan.cves.join(', ')}`],
        ['Update', plan.update === undefined ? null : updateInWords(plan.update, standing)],
        ['Patch file', `${plan.patch.fileName}, from ${plan.patch.source}`],
        ['Source verified by', plan.patch.sourceVerifiedBy],
        ['SHA-256 of the file', <Digest key="file" hex={plan.patch.sha256} />],
        ['Lessons read', <Lines key="lessons" lines={plan.lessonsRead} />],
        ['Digest of plan and form', digest === null ? null : <Digest key="plan" hex={digest} />],
      ]}
    />
  )
}

type StepTableProps = {
  readonly caption: string
  readonly steps: readonly Step[]
  readonly rollback: readonly Step[]
}

function StepTable({ caption, steps, rollback }: StepTableProps) {
  const titleOf = (id: string) => rollback.find((step) => step.id === id)?.title ?? id
  return (
    <Table
      caption={caption}
      columns={[
        {
          head: 'Step',
          cell: (step) => (
            <>
              {step.title}
              <p className="hint">{step.instructions}</p>
            </>
          ),
        },
        { head: 'Performer', cell: (step) => capitalised(ownerInWords(step.performer)) },
        {
          head: 'Least / likely / most (min)',
          numeric: true,
          cell: ({ minutes }) => `${minutes.least} / ${minutes.likely} / ${minutes.most}`,
        },
        { head: 'Acts on the plant', cell: (step) => (step.actsOnPlant ? 'Yes' : 'No') },
        { head: 'Can be cut', cell: (step) => (step.interruptible ? 'Yes' : 'No, never') },
        { head: 'Way back', cell: (step) => <WayBack step={step} /> },
        ...(rollback.length === 0
          ? []
          : [
              {
                head: 'Undone by',
                cell: (step: Step) => <Lines lines={step.undoneBy.map(titleOf)} />,
              },
            ]),
      ]}
      rows={steps}
      keyOf={(step) => step.id}
      empty={`${caption}: none`}
    />
  )
}

function WayBack({ step }: { readonly step: Step }) {
  if (step.reversibility === 'reversible') return 'Reversible'
  return <Status meaning="late" word={inWords(step.reversibility)} />
}

function TestTable({ plan }: { readonly plan: ChangePlan }) {
  return (
    <Table
      caption="Functional tests, read after the work and again after a rollback"
      columns={[
        { head: 'Test', cell: (test) => test.title },
        { head: 'Action', cell: (test) => test.action },
        {
          head: 'Expected',
          numeric: true,
          cell: (test) => expectedInWords(test),
        },
        { head: 'Read by', cell: (test) => inWords(test.readBy) },
        { head: 'Minutes', numeric: true, cell: (test) => test.minutes },
      ]}
      rows={plan.functionalTests}
      keyOf={(test) => test.id}
      empty="The plan has no functional test."
    />
  )
}
