import { type ReactNode, useState } from 'react'
import { useFieldId } from './form-context.ts'
import { useProblemOf } from './problems.tsx'

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
}

/** Label, hint, problem and the field itself, tied together by ids. */
function Field(props: FieldProps & { readonly children: (tie: Tie) => ReactNode }) {
  const { name, label, hint, optional = false, children } = props
  const id = useFieldId(name)
  const problem = useProblemOf(id)
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  const tie: Tie = {
    id,
    name,
    'data-label': label,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': problem !== null || undefined,
  }
  return (
    <div className={problem === null ? 'field' : 'field in-error'}>
      <label htmlFor={id}>
        {label}
        {optional ? ' (optional)' : ''}
      </label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p className="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      ) : null}
      {children(tie)}
    </div>
  )
}

type Tie = {
  readonly id: string
  readonly name: string
  readonly 'data-label': string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

type TextProps = FieldProps & {
  readonly value?: string
  readonly password?: boolean
  readonly numeric?: boolean
  readonly autoComplete?: string
}

export function TextField({ value = '', password, numeric, autoComplete, ...field }: TextProps) {
  return (
    <Field {...field}>
      {(tie) => (
        <input
          {...tie}
          type={password ? 'password' : 'text'}
          className={numeric ? 'numeric' : undefined}
          inputMode={numeric ? 'decimal' : undefined}
          autoComplete={autoComplete ?? 'off'}
          defaultValue={value}
        />
      )}
    </Field>
  )
}

export function TextArea({ value = '', ...field }: FieldProps & { readonly value?: string }) {
  return <Field {...field}>{(tie) => <textarea {...tie} rows={3} defaultValue={value} />}</Field>
}

export type Choice = { readonly value: string; readonly words: string }

type SelectProps = FieldProps & {
  readonly choices: readonly Choice[]
  readonly value?: string
  readonly onChoose?: (value: string) => void
}

export function SelectField({ choices, value = '', onChoose, ...field }: SelectProps) {
  const known = choices.some((choice) => choice.value === value)
  return (
    <Field {...field}>
      {(tie) => (
        <select {...tie} defaultValue={value} onChange={(event) => onChoose?.(event.target.value)}>
          {known ? null : <option value={value}>Choose …</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type FileProps = FieldProps & {
  readonly accept?: string
  readonly multiple?: boolean
  readonly onChoose?: (files: readonly File[]) => void
}

export function FileField({ accept, multiple, onChoose, ...field }: FileProps) {
  return (
    <Field {...field}>
      {(tie) => (
        <input
          {...tie}
          type="file"
          accept={accept}
          multiple={multiple}
          onChange={(event) => onChoose?.([...(event.target.files ?? [])])}
        />
      )}
    </Field>
  )
}

/** One of few answers, all of them in sight. */
export function RadioField(
  props: FieldProps & { readonly choices: readonly Choice[]; readonly value?: string },
) {
  const { name, label, hint, choices, value } = props
  const id = useFieldId(name)
  const problem = useProblemOf(id)
  return (
    <fieldset className={problem === null ? 'field' : 'field in-error'}>
      <legend>{label}</legend>
      {hint ? <p className="hint">{hint}</p> : null}
      {problem ? <p className="field-problem">{problem}</p> : null}
      {choices.map((choice, index) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            id={index === 0 ? id : undefined}
            data-label={label}
            name={name}
            value={choice.value}
            defaultChecked={choice.value === value}
          />
          {choice.words}
        </label>
      ))}
    </fieldset>
  )
}

export function CheckField(props: FieldProps & { readonly checked?: boolean }) {
  const { name, label, checked = false } = props
  const id = useFieldId(name)
  const problem = useProblemOf(id)
  return (
    <div className={problem === null ? 'field' : 'field in-error'}>
      {problem ? <p className="field-problem">{problem}</p> : null}
      <label className="choice">
        <input id={id} type="checkbox" name={name} data-label={label} defaultChecked={checked} />
        {label}
      </label>
    </div>
  )
}

/** Each of these is confirmed by itself; nothing where there is nothing to confirm. */
export function ConfirmField(props: FieldProps & { readonly choices: readonly Choice[] }) {
  const { name, label, hint, choices } = props
  const id = useFieldId(name)
  if (choices.length === 0) return null
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {hint ? <p className="hint">{hint}</p> : null}
      {choices.map((choice, index) => (
        <label key={choice.value} className="choice">
          <input
            type="checkbox"
            id={index === 0 ? id : undefined}
            data-label={label}
            name={name}
            value={choice.value}
          />
          {choice.words}
        </label>
      ))}
    </fieldset>
  )
}

/** A field whose text is read back while it is typed: a time of the site, a number of hours. */
export function EchoField(props: TextProps & { readonly echo: (text: string) => string }) {
  const { value = '', echo, password: _password, numeric: _numeric, ...field } = props
  const [text, setText] = useState(value)
  return (
    <Field {...field}>
      {(tie) => (
        <>
          <input
            {...tie}
            type="text"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <output className="echo" htmlFor={tie.id}>
            {echo(text)}
          </output>
        </>
      )}
    </Field>
  )
}
