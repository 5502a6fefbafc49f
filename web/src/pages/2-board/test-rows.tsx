import type { ChangePlan, FunctionalTest } from '@holdpoint/core'
import { SelectField, TextField } from '../../ui/fields.tsx'
import type { FormReader } from '../../ui/read-form.ts'
import { draftTest, type SignalNow, type TestDraft } from './draft-test.ts'

/** One row of the form; `key` stays the same while rows come and go. */
export type TestSketch = { readonly key: number; readonly test: TestDraft }

type ReadBy = FunctionalTest['readBy']

/** The tests of the plan that is there, else one for the probe and one for a person. */
export function testSketches(
  plan: ChangePlan | null,
  signals: readonly SignalNow[],
): readonly TestSketch[] {
  if (plan !== null) return plan.functionalTests.map((test, key) => ({ key, test }))
  const first = signals[0] ?? null
  return [
    { key: 0, test: draftTest('probe', first) },
    { key: 1, test: draftTest('person', first) },
  ]
}

/** The names are the paths of the contract, so that its objections find their fields. */
const pathOf = (index: number, name: string) => `functionalTests.${index}.${name}`

export function readTests(
  read: FormReader,
  rows: readonly TestSketch[],
  signals: readonly SignalNow[],
): FunctionalTest[] {
  return rows.map((_row, index) => {
    const text = (name: string) => read.text(pathOf(index, name))
    const number = (name: string) => read.number(pathOf(index, name))
    const readBy: ReadBy = text('readBy') === 'probe' ? 'probe' : 'person'
    const signal = signals.find((one) => one.tag === text('signal')) ?? null
    return {
      id: `test-${index + 1}`,
      title: text('title'),
      action: text('action'),
      expected: number('expected'),
      tolerance: number('tolerance'),
      unit: text('unit'),
      readBy,
      signal: readBy === 'probe' ? (signal?.address ?? null) : null,
      minutes: number('minutes'),
    }
  })
}

type TestRowsProps = {
  readonly tests: readonly TestSketch[]
  readonly onChange: (tests: readonly TestSketch[]) => void
  readonly signals: readonly SignalNow[]
}

export function TestRows({ tests, onChange, signals }: TestRowsProps) {
  const nextKey = Math.max(-1, ...tests.map((row) => row.key)) + 1
  const add = (readBy: ReadBy) =>
    onChange([...tests, { key: nextKey, test: draftTest(readBy, signals[0] ?? null) }])
  // A new key draws the row anew, with the words and the band of the signal that was chosen.
  const redraft = (row: TestSketch, readBy: ReadBy, tag: string) => {
    const test = draftTest(readBy, signals.find((one) => one.tag === tag) ?? null)
    onChange(tests.map((one) => (one === row ? { key: nextKey, test } : one)))
  }
  return (
    <div className="field">
      <p className="hint">
        The plan needs at least one functional test read by probe and one read by a person.
      </p>
      {tests.map((row, index) => (
        <TestRow
          key={row.key}
          row={row}
          index={index}
          signals={signals}
          onSignal={(readBy, tag) => redraft(row, readBy, tag)}
          onRemove={() => onChange(tests.filter((one) => one.key !== row.key))}
        />
      ))}
      <button type="button" className="button plain" onClick={() => add('probe')}>
        Add a test read by probe
      </button>{' '}
      <button type="button" className="button plain" onClick={() => add('person')}>
        Add a test read by a person
      </button>
    </div>
  )
}

type TestRowProps = {
  readonly row: TestSketch
  readonly index: number
  readonly signals: readonly SignalNow[]
  readonly onSignal: (readBy: ReadBy, tag: string) => void
  readonly onRemove: () => void
}

function TestRow({ row, index, signals, onSignal, onRemove }: TestRowProps) {
  const { test } = row
  const name = (field: string) => pathOf(index, field)
  const label = (words: string) => `Test ${index + 1} ${words}`
  const number = (value: number | null) => (value === null ? '' : String(value))
  const signal = signals.find((one) => sameAddress(one, test.signal))
  return (
    <fieldset className="row-group">
      <legend>Functional test {index + 1}</legend>
      <SelectField
        name={name('readBy')}
        label={label('read by')}
        choices={[
          { value: 'probe', words: 'Probe' },
          { value: 'person', words: 'Person' },
        ]}
        value={test.readBy}
      />
      <SelectField
        name={name('signal')}
        label={label('signal')}
        hint="Choosing another one drafts this test anew from its limits, or from what it reads now."
        choices={[
          { value: '', words: 'None: read by a person' },
          ...signals.map((one) => ({ value: one.tag, words: signalInWords(one) })),
        ]}
        value={signal?.tag ?? ''}
        onChoose={(tag) => onSignal(tag === '' ? 'person' : 'probe', tag)}
      />
      <TextField name={name('title')} label={label('title')} value={test.title} />
      <TextField name={name('action')} label={label('action')} value={test.action} />
      <TextField
        name={name('expected')}
        label={label('expected')}
        numeric
        value={number(test.expected)}
      />
      <TextField
        name={name('tolerance')}
        label={label('tolerance')}
        numeric
        value={number(test.tolerance)}
      />
      <TextField name={name('unit')} label={label('unit')} value={test.unit} />
      <TextField
        name={name('minutes')}
        label={label('minutes')}
        numeric
        value={String(test.minutes)}
      />
      <button type="button" className="button plain" onClick={onRemove}>
        Remove test {index + 1}
      </button>
    </fieldset>
  )
}

function sameAddress(signal: SignalNow, address: FunctionalTest['signal']): boolean {
  return (
    address !== null &&
    signal.address.table === address.table &&
    signal.address.address === address.address
  )
}

function signalInWords({ tag, words, address }: SignalNow): string {
  return words === tag ? `${tag} (${address.unit})` : `${tag}: ${words} (${address.unit})`
}
