import type { BodyOf, recordControl } from '@holdpoint/api'
import { useState } from 'react'
import { SelectField, TextField } from '../../ui/fields.tsx'
import type { FormReader } from '../../ui/read-form.ts'

type Point = NonNullable<BodyOf<typeof recordControl>['point']>
type Dialect = Point['dialect']

const dialects: readonly { readonly value: Dialect; readonly words: string }[] = [
  { value: 'nftables', words: 'nftables' },
  { value: 'iptables', words: 'iptables' },
  { value: 'cisco-asa', words: 'Cisco ASA' },
  { value: 'cisco-ios', words: 'Cisco IOS' },
  { value: 'fortigate', words: 'FortiGate' },
  { value: 'palo-alto', words: 'Palo Alto Networks' },
  { value: 'check-point', words: 'Check Point' },
]

const fieldsOf: Readonly<
  Record<
    Dialect,
    readonly { readonly name: string; readonly label: string; readonly numeric?: true }[]
  >
> = {
  nftables: [],
  iptables: [],
  'cisco-asa': [{ name: 'list', label: 'Access list towards the senders' }],
  'cisco-ios': [{ name: 'list', label: 'Access list towards the senders' }],
  fortigate: [
    { name: 'from', label: 'From interface or zone' },
    { name: 'to', label: 'To interface or zone' },
    { name: 'firstId', label: 'First free number of a policy', numeric: true },
    { name: 'before', label: 'Number of the policy that they stand before', numeric: true },
  ],
  'palo-alto': [
    { name: 'from', label: 'From zone' },
    { name: 'to', label: 'To zone' },
  ],
  'check-point': [{ name: 'layer', label: 'Layer' }],
}

/** Which firewall enforces it, and the names that the firewall has for its own parts. */
export function EnforcementFields({ firewalls }: { readonly firewalls: readonly string[] }) {
  const [dialect, setDialect] = useState<Dialect>('nftables')
  return (
    <>
      <SelectField
        name="firewall"
        label="Firewall that enforces it"
        hint="Without one nothing can be proved"
        choices={[
          { value: '', words: 'Not said' },
          ...firewalls.map((tag) => ({ value: tag, words: tag })),
        ]}
      />
      <SelectField
        name="point.dialect"
        label="Written for"
        choices={dialects}
        value={dialect}
        onChoose={(value) => setDialect(value as Dialect)}
      />
      {fieldsOf[dialect].map(({ name, label, numeric }) => (
        <TextField
          key={`${dialect} ${name}`}
          name={`point.${name}`}
          label={label}
          {...(numeric === true ? { numeric } : {})}
        />
      ))}
    </>
  )
}

/** What was written, field by field; the contract refuses what is missing. */
export function pointOf(read: FormReader): Point {
  const dialect = read.text('point.dialect') as Dialect
  const values = fieldsOf[dialect].map(({ name, numeric }) => [
    name,
    numeric === true ? read.number(`point.${name}`) : read.text(`point.${name}`),
  ])
  return { dialect, ...Object.fromEntries(values) } as Point
}
