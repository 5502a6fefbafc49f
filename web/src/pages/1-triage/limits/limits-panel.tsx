import { type CaseView, endLimit, enterLimit, readSignals, type SignalView } from '@holdpoint/api'
import type { CaseCommand } from '@holdpoint/core'
import { useState } from 'react'
import { useActor } from '../../../client/session.tsx'
import { useView } from '../../../client/use-view.ts'
import { ActForm } from '../../../ui/act-form.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import { SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { LimitLines } from '../../../ui/limit-lines.tsx'
import { Panel } from '../../../ui/page.tsx'
import { type FormReader, numberOf } from '../../../ui/read-form.ts'

const enters: CaseCommand = {
  ...{ kind: 'enter-limit', id: 'x', words: 'x', measured: null, reason: 'x' },
}

/** What the engineer allows the process until this is done; where a signal tells, it is read. */
export function LimitsPanel({ view }: { readonly view: CaseView }) {
  const { id } = view.case
  const actor = useActor()
  const signals = useView(readSignals, { params: {}, query: {} }).data?.signals ?? []
  const [chosen, setChosen] = useState('')
  const signal = signals.find((one) => keyOf(one) === chosen)
  return (
    <Panel title="Limits until it is done">
      <LimitLines limits={view.limits} />
      <Fold label="Enter a limit">
        <ActForm
          route={enterLimit}
          params={{ id }}
          label="Enter the limit"
          refusals={caseRefusals(view.case, enters, actor)}
          toBody={(read) => ({
            words: read.text('words'),
            measured: signal === undefined ? null : measuredBy(signal, read),
            reason: read.text('reason'),
          })}
          onDone={() => setChosen('')}
        >
          <TextField
            name="words"
            label="The limit"
            hint="For example: feed at most 60 %, no start-up."
          />
          <SelectField
            name="signal"
            label="Measured by"
            value="none"
            choices={[
              { value: 'none', words: 'Nothing; operations looks' },
              ...signals.map(choiceOf),
            ]}
            onChoose={setChosen}
          />
          {signal === undefined ? null : (
            <>
              <TextField name="low" label={`At least, in ${signal.unit}`} numeric optional />
              <TextField name="high" label={`At most, in ${signal.unit}`} numeric optional />
            </>
          )}
          <TextArea name="reason" label="Why this limit" />
        </ActForm>
      </Fold>
      {view.limits.length === 0 ? null : (
        <Fold label="End a limit">
          <ActForm
            route={endLimit}
            params={{ id }}
            label="End the limit"
            refusals={caseRefusals(view.case, { ...endsOf(view), reason: 'x' }, actor)}
            toBody={(read) => ({ limitId: read.text('limitId'), reason: read.text('reason') })}
          >
            <SelectField
              name="limitId"
              label="Limit"
              choices={view.limits.map(({ limit }) => ({ value: limit.id, words: limit.words }))}
            />
            <TextArea name="reason" label="Why it ends" />
          </ActForm>
        </Fold>
      )}
    </Panel>
  )
}

function endsOf({ limits }: CaseView) {
  return { kind: 'end-limit', limitId: limits[0]?.limit.id ?? '' } as const
}

function keyOf({ assetId, tag }: SignalView): string {
  return `${assetId} ${tag}`
}

function choiceOf(signal: SignalView) {
  const { assetTag, tag, words, unit } = signal
  return { value: keyOf(signal), words: `${assetTag} ${tag}: ${words}, ${unit}` }
}

function measuredBy({ assetId, tag, unit }: SignalView, read: FormReader) {
  const bound = (name: string) => (read.text(name) === '' ? null : numberOf(read.text(name)))
  return { assetId, signal: tag, unit, low: bound('low'), high: bound('high') }
}
