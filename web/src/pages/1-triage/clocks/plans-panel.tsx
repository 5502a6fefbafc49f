import { type ClocksView, extendPlan, finishPlan, makePlan, planEvent } from '@holdpoint/api'
import type { MitigationPlan } from '@holdpoint/core'
import { ActForm } from '../../../ui/act-form.tsx'
import { Lines } from '../../../ui/facts.tsx'
import { type Choice, SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { datedInWords } from './both-times.ts'
import { readCovers } from './read-covers.ts'

type ViewProps = { readonly view: ClocksView }

/** Dated plans; an extension is the CIP Senior Manager's, and a late one stays late. */
export function PlansPanel({ view }: ViewProps) {
  const open = view.plans.filter((plan) => plan.finished === null)
  const choices = open.map(({ id, actions }) => ({ value: id, words: `${id}: ${actions}` }))
  return (
    <Panel title="Mitigation plans">
      <Table
        caption="Plans and their timeframes"
        columns={[
          { head: 'Plan', cell: (row) => row.id },
          { head: 'Actions', cell: (row) => row.actions },
          { head: 'Made on', cell: (row) => row.made.on },
          { head: 'Until', cell: (row) => dueInWords(row) },
          {
            head: 'Extended',
            cell: (row) => <Lines lines={row.extensions.map(extensionInWords)} />,
          },
          { head: 'Finished', cell: (row) => datedInWords(row.finished, 'Not yet') },
        ]}
        rows={view.plans}
        keyOf={(row) => row.id}
        empty="No mitigation plan was made."
      />
      <PlanForm />
      {choices.length === 0 ? null : <OpenPlanForms choices={choices} today={view.today} />}
    </Panel>
  )
}

function PlanForm() {
  return (
    <Fold label="Make a plan">
      <ActForm
        route={makePlan}
        label="Make the plan"
        toBody={(read) => ({
          id: read.text('id'),
          actions: read.text('actions'),
          due: dueOf(read.text('due')),
          covers: readCovers(read.text('covers')),
        })}
      >
        <TextField name="id" label="Name of the plan" />
        <TextArea name="actions" label="Planned actions" />
        <TextArea
          name="covers"
          label="What it covers"
          hint="One a line: patch: asset, asset. An evaluation must have found each."
        />
        <Until name="due" />
      </ActForm>
    </Fold>
  )
}

type OpenPlanFormsProps = { readonly choices: readonly Choice[]; readonly today: string }

function OpenPlanForms({ choices, today }: OpenPlanFormsProps) {
  return (
    <>
      <Fold label="The event of a plan came">
        <ActForm
          route={planEvent}
          label="Record that the event came"
          toBody={(read) => ({ id: read.text('id'), on: read.text('on') })}
        >
          <SelectField name="id" label="Plan" choices={choices} />
          <TextField name="on" label="On" value={today} />
        </ActForm>
      </Fold>
      <Fold label="Finish a plan">
        <ActForm
          route={finishPlan}
          label="Finish the plan"
          toBody={(read) => ({ id: read.text('id'), on: read.text('on') })}
        >
          <SelectField name="id" label="Plan" choices={choices} />
          <TextField name="on" label="Actions complete on" value={today} />
        </ActForm>
      </Fold>
      <Fold label="Extend a plan, as the CIP senior manager">
        <ActForm
          route={extendPlan}
          label="Extend the plan"
          toBody={(read) => ({
            id: read.text('id'),
            due: dueOf(read.text('due')),
            reason: read.text('reason'),
          })}
        >
          <SelectField name="id" label="Plan" choices={choices} />
          <Until name="due" />
          <TextArea name="reason" label="Reason for the extension" />
        </ActForm>
      </Fold>
    </>
  )
}

function Until({ name }: { readonly name: string }) {
  return (
    <TextField
      name={name}
      label="Until"
      hint="A day, 2026-12-24, or an event in words: next outage of two days or more."
    />
  )
}

/** What is written as a day is one; anything else is an event in words. */
function dueOf(text: string) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? ({ kind: 'day', on: text } as const)
    : ({ kind: 'event', words: text, happenedOn: null } as const)
}

function dueInWords({ due, eventCame }: Pick<MitigationPlan, 'due' | 'eventCame'>): string {
  if (due.kind === 'day') return due.on
  return eventCame === null ? due.words : `${due.words}: came on ${datedInWords(eventCame, '')}`
}

function extensionInWords(extension: MitigationPlan['extensions'][number]): string {
  const { on, to, approvedBy, late, reason } = extension
  return `${on} by ${approvedBy}${late ? ', late' : ''}, until ${dueInWords({ due: to, eventCame: null })}: ${reason}`
}
