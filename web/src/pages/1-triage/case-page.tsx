import { type CaseView, openChange, readCase, ruleOnMatch } from '@holdpoint/api'
import { standingInWords } from '@holdpoint/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useActor } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { caseRefusals, changeRefusals } from '../../ui/ask-rules.ts'
import { CaseStageBar } from '../../ui/case-stage-bar.tsx'
import { Facts, Lines } from '../../ui/facts.tsx'
import { RadioField, SelectField, TextArea, TextField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { History } from '../../ui/history.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { VerdictStatus } from '../../ui/status.tsx'
import { capitalised } from '../../ui/words.ts'
import { DecisionStrip } from './case/decision-strip.tsx'
import { Questions } from './case/questions.tsx'
import { UpdatesAgainstIt } from './case/updates-panel.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { LimitsPanel } from './limits/limits-panel.tsx'
import { TermPanel } from './means/term-panel.tsx'
import { RevisionPanel } from './revision-panel.tsx'
import { ScoreReasons, ScoresHere } from './scores-here.tsx'

export function CasePage() {
  const { id } = useParams({ from: '/cases/$id' })
  const view = useView(readCase, { params: { id }, query: {} })
  const finding = view.data?.finding
  const title = finding === undefined ? 'Case' : `Case: ${finding.assetTag}, ${finding.advisoryId}`
  return (
    <Page title={title} lead={finding?.advisoryTitle}>
      <Loaded query={view}>
        {(data) => (
          <>
            <CaseStageBar view={data} shown={1} />
            <DecisionStrip view={data} />
            <Finding view={data} />
            <RevisionPanel caseId={data.case.id} />
            {needsRuling(data) ? <Ruling view={data} /> : null}
            <Questions view={data} />
            <UpdatesAgainstIt view={data} />
            <DecisionPanel view={data} />
            <LimitsPanel view={data} />
            <TermPanel view={data} />
            <Onwards view={data} />
            <History of="case" entries={data.history} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function needsRuling(view: CaseView): boolean {
  return view.case.finding.verdict === 'review'
}

function Finding({ view }: { readonly view: CaseView }) {
  const { finding, fixed, reversibility, scores } = view
  return (
    <Panel title="The finding" aside={<VerdictStatus verdict={finding.verdict} />}>
      <Facts
        wide
        facts={[
          [
            'Asset',
            <Link key="asset" to="/assets/$id" params={{ id: finding.assetId }}>
              {finding.assetTag}
            </Link>,
          ],
          ['Firmware', finding.assetFirmware],
          ['Zone', `${finding.zone}, level ${finding.level ?? 'not recorded'}`],
          [
            'Advisory',
            <Link key="advisory" to="/advisories/$id" params={{ id: finding.advisoryId }}>
              {finding.advisoryId}
            </Link>,
          ],
          ['Entry', `${finding.productName} (${finding.productId})`],
          ['CVE', finding.cves.join(', ') || null],
          ['Highest score', finding.highestScore?.toFixed(1)],
          ['Confidence', capitalised(finding.confidence.replaceAll('-', ' '))],
          ['Why', <Lines key="why" lines={finding.reasons} />],
          ['Fixed in', <Lines key="fixed" lines={fixed.map((one) => one.text)} />],
          ['Can it go back', wayBack(reversibility)],
        ]}
      />
      <Fold label="Scores at this asset">
        <Facts
          facts={[
            ['Score at this asset', <ScoresHere key="scores" scores={scores} />],
            ['Score moved by', <ScoreReasons key="moved" scores={scores} />],
          ]}
        />
      </Fold>
    </Panel>
  )
}

function wayBack({ verdict, quote }: CaseView['reversibility']): string {
  if (verdict === 'one-way') return `No, one-way: “${quote ?? 'the vendor says so'}”`
  return 'Unknown: the vendor does not say; a plan treats it as one-way'
}

function Ruling({ view }: { readonly view: CaseView }) {
  const actor = useActor()
  const { ruling } = view.case
  const sample = { kind: 'rule-on-match', verdict: 'affected', reason: 'x' } as const
  return (
    <Panel title="Rule on the match">
      {ruling === null ? (
        <p>The advisory or the record of the asset does not decide it. A person does.</p>
      ) : (
        <p>
          Ruled {ruling.verdict.replaceAll('-', ' ')}: {ruling.reason}
        </p>
      )}
      <ActForm
        route={ruleOnMatch}
        params={{ id: view.case.id }}
        label="Record the ruling"
        refusals={caseRefusals(view.case, sample, actor)}
        toBody={(read) => ({
          verdict: read.text('verdict') as 'affected',
          reason: read.text('reason'),
        })}
      >
        <RadioField
          name="verdict"
          label="Is the asset affected?"
          choices={[
            { value: 'affected', words: 'Affected' },
            { value: 'not-affected', words: 'Not affected' },
          ]}
        />
        <TextArea name="reason" label="Reason for the ruling" />
      </ActForm>
    </Panel>
  )
}

/** Where a decided case leads: a change, or a control that stands in meanwhile. */
function Onwards({ view }: { readonly view: CaseView }) {
  const actor = useActor()
  const navigate = useNavigate()
  const { finding } = view
  const command = { kind: 'open-change', id: 'x', caseId: view.case.id, title: 'x' } as const
  const undecided = {
    kind: 'case-open',
    what: 'The case is not decided',
    clearedBy: 'The OT cybersecurity lead decides it',
    owner: null,
  }
  const refusals = [
    ...(view.case.state === 'open' ? [undecided] : []),
    ...changeRefusals(null, command, actor),
  ]
  return (
    <Panel title="Changes and controls">
      <ul className="lines">
        {view.changeIds.map((id, index) => (
          <li key={id}>
            <Link to="/changes/$id" params={{ id }}>
              Change {index + 1} of this case
            </Link>
          </li>
        ))}
        <li>
          <Link to="/cases/$id/controls" params={{ id: view.case.id }}>
            Controls of this case ({view.controlIds.length})
          </Link>
        </li>
      </ul>
      <ActForm
        route={openChange}
        label="Open a change"
        kind={view.case.decision !== null && view.changeIds.length === 0 ? 'primary' : 'plain'}
        refusals={refusals}
        toBody={(read) => ({
          caseId: view.case.id,
          title: read.text('title'),
          ...chosenUpdate(view, read.text('update')),
        })}
        onDone={({ view: opened }) =>
          void navigate({ to: '/changes/$id', params: { id: opened.change.id } })
        }
      >
        <TextField
          name="title"
          label="Title of the change"
          value={`Update ${finding.assetTag} for ${finding.advisoryId}`}
        />
        {installable(view).length === 0 ? null : <UpdateField view={view} />}
      </ActForm>
    </Panel>
  )
}

/** Only what somebody linked a file to can be installed. */
function installable({ updates }: CaseView): CaseView['updates'] {
  return updates.filter(({ files }) => files.length > 0)
}

function UpdateField({ view }: { readonly view: CaseView }) {
  const choices = installable(view).map(({ release, qualified }, index) => ({
    value: `${index}`,
    words: `${release.id}, which ${standingInWords(qualified.standing)}`,
  }))
  return (
    <SelectField
      name="update"
      label="Update that the change installs"
      hint="Of those with a file in the library. The board sees what the vendors say of it."
      optional
      choices={[{ value: '', words: 'None of them' }, ...choices]}
    />
  )
}

function chosenUpdate(view: CaseView, chosen: string) {
  const release = chosen === '' ? undefined : installable(view)[Number(chosen)]?.release
  return release === undefined
    ? {}
    : { update: { releaseId: release.id, product: release.product } }
}
