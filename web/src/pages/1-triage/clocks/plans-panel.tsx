import {
  type ClocksView,
  extendPlan,
  finishPlan,
  makePlan,
  planEvent,
  proposePlanChange,
} from '@holdpoint/api'
import type { MitigationPlan } from '@holdpoint/core'
import { ActForm } from '../../../ui/act-form.tsx'
import { Lines } from '../../../ui/facts.tsx'
import { type Choice, SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { datedInWords } from './both-times.ts'
import { dueInWords } from './due-in-words.ts'
import { readCovers } from './read-covers.ts'

type ViewProps = { readonly view: ClocksView }

const AS_THEY_ARE = 'Left empty, the actions stay as they are.'

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
      <Fold label="Propose to change a plan">
        <ActForm
          route={proposePlanChange}
          label="Propose it to the CIP senior manager"
          toBody={(read) => ({
            planId: read.text('planId'),
            due: dueOf(read.text('due')),
            actions: read.text('actions') || null,
            reason: read.text('reason'),
          })}
        >
          <SelectField name="planId" label="Plan" choices={choices} />
          <Until name="due" label="New end" />
          <TextArea name="actions" label="New actions" hint={AS_THEY_ARE} optional />
          <TextArea name="reason" label="Reason for the change" />
        </ActForm>
      </Fold>
      <Fold label="Extend a plan, as the CIP senior manager">
        <ActForm
          route={extendPlan}
          label="Extend the plan"
          toBody={(read) => ({
            id: read.text('id'),
            due: dueOf(read.text('due')),
            actions: read.text('actions') || null,
            reason: read.text('reason'),
          })}
        >
          <SelectField name="id" label="Plan" choices={choices} />
          <Until name="due" label="New end" />
          <TextArea name="actions" label="New actions" hint={AS_THEY_ARE} optional />
          <TextArea name="reason" label="Reason for the extension" />
        </ActForm>
      </Fold>
    </>
  )
}

type UntilProps = { readonly name: string; readonly label?: string }

function Until({ name, label = 'Until' }: UntilProps) {
  return (
    <TextField
      name={name}
      label={label}
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

function extensionInWords(extension: MitigationPlan['extensions'][number]): string {
  const { on, to, approvedBy, proposedBy, actions, late, reason } = extension
  const asked = proposedBy === null ? '' : `, proposed by ${proposedBy}`
  const before = actions === null ? '' : `, before that: ${actions.from}`
  return `${on} by ${approvedBy}${asked}${late ? ', late' : ''}${before}, until ${dueInWords({ due: to, eventCame: null })}: ${reason}`
}
