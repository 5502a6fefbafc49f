import type { CaseView } from '@holdpoint/api'
import type { Question as Asked } from '@holdpoint/core'
import type { ReactNode } from 'react'
import { type Fact, Facts } from '../../../ui/facts.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Moment } from '../../../ui/moment.tsx'
import { Status } from '../../../ui/status.tsx'
import { counted, ownerInWords } from '../../../ui/words.ts'
import { EvidenceLines } from './evidence-lines.tsx'

type Given = { readonly evidence: string; readonly by: readonly string[]; readonly at: string }

type QuestionProps = {
  readonly view: CaseView
  readonly question: Asked
  readonly title: string
  readonly answer: Given | null
  readonly facts: readonly Fact[]
  /** The person who looks still owes their word on the answer that is there. */
  readonly waitsForMe?: boolean
  readonly children: ReactNode
}

/** What was answered is shown; answering again is one step away and never overwrites the record. */
export function Question(props: QuestionProps) {
  const { view, question, title, answer, facts, waitsForMe = false, children } = props
  const open = view.openItems.filter((one) => one.question === question)
  return (
    <section className="panel" aria-label={title} id={question}>
      <div className="panel-head">
        <h2>{title}</h2>
        {open.length === 0 ? (
          <Status meaning="normal" word="Answered" />
        ) : (
          <Status meaning="held" word={`${counted(open.length, 'answer')} open`} />
        )}
      </div>
      <div className="question-body">
        <div>
          <h3>What is recorded</h3>
          <EvidenceLines view={view} question={question} />
        </div>
        <div>
          <h3>What people say</h3>
          {answer === null ? (
            children
          ) : (
            <>
              <Facts
                facts={[
                  ...facts,
                  ['Evidence', answer.evidence === '' ? null : answer.evidence],
                  ['Answered by', answer.by.map(rolesSpoken).join('; ')],
                  ['Answered', <Moment key="at" at={answer.at} />],
                ]}
              />
              {waitsForMe ? children : <Fold label={`Answer again: ${title}`}>{children}</Fold>}
            </>
          )}
        </div>
      </div>
    </section>
  )
}

/** `Mara Lindqvist (ot-cybersecurity-lead)` as a person says it. */
function rolesSpoken(by: string): string {
  return by.replace(/\(([a-z-]+)\)$/, (_whole, role: string) => `(${ownerInWords(role)})`)
}
