import { answerTask, type ClocksView } from '@holdpoint/api'
import { type ManagerTask, type TaskVerdict, taskInWords } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { ActForm } from '../../../ui/act-form.tsx'
import { SelectField, TextArea } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { bothTimes } from './both-times.ts'
import { dueInWords } from './due-in-words.ts'

const verdicts = [
  { value: 'noted', words: 'Note the veto, and say what follows' },
  { value: 'approved', words: 'Approve the change of the plan' },
  { value: 'refused', words: 'Refuse the change of the plan' },
] as const

const verdictWords = { noted: 'Noted', approved: 'Approved', refused: 'Refused' } as const

/** What the CIP Senior Manager was told, with its own last day; what was answered stays. */
export function ManagerPanel({ view }: { readonly view: ClocksView }) {
  const open = view.tasks.filter(({ answer }) => answer === null)
  return (
    <Panel title="Told to the CIP senior manager">
      <Table
        caption="Vetoes and proposed changes of plans"
        columns={[
          { head: 'What', cell: (row) => <About task={row} /> },
          { head: 'Why', cell: (row) => row.about.reason },
          { head: 'Told on', cell: (row) => bothTimes(row.told.on, row.told.recordedOn) },
          { head: 'Last day', cell: (row) => row.dueOn },
          { head: 'Answer', cell: answerInWords },
        ]}
        rows={view.tasks.toReversed()}
        keyOf={(row) => row.id}
        empty="Nothing was told: no change was vetoed, and no change of a plan was proposed."
      />
      {open.length === 0 ? null : (
        <Fold label="Answer, as the CIP senior manager">
          <ActForm
            route={answerTask}
            label="Record the answer"
            toBody={(read) => ({
              id: read.text('id'),
              verdict: read.text('verdict') as TaskVerdict,
              reason: read.text('reason'),
            })}
          >
            <SelectField
              name="id"
              label="What was told"
              choices={open.map((task) => ({ value: task.id, words: taskInWords(task) }))}
            />
            <SelectField name="verdict" label="Answer" choices={verdicts} />
            <TextArea name="reason" label="Reason, or what follows" />
          </ActForm>
        </Fold>
      )}
    </Panel>
  )
}

function About({ task }: { readonly task: ManagerTask }) {
  const { about } = task
  if (about.kind === 'veto') {
    return (
      <Link to="/changes/$id" params={{ id: about.changeId }}>
        {taskInWords(task)}
      </Link>
    )
  }
  const actions = about.actions === null ? '' : `: ${about.actions}`
  const until = dueInWords({ due: about.due, eventCame: null })
  return `${taskInWords(task)}, until ${until}${actions}`
}

function answerInWords({ answer, dueOn }: ManagerTask): string {
  if (answer === null) return `Waits, until ${dueOn}`
  const late = answer.late ? ', late' : ''
  return `${verdictWords[answer.verdict]} on ${answer.on} by ${answer.byName}${late}: ${answer.reason}`
}
