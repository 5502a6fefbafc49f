import { type FindingRow, type TriagedMany, triageMany } from '@holdpoint/api'
import type { Refusal } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useActor } from '../../../client/session.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { caseRefusals } from '../../../ui/ask-rules.ts'
import { RadioField, TextArea } from '../../../ui/fields.tsx'
import { Panel } from '../../../ui/page.tsx'
import { counted } from '../../../ui/words.ts'
import { AnswerMany } from './answer-many.tsx'
import { keyOf } from './finding-words.ts'

const AT_ONCE_MAX = 200

const acts = [
  { value: 'open', words: 'Open a case for each' },
  { value: 'affected', words: 'Rule: each is affected' },
  { value: 'not-affected', words: 'Rule: none is affected' },
]

/** What was marked, and one act for all of it; each case is judged by the rules for itself. */
export function MarkedPanel(props: {
  readonly marked: readonly FindingRow[]
  readonly onDone: (left: readonly FindingRow[]) => void
}) {
  const { marked, onDone } = props
  const actor = useActor()
  const [told, setTold] = useState<TriagedMany | null>(null)
  if (marked.length === 0 && told === null) return null
  const tell = (answer: TriagedMany) => {
    setTold(answer)
    const refused = new Set(answer.refused.map(keyOf))
    onDone(marked.filter((row) => refused.has(keyOf(row))))
  }
  return (
    <Panel title={`${counted(marked.length, 'finding')} marked`}>
      <p className="hint">{tagsOf(marked)}</p>
      {told === null ? null : <Told told={told} />}
      {marked.length === 0 ? null : (
        <ActForm
          route={triageMany}
          label={`Triage ${marked.length}`}
          refusals={blocked(marked, actor)}
          toBody={(read) => {
            const act = read.text('act')
            const findings = marked.map(({ assetId, advisoryId, productId }) => {
              return { assetId, advisoryId, productId }
            })
            if (act === 'open') return { findings }
            const verdict = act as 'affected' | 'not-affected'
            return { findings, ruling: { verdict, reason: read.text('reason') } }
          }}
          onDone={tell}
        >
          <RadioField name="act" label="What to do with them" choices={acts} />
          <TextArea
            name="reason"
            label="Reason for the ruling"
            hint="The same for all of them; it stands in each case under your name."
            optional
          />
        </ActForm>
      )}
      {marked.length === 0 || marked.length > AT_ONCE_MAX ? null : (
        <AnswerMany marked={marked} onTold={setTold} />
      )}
    </Panel>
  )
}

function tagsOf(marked: readonly FindingRow[]): string {
  return marked.map(({ assetTag, advisoryId }) => `${assetTag} ${advisoryId}`).join(', ')
}

function blocked(
  marked: readonly FindingRow[],
  actor: ReturnType<typeof useActor>,
): readonly Refusal[] {
  const [first] = marked
  if (marked.length > AT_ONCE_MAX) {
    const what = `${marked.length} findings are more than the ${AT_ONCE_MAX} that go at once`
    return [{ kind: 'too-many', what, clearedBy: 'Mark fewer', owner: null }]
  }
  if (first === undefined) return []
  const finding = { ...first, advisoryVersion: '' }
  return caseRefusals(null, { kind: 'open-case', id: 'x', finding }, actor)
}

/** What was taken, and what was not and why: the rest stays marked. */
function Told({ told }: { readonly told: TriagedMany }) {
  return (
    <div role="status">
      <p>
        {counted(told.taken.length, 'case')} taken:{' '}
        {told.taken.map(({ caseId, assetTag }, at) => (
          <span key={caseId}>
            {at > 0 ? ', ' : ''}
            <Link to="/cases/$id" params={{ id: caseId }}>
              {assetTag}
            </Link>
          </span>
        ))}
        {told.refused.length === 0 ? '.' : `; ${told.refused.length} not.`}
      </p>
      <ul className="lines">
        {told.refused.map((one) => (
          <li key={keyOf(one)}>
            {one.assetId}: {one.refusals.map(({ what }) => what).join('; ')}
          </li>
        ))}
      </ul>
    </div>
  )
}
