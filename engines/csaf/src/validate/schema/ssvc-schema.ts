import { shown } from '../fault.ts'
import { dateTime, language, semanticVersion, uri } from './formats.ts'
import { anyText, like, list, object, oneOf, type Schema, text, textWhere, Walk } from './schema.ts'

// The Selection List of SSVC, schema version 2.0.0.

const key = like(/^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9_]*[a-zA-Z0-9]|T\*)$/, 'an SSVC key')

const DOMAIN = String.raw`[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+`
const FRAGMENT = '[a-z0-9]+(?:[.-][a-z0-9]+)*'
const PRIVATE_BASE = new RegExp(`^x_${DOMAIN}#${FRAGMENT}$`)
const BASE = new RegExp(`^[a-z][a-z0-9](?:[.-]?[a-z0-9])+(?:#${FRAGMENT})?$`)
const EXTENSION = new RegExp(`^\\.${DOMAIN}(?:#${FRAGMENT})?(?:\\$(.+))?$`)

/** `ssvc`, `x_example.org#mine`, `cisa/en-US/.example.org#part$de-DE`, and so on. */
const namespace = textWhere((value) => {
  const [base = '', ...rest] = value.split('/')
  const isBase = value.length <= 1000 && (BASE.test(base) || PRIVATE_BASE.test(base))
  const isRight = isBase && rest.every((part, i) => isExtension(part, i, rest.length))
  return isRight ? null : `must be an SSVC namespace, is ${shown(value)}`
})

// The first part behind the base is its language, which may be left empty.
function isExtension(part: string, index: number, count: number): boolean {
  if (index === 0 && part === '') return count > 1
  const translated = EXTENSION.exec(part)
  if (index > 0 && translated !== null) return translated[1] === undefined || isTag(translated[1])
  return isTag(part)
}

function isTag(part: string): boolean {
  const walk = new Walk()
  language.check(part, walk)
  return walk.faults.length === 0
}

const value = object({ name: text, definition: text, key }, { required: ['key'], closed: true })

const selection = object(
  { namespace, key, version: semanticVersion, name: text, definition: text, values: list(value) },
  { required: ['namespace', 'key', 'version', 'values'], closed: true },
)

const reference = object({ uri, summary: anyText }, { required: ['uri', 'summary'], closed: true })

export const ssvcSelectionList: Schema = object(
  {
    timestamp: dateTime,
    schemaVersion: oneOf('2.0.0'),
    target_ids: list(anyText, { unique: true }),
    selections: list(selection),
    decision_point_resources: list(reference),
    references: list(reference),
  },
  { required: ['timestamp', 'schemaVersion', 'selections'], closed: true },
)
