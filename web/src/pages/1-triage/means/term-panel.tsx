import { type CaseView, renewMeans } from '@holdpoint/api'
import { type MeansTerm, termStanding, type Unpatchable } from '@holdpoint/core'
import { useActor } from '../../../client/session.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import { Facts, Lines } from '../../../ui/facts.tsx'
import { TextArea, TextField } from '../../../ui/fields.tsx'
import { Panel } from '../../../ui/page.tsx'
import { TermStatus } from './term-status.tsx'

/** What repairs nothing stands until a day; somebody looks at it and says that it still holds. */
export function TermPanel({ view }: { readonly view: CaseView }) {
  const actor = useActor()
  const { decision, state, id } = view.case
  const term = decision?.term ?? null
  if (decision === null || term === null) return null
  const sample = { kind: 'renew-means', reason: 'x' } as const
  const standing = state === 'open' ? 'open-again' : termStanding(term, view.means.today)
  return (
    <Panel title="Without a patch" aside={<TermStatus standing={standing} />}>
      <Facts
        facts={[
          ['Stands until', term.until],
          ['Replaced by', term.replaceBy ?? 'Not the means'],
          ['Why no patch', <Lines key="why" lines={whyNoPatch(term)} />],
          ['Renewed', <Lines key="renewed" lines={term.renewals.map(renewalInWords)} />],
        ]}
      />
      <ActForm
        route={renewMeans}
        params={{ id }}
        label="Let it stand on"
        refusals={caseRefusals(view.case, sample, actor, view.evidence, view.means)}
        toBody={(read) => ({
          ...(read.text('until') === '' ? {} : { until: read.text('until') }),
          ...(read.text('replaceBy') === '' ? {} : { replaceBy: read.text('replaceBy') }),
          reason: read.text('reason'),
        })}
      >
        <TextField
          name="until"
          label="Stands until"
          optional
          hint="The last day, within a year. Left empty: a year from today."
        />
        {term.replaceBy === null ? null : (
          <TextField
            name="replaceBy"
            label="Replaced by"
            optional
            hint={`Left empty: still ${term.replaceBy}.`}
          />
        )}
        <TextArea name="reason" label="What was looked at, and why it still holds" />
      </ActForm>
    </Panel>
  )
}

const reasons: Record<Unpatchable, string> = {
  'no-fix': 'Nothing repairs it, by the advisory',
  'not-qualified': 'A vendor of what is installed does not approve the update',
  'vendor-gone': 'The support of the vendor has ended',
}

export function whyNoPatch({ unpatchable }: MeansTerm): readonly string[] {
  if (unpatchable.length === 0) return ['A person decided for other means']
  return unpatchable.map((one) => reasons[one])
}

function renewalInWords({ on, until, reason }: MeansTerm['renewals'][number]): string {
  return `${on}, until ${until}: ${reason}`
}
