import { setClockPolicy } from '@holdpoint/api'
import type { ClockPolicy } from '@holdpoint/core'
import { ActForm } from '../../../ui/act-form.tsx'
import { CheckField, TextField } from '../../../ui/fields.tsx'
import { Panel } from '../../../ui/page.tsx'

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
      </ActForm>
    </Panel>
  )
}
