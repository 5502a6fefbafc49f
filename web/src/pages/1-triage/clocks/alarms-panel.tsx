import { type AlarmsView, acknowledgeAlarm, readAlarms, setAlarmTable } from '@holdpoint/api'
import { type ClockAlarm, thresholdInWords, watchedWords } from '@holdpoint/core'
import { useView } from '../../../client/use-view.ts'
import { ActForm } from '../../../ui/act-form.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Panel } from '../../../ui/page.tsx'
import { type Meaning, Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { readThresholds, writeThresholds } from './read-thresholds.ts'

/** What the thresholds raised; acknowledging says that it was seen, and the clock runs on. */
export function AlarmsPanel() {
  const view = useView(readAlarms, { params: {}, query: {} })
  return (
    <Panel title="Alarms">
      <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>
    </Panel>
  )
}

function Shown({ view }: { readonly view: AlarmsView }) {
  const open = view.alarms.filter(({ state }) => state !== 'cleared')
  const cleared = view.alarms.filter(({ state }) => state === 'cleared')
  const unseen = view.alarms.filter(({ acknowledged }) => acknowledged === null)
  return (
    <>
      <AlarmTable caption="Alarms that stand" alarms={open} empty="No clock alarms." />
      {unseen.length === 0 ? null : (
        <Fold label="Acknowledge an alarm">
          <ActForm
            route={acknowledgeAlarm}
            label="Acknowledge the alarm"
            toBody={(read) => ({ id: read.text('id'), note: read.text('note') })}
          >
            <SelectField
              name="id"
              label="Alarm"
              choices={unseen.map((alarm) => ({ value: alarm.id, words: nameOf(alarm) }))}
            />
            <TextField name="note" label="What is done about it" />
          </ActForm>
        </Fold>
      )}
      <Fold label="Cleared alarms">
        <AlarmTable caption="Cleared alarms" alarms={cleared} empty="None was cleared yet." />
      </Fold>
      <Fold label="When the clocks alarm">
        <p>
          {view.set === null
            ? 'As shipped; the CIP senior manager may set it.'
            : `Set by ${view.set.byName} on ${view.set.on}.`}
        </p>
        <ActForm
          key={JSON.stringify(view.thresholds)}
          route={setAlarmTable}
          label="Set when the clocks alarm"
          toBody={(read) => ({ thresholds: readThresholds(read.text('thresholds')) })}
        >
          <TextArea
            name="thresholds"
            label="Thresholds"
            hint="One a line: K1 80 % warning, K2 2 days before alarm, task 1 day after alarm."
            value={writeThresholds(view.thresholds)}
          />
        </ActForm>
      </Fold>
    </>
  )
}

type AlarmTableProps = {
  readonly caption: string
  readonly alarms: readonly ClockAlarm[]
  readonly empty: string
}

function AlarmTable({ caption, alarms, empty }: AlarmTableProps) {
  return (
    <Table
      caption={caption}
      columns={[
        { head: 'What', cell: (row) => row.subject },
        { head: 'Stands', cell: (row) => <AlarmStatus alarm={row} /> },
        { head: 'Threshold', cell: thresholdOf },
        { head: 'Raised on', cell: (row) => row.raisedOn },
        { head: 'Last day', cell: (row) => row.dueOn },
        { head: 'Acknowledged', cell: acknowledgedInWords },
      ]}
      rows={alarms}
      keyOf={(row) => row.id}
      empty={empty}
    />
  )
}

const meanings = { alarm: 'failed', warning: 'late', notice: 'held' } as const

function AlarmStatus({ alarm }: { readonly alarm: ClockAlarm }) {
  const { state, threshold, clearedOn, clearedBy } = alarm
  if (state === 'cleared') {
    const why = clearedBy === 'stopped' ? 'the clock stopped' : 'the next one was raised'
    return <Status meaning="normal" word={`Cleared on ${clearedOn}: ${why}`} />
  }
  const meaning: Meaning = state === 'raised' ? meanings[threshold.level] : 'normal'
  return <Status meaning={meaning} word={`${levelWords[threshold.level]}, ${state}`} />
}

const levelWords = { alarm: 'Alarm', warning: 'Warning', notice: 'Notice' } as const

function thresholdOf({ threshold }: ClockAlarm): string {
  return `${watchedWords[threshold.of]}: ${thresholdInWords(threshold)}`
}

function nameOf(alarm: ClockAlarm): string {
  return `${alarm.subject}, ${thresholdInWords(alarm.threshold)}, last day ${alarm.dueOn}`
}

function acknowledgedInWords({ acknowledged }: ClockAlarm): string {
  if (acknowledged === null) return 'By nobody'
  return `${acknowledged.on} by ${acknowledged.byName}: ${acknowledged.note}`
}
