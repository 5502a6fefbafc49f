import { recordSafeguard } from '@holdpoint/api'
import { decideSafeguard } from '@holdpoint/core'
import { useState } from 'react'
import { useActor } from '../../client/session.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { SelectField, TextArea, TextField } from '../../ui/fields.tsx'
import { addressesWithReasons } from './addresses-with-reasons.ts'

const kinds = [
  { value: 'access', words: 'Access: who gets to the asset' },
  { value: 'monitoring', words: 'Monitoring: who would see it' },
]

/** A claim with an owner, evidence and an expiry; whoever records it owns it. */
export function RecordSafeguard({ caseId }: { readonly caseId: string }) {
  const actor = useActor()
  const [kind, choose] = useState('access')
  const now = new Date().toISOString()
  const sample = {
    ...({ id: 'x', caseId, assetTag: 'x', kind: 'access', title: 'x', evidence: 'x' } as const),
    ...{ only: [], expiresOn: '9999-12-31', recheckDays: 30 },
  }
  const asked = { kind: 'record-safeguard', safeguard: sample } as const
  const decided = decideSafeguard(null, asked, { now, actor })
  return (
    <ActForm
      route={recordSafeguard}
      label="Claim the safeguard"
      refusals={decided.ok ? [] : decided.refusal}
      toBody={(read) => ({
        ...{ caseId, kind: read.text('kind') as 'access', title: read.text('title') },
        ...{ evidence: read.text('evidence'), expiresOn: read.text('expiresOn') },
        recheckDays: read.number('recheckDays'),
        only: kind === 'access' ? addressesWithReasons(read.text('only')) : [],
      })}
    >
      <SelectField name="kind" label="Kind" choices={kinds} value={kind} onChoose={choose} />
      <TextField name="title" label="What it is" hint="For example: jump host JUMP-01" />
      <TextField
        name="evidence"
        label="Where its evidence lies"
        hint="A document, a ticket, a configuration"
      />
      {kind === 'access' ? (
        <TextArea
          name="only"
          label="Who alone may get to the asset"
          hint="One address or network a line with the reason: 10.35.1.10 = the jump host. Without any it can only be inspected."
          optional
        />
      ) : null}
      <TextField
        name="recheckDays"
        label="Show it again after days"
        hint="1 to 90"
        value="30"
        numeric
      />
      <TextField name="expiresOn" label="Claim expires on" hint="Year-month-day: 2026-12-24" />
    </ActForm>
  )
}
