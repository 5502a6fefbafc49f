import { setClockPolicy } from '@holdpoint/api'
import type { ClockPolicy } from '@holdpoint/core'
import { ActForm } from '../../../ui/act-form.tsx'
import { CheckField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Panel } from '../../../ui/page.tsx'
import { readRules, writeRules } from './read-rules.ts'

const RULE_HINT =
  'One a line: K1 | jurisdiction | clause | what it asks | 35 | 2026-01-01 | 2028-06-30. K3 has no days; without a last day it holds on.'

/** Which rules hold at this site; the CIP senior manager says so. */
export function ClockPolicyPanel({ policy }: { readonly policy: ClockPolicy }) {
  const { jurisdictions, site } = policy
  return (
    <Panel title="Which clocks run">
      <ActForm
        key={JSON.stringify(policy)}
        route={setClockPolicy}
        label="Set which clocks run"
        toBody={(read) => {
          const days = (name: string) => (read.text(name) === '' ? null : read.number(name))
          return {
            jurisdictions: read.checked('US') ? ['US' as const] : [],
            site: {
              evaluateWithinDays: days('evaluateWithinDays'),
              decideWithinDays: days('decideWithinDays'),
            },
            rules: readRules(read.text('rules')),
          }
        }}
      >
        <CheckField
          name="US"
          label="United States: NERC CIP-007 R2, CIP-010 R1.3 and R2.1, each from its effective date"
          checked={jurisdictions.includes('US')}
        />
        <TextField
          name="evaluateWithinDays"
          label="The site evaluates each source at least every so many days"
          value={String(site.evaluateWithinDays ?? '')}
          numeric
          optional
        />
        <TextField
          name="decideWithinDays"
          label="The site installs or plans within so many days"
          value={String(site.decideWithinDays ?? '')}
          numeric
          optional
        />
        <TextArea
          name="rules"
          label="Rules of other jurisdictions"
          hint={RULE_HINT}
          value={writeRules(policy.rules ?? [])}
          optional
        />
      </ActForm>
    </Panel>
  )
}
