import { shown } from '../fault.ts'
import { isUri } from './formats.ts'
import { list, object, oneOf, openObject, type Schema, textWhere, truth } from './schema.ts'

const HOST = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/
const VERSIONED_FILE =
  /^[^/\s]+_(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\.json$/
const OWN_SCHEMA =
  /^https:\/\/docs\.oasis-open\.org\/csaf\/csaf\/v2\.1\/(?:[^/\s]+\/)*schema\/extension-content\.json/

/** The address of an extension's schema: https, a lower-case host, a file with a version. */
const schemaAddress = textWhere((value) => {
  const [, host = '', path = ''] = /^https:\/\/([^/]*)\/(.*)$/.exec(value) ?? []
  const parts = path.split('/')
  const isRight =
    HOST.test(host) &&
    parts.slice(0, -1).every((part) => /^[^\s]+$/.test(part)) &&
    VERSIONED_FILE.test(parts.at(-1) ?? '') &&
    isUri(value) &&
    !OWN_SCHEMA.test(value)
  return isRight ? null : `must be the https address of a versioned schema, is ${shown(value)}`
})

/** The Extension Content Schema of CSAF 2.1; what `content` holds is the extension's own matter. */
const extensionContent: Schema = object(
  {
    $schema: schemaAddress,
    category: oneOf('essential', 'significant', 'supplementary'),
    content: openObject,
    critical: truth,
  },
  { required: ['$schema', 'category', 'critical', 'content'], closed: true },
)

export const extensions: Schema = list(extensionContent, { unique: true })
