import type { AnyRoute, BodyOf, OutOf } from '@holdpoint/api'
import type { Refusal } from '@holdpoint/core'
import { type FormEvent, type ReactNode, useId, useRef } from 'react'
import { useAct } from '../client/use-act.ts'
import { ActButton } from './act-button.tsx'
import { FormContext } from './form-context.ts'
import { useProblems } from './problems.tsx'
import { type FormReader, problemsOfForm, readerOf } from './read-form.ts'

type ActFormProps<R extends AnyRoute> = {
  readonly route: R
  readonly params?: { readonly id: string }
  /** The act in words: on the button, and in the note that it is recorded. */
  readonly label: string
  readonly recordedAs?: string
  readonly kind?: 'primary' | 'plain' | 'hold' | 'warning'
  readonly refusals?: readonly Refusal[]
  /** What the person has still to do on this page; the fields stay in sight. */
  readonly waits?: readonly Refusal[]
  readonly toBody: (read: FormReader) => BodyOf<R>
  readonly onDone?: (answer: OutOf<R>) => void
  readonly children?: ReactNode
}

/** A form that is one act: checked against the contract here, judged by the rules on the server. */
export function ActForm<R extends AnyRoute>(props: ActFormProps<R>) {
  const { route, params, label, kind = 'plain', refusals = [], waits = [] } = props
  const { toBody, onDone, children } = props
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const problems = useProblems()
  const words = props.recordedAs ?? label
  const act = useAct(route, { ...(params === undefined ? {} : { params }), words, formId: id })
  const blocked = refusals.length > 0

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (blocked || waits.length > 0) return
    const body = toBody(readerOf(new FormData(event.currentTarget)))
    const parsed = route.body.safeParse(body)
    if (!parsed.success) {
      problems.show(problemsOfForm(parsed.error.issues, (path) => fieldAt(form.current, path)))
      return
    }
    const answer = await act.run(body)
    if (answer === null) return
    form.current?.reset()
    onDone?.(answer)
  }
  return (
    <FormContext value={id}>
      <form ref={form} className="act-form" noValidate onSubmit={submit}>
        {blocked ? null : children}
        <ActButton
          label={label}
          kind={kind}
          refusals={[...refusals, ...waits]}
          pending={act.pending}
        />
      </form>
    </FormContext>
  )
}

/** `functionalTests.0.title` is the field `functionalTests.0.title`, else the field before the dot. */
function fieldAt(form: HTMLFormElement | null, path: readonly PropertyKey[]) {
  for (let length = path.length; length > 0 && form !== null; length -= 1) {
    const name = path.slice(0, length).map(String).join('.')
    const found = form.elements.namedItem(name)
    const field = found instanceof RadioNodeList ? found[0] : found
    if (!(field instanceof HTMLElement)) continue
    return { id: field.id, label: field.dataset.label ?? name }
  }
  return null
}
