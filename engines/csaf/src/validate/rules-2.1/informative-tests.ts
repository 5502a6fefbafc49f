import type { Rule } from '../rule.ts'
import { informativeTests20 } from '../rules-2.0/informative-tests.ts'
import {
  usageOfExtendedSsvcNamespaceInNonTlpClearDocument,
  usageOfUnregisteredSsvcNamespaceInNonTlpClearDocument,
} from './6-2-34-usage-of-ssvc-namespaces.ts'
import { useOfUnregisteredLicense } from './6-2-43-license-expression.ts'
import { useOfQualitativeSeverityRating } from './6-2-47-use-of-qualitative-severity-rating.ts'
import { overlapsOfSameStatus } from './6-2-50-overlapping-product-version-range.ts'
import { useOfUnregisteredIdSystem } from './6-2-53-vulnerability-id-systems.ts'
import { informativeExtensionTests } from './6-2-54-extension-tests.ts'
import { useOfCvssV2AsTheOnlyScoringSystem21 } from './6-3-01-use-of-cvss-v2-as-the-only-scoring-system.ts'
import { missingCvssV40 } from './6-3-12-missing-cvss-v4-0.ts'
import { usageOfNonLatestSsvcDecisionPointVersion } from './6-3-13-usage-of-non-latest-ssvc-decision-point-version.ts'
import { grammarCheck } from './6-3-16-grammar-check.ts'
import { nestedProductPath } from './6-3-22-nested-product-path.ts'

/** Clause 6.3 of CSAF 2.1. */
export const informativeTests21: readonly Rule[] = [
  useOfCvssV2AsTheOnlyScoringSystem21,
  ...informativeTests20.filter(({ id }) => id !== useOfCvssV2AsTheOnlyScoringSystem21.id),
  missingCvssV40,
  usageOfNonLatestSsvcDecisionPointVersion,
  usageOfUnregisteredSsvcNamespaceInNonTlpClearDocument,
  usageOfExtendedSsvcNamespaceInNonTlpClearDocument,
  grammarCheck,
  useOfUnregisteredLicense,
  useOfQualitativeSeverityRating,
  ...overlapsOfSameStatus,
  useOfUnregisteredIdSystem,
  ...informativeExtensionTests,
  nestedProductPath,
]
