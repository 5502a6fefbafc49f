import { completeAssetChange, recordMonitoring, updateBaseline } from '@holdpoint/api'
import { ActForm } from '../../../ui/act-form.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'

const DAY = 'A day, 2026-12-24.'

/** The baseline of each asset after its change, and the regular look for changes to any. */
export function BaselinePanel() {
  return (
    <Panel title="Baselines">
      <Fold label="A change is complete">
        <ActForm
          route={completeAssetChange}
          label="Record the completed change"
          toBody={(read) => ({ assetId: read.text('assetId'), on: read.text('on') })}
        >
          <TextField name="assetId" label="Asset" />
          <TextField name="on" label="Complete on" hint={DAY} />
        </ActForm>
      </Fold>
      <Fold label="A baseline is up to date">
        <ActForm
          route={updateBaseline}
          label="Record the updated baseline"
          toBody={(read) => ({ assetId: read.text('assetId'), on: read.text('on') })}
        >
          <TextField name="assetId" label="Asset" />
          <TextField name="on" label="Up to date on" hint={DAY} />
        </ActForm>
      </Fold>
      <Fold label="Baselines were looked at">
        <ActForm
          route={recordMonitoring}
          label="Record the look at the baselines"
          toBody={(read) => ({ on: read.text('on') })}
        >
          <TextField name="on" label="Looked at on" hint={DAY} />
        </ActForm>
      </Fold>
    </Panel>
  )
}
