import type { CaseView } from '@holdpoint/api'
import { type AnswerItem, answerItems } from '@holdpoint/core'
import { useState } from 'react'
import { RadioField, SelectField, TextField } from '../../../ui/fields.tsx'
import type { FormReader } from '../../../ui/read-form.ts'
import { choicesOf, inWords } from '../../../ui/words.ts'
import { Source } from './evidence-lines.tsx'

type ItemFieldProps = {
  readonly view: CaseView
  readonly item: AnswerItem
}

/** What the evidence answers is a fact to confirm or to contradict; the rest is asked. */
export function ItemField({ view, item }: ItemFieldProps) {
  const label = labelOf(item)
  const found = view.evidence.answers.find((one) => one.item === item)
  const given = view.items.find((one) => one.item === item)?.answer ?? null
  const [contradicts, setContradicts] = useState(
    found !== undefined && given !== null && given !== found.value,
  )
  if (found === undefined) return <Asked item={item} label={label} value={given} />
  const { question, words } = answerItems[item]
  const reason = view.case[question]?.contradicts?.find((one) => one.item === item)?.reason
  return (
    <div className="fact-asked">
      <div className="fact-head">
        <p>
          <strong>{label}</strong> {inWords(found.value)}
          <Source source={`Recorded: ${found.source}`} asOf={found.asOf} />
        </p>
        <button
          type="button"
          className="quiet-button"
          aria-expanded={contradicts}
          onClick={() => setContradicts(!contradicts)}
        >
          Contradict<span className="unseen"> {words.toLowerCase()}</span>
        </button>
      </div>
      {contradicts ? (
        <>
          <Asked item={item} label={`${words}, otherwise than recorded`} value={given} />
          <TextField
            name={objectionOf(item)}
            label={`Why ${words.toLowerCase()} is otherwise`}
            value={reason ?? ''}
          />
        </>
      ) : (
        <input type="hidden" name={item} value={found.value} />
      )}
    </div>
  )
}

type AskedProps = {
  readonly item: AnswerItem
  readonly label: string
  readonly value: string | null
  readonly hint?: string
}

/** A question to a person, with every answer that it may have. */
export function Asked({ item, label, value, ...hint }: AskedProps) {
  const choices = choicesOf([...answerItems[item].values, 'unknown'])
  if (answerItems[item].values.length > 2) {
    return <SelectField name={item} label={label} choices={choices} value={value ?? ''} {...hint} />
  }
  const words = item === 'technicalImpact' ? choices : choicesOf(['yes', 'no', 'unknown'])
  const given = value === null ? {} : { value }
  return <RadioField name={item} label={label} choices={words} {...given} {...hint} />
}

const itemLabels: Partial<Record<AnswerItem, string>> = {
  exploitation: 'Known exploitation',
  automatable: 'Can the attack be automated?',
  serviceUsed: 'Is the vulnerable service used on this line?',
  nearSafetySystem: 'Is it near a safety system?',
}

/** How a person is asked for it. */
export function labelOf(item: AnswerItem): string {
  return itemLabels[item] ?? answerItems[item].words
}

const objectionOf = (item: AnswerItem) => `objection-${item}`

/** The reasons that were written for contradicted facts; without one the rules refuse and say so. */
export function objectionsIn(read: FormReader, items: readonly AnswerItem[]) {
  return items.flatMap((item) => {
    const reason = read.text(objectionOf(item))
    return reason === '' ? [] : [{ item, reason }]
  })
}
