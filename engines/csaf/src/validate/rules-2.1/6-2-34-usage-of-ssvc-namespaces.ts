import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { REGISTERED_NAMESPACES } from '../ssvc-decision-points.ts'
import { selectionsOf } from '../ssvc-selections.ts'

interface Namespace {
  readonly whole: string
  readonly base: string
  readonly isExtended: boolean
  /** Kept by SSVC for examples and tests. */
  readonly isForExamples: boolean
}

function readNamespace(whole: string): Namespace {
  const [base = '', ...extensions] = whole.split('/')
  const isForExamples = /^(?:example|test)(?:#|$)/.test(base)
  return { whole, base, isExtended: extensions.length > 0, isForExamples }
}

const isRegistered = ({ base, isForExamples }: Namespace) =>
  isForExamples || REGISTERED_NAMESPACES.includes(base)

/** Clauses of one shape: which namespaces of SSVC a reader may not know. */
function namespaceRule(
  id: string,
  words: string,
  wrongWith: (namespace: Namespace, isClear: boolean) => string | null,
): Rule {
  return {
    id,
    words,
    check({ document, vulnerabilities }, report) {
      const isClear = document.document?.distribution?.tlp?.label === 'CLEAR'
      for (const { value, path } of selectionsOf(vulnerabilities)) {
        const namespace = readNamespace(value.namespace ?? '')
        const wrong = wrongWith(namespace, isClear)
        if (wrong !== null) report(`${path}/namespace`, `${shown(namespace.whole)} ${wrong}`)
      }
    },
  }
}

const unregistered = (one: Namespace) =>
  one.base.startsWith('x_') ? 'is not a registered namespace' : null

const extended = (one: Namespace) =>
  one.isExtended && !one.isForExamples ? 'extends its namespace' : null

export const usageOfUnknownSsvcDecisionPointBaseNamespace = namespaceRule(
  '6.2.34',
  'Usage of Unknown SSVC Decision Point Base Namespace',
  (one) => (isRegistered(one) ? null : 'is not a namespace that is known here'),
)

export const usageOfUnregisteredSsvcNamespaceInTlpClearDocument = namespaceRule(
  '6.2.35',
  'Usage of Unregistered SSVC Decision Point Base Namespace in TLP:CLEAR Document',
  (one, isClear) => (isClear ? unregistered(one) : null),
)

export const usageOfExtendedSsvcNamespaceInTlpClearDocument = namespaceRule(
  '6.2.36',
  'Usage of SSVC Decision Point Namespace with Extension in TLP:CLEAR Document',
  (one, isClear) => (isClear ? extended(one) : null),
)

export const usageOfUnregisteredSsvcNamespaceInNonTlpClearDocument = namespaceRule(
  '6.3.14',
  'Usage of Unregistered SSVC Decision Point Base Namespace in Non TLP:CLEAR Document',
  (one, isClear) => (isClear ? null : unregistered(one)),
)

export const usageOfExtendedSsvcNamespaceInNonTlpClearDocument = namespaceRule(
  '6.3.15',
  'Usage of SSVC Decision Point Namespace with Extension in Non TLP:CLEAR Document',
  (one, isClear) => (isClear ? null : extended(one)),
)

export const usageOfUnknownSsvcNamespaceWithoutResource: Rule = {
  id: '6.2.37',
  words: 'Usage of Unknown SSVC Decision Point Namespace without Resource',
  check({ vulnerabilities }, report) {
    for (const [i, { metrics = [] }] of vulnerabilities.entries()) {
      for (const [j, { content }] of metrics.entries()) {
        const { selections = [], decision_point_resources: resources = [] } = content?.ssvc_v2 ?? {}
        for (const [k, { namespace = '' }] of selections.entries()) {
          const known = readNamespace(namespace)
          const isKnown = known.isForExamples || REGISTERED_NAMESPACES.includes(namespace)
          if (isKnown || resources.some(({ summary = '' }) => summary.includes(namespace))) continue
          const path = `/vulnerabilities/${i}/metrics/${j}/content/ssvc_v2/selections/${k}/namespace`
          report(path, `no decision_point_resource mentions ${shown(namespace)}`)
        }
      }
    }
  },
}
