import { type ChangeView, fillForm } from '@holdpoint/api'
import { type FormField, formFields, roleWords } from '@holdpoint/core'
import { useActor } from '../../client/session.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { changeRefusals } from '../../ui/ask-rules.ts'
import { TextArea } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { draftFormField } from './draft-form-field.ts'

const fieldNames = Object.keys(formFields) as readonly FormField[]

/** What the board must have in writing; each field has one owner, and only the owner fills it. */
export function BoardForm({ view }: { readonly view: ChangeView }) {
  const { form } = view.change.board
  const filled = fieldNames.filter((field) => form[field] !== undefined).length
  return (
    <Panel
      title="Form of the board"
      id="form"
      aside={
        filled === fieldNames.length ? (
          <Status meaning="normal" word="Complete" />
        ) : (
          <Status meaning="held" word={`${filled} of ${fieldNames.length} filled`} />
        )
      }
    >
      <ul className="form-fields">
        {fieldNames.map((field) => (
          <FormFieldRow key={field} field={field} view={view} />
        ))}
      </ul>
    </Panel>
  )
}

function FormFieldRow({ field, view }: { readonly field: FormField; readonly view: ChangeView }) {
  const actor = useActor()
  const { words, owner } = formFields[field]
  const text = view.change.board.form[field]
  const refusals = changeRefusals(view.change, { kind: 'fill-form', field, text: 'x' }, actor)
  const mine = refusals.length === 0
  return (
    <li>
      <div className="form-field-head">
        <h3>{words}</h3>
        <p className="hint">Owner: {roleWords[owner]}</p>
        {text === undefined ? <Status meaning="held" word="Empty" /> : null}
      </div>
      {text === undefined ? null : <p className="answer">{text}</p>}
      {mine && text === undefined ? <FillField field={field} view={view} /> : null}
      {mine && text !== undefined ? (
        <Fold label={`Correct "${words}"`} level={4}>
          <p className="hint">A correction voids the signatures that stand.</p>
          <FillField field={field} view={view} />
        </Fold>
      ) : null}
    </li>
  )
}

function FillField({ field, view }: { readonly field: FormField; readonly view: ChangeView }) {
  const { words } = formFields[field]
  const { plan, board } = view.change
  const written = board.form[field]
  const draft = draftFormField(field, plan)
  return (
    <ActForm
      route={fillForm}
      params={{ id: view.change.id }}
      label={`Record "${words}"`}
      toBody={(read) => ({ field, text: read.text('text') })}
    >
      <TextArea
        name="text"
        label={words}
        value={written ?? draft}
        {...(written === undefined && draft !== '' ? { hint: 'Drafted from the plan.' } : {})}
      />
    </ActForm>
  )
}
