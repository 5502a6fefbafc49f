import { askReach, type FirewallsView, type ReachAnswer } from '@holdpoint/api'
import { useState } from 'react'
import { ActForm } from '../../../ui/act-form.tsx'
import { Lines } from '../../../ui/facts.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Age } from '../../../ui/moment.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'

/** Which packets get from one place to another. Nothing is sent, nothing is recorded. */
export function AskReach({ zones }: Pick<FirewallsView, 'zones'>) {
  const [answer, setAnswer] = useState<ReachAnswer | null>(null)
  const ids = zones.map(({ id }) => `zone:${id}`).join(', ')
  return (
    <Panel title="Ask which packets pass">
      <ActForm
        route={askReach}
        label="Ask"
        recordedAs="Asked"
        toBody={(read) => ({
          from: read.text('from'),
          to: read.text('to'),
          service: read.text('service'),
        })}
        onDone={setAnswer}
      >
        <TextField name="from" label="From" hint={`${ids}, host:ADDRESS or any`} />
        <TextField name="to" label="To" hint="The same, for example host:10.10.1.11" />
        <TextField name="service" label="Service" hint="tcp/502, udp/161-162, icmp/8 or any" />
      </ActForm>
      <div aria-live="polite">{answer === null ? null : <Answer answer={answer} />}</div>
    </Panel>
  )
}

const verdicts = {
  none: { meaning: 'normal', word: 'No packet gets through' },
  some: { meaning: 'late', word: 'Some packets get through' },
  all: { meaning: 'failed', word: 'Every packet gets through' },
} as const

function Answer({ answer }: { readonly answer: ReachAnswer }) {
  const { asOf, firewallsRead, witness, assumptions, packetsLeftOut } = answer
  const path = answer.path.map(({ firewall, rule, file, line }) =>
    rule === null ? firewall : `${firewall}: ${rule} (${file}:${line})`,
  )
  return (
    <>
      <p>
        <Status {...verdicts[answer.verdict]} />
      </p>
      {witness === null ? null : <p>For example: {witness}</p>}
      {path.length === 0 ? null : <Lines lines={[...new Set(path)]} />}
      {assumptions.length === 0 ? null : (
        <>
          <p>Not understood, and counted as letting pass:</p>
          <Lines lines={assumptions.map(({ at, what }) => `${at} ${what}`.trim())} />
        </>
      )}
      {answer.packets.length === 0 ? null : (
        <Table
          caption={
            packetsLeftOut === 0 ? 'What passes' : `What passes; ${packetsLeftOut} sets left out`
          }
          columns={[
            { head: 'From', cell: (row) => row.source },
            { head: 'To', cell: (row) => row.destination },
            { head: 'Protocol', cell: (row) => row.protocol },
            { head: 'From port', cell: (row) => row.sourcePort },
            { head: 'To port', cell: (row) => row.destinationPort },
          ]}
          rows={answer.packets}
          keyOf={(row) => JSON.stringify(row)}
          empty=""
        />
      )}
      <p className="quiet">
        {asOf === null ? (
          'No configuration of a firewall was read.'
        ) : (
          <>
            By the configurations of {firewallsRead.join(', ')}, the oldest <Age at={asOf} />.
          </>
        )}
      </p>
    </>
  )
}
