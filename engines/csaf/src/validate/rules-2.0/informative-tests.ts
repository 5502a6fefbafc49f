import type { Rule } from '../rule.ts'
import { useOfCvssV2AsTheOnlyScoringSystem } from './6-3-01-use-of-cvss-v2-as-the-only-scoring-system.ts'
import { useOfCvssV30 } from './6-3-02-use-of-cvss-v3-0.ts'
import { missingCve } from './6-3-03-missing-cve.ts'
import { missingCwe } from './6-3-04-missing-cwe.ts'
import { useOfShortHash } from './6-3-05-use-of-short-hash.ts'
import {
  useOfNonSelfReferencingUrlsFailingToResolve,
  useOfSelfReferencingUrlsFailingToResolve,
} from './6-3-06-use-of-urls-failing-to-resolve.ts'
import { spellCheck } from './6-3-08-spell-check.ts'
import { branchCategories } from './6-3-09-branch-categories.ts'
import { usageOfProductVersionRange } from './6-3-10-usage-of-product-version-range.ts'
import { usageOfVAsVersionIndicator } from './6-3-11-usage-of-v-as-version-indicator.ts'

/** Clause 6.3 of CSAF 2.0. */
export const informativeTests20: readonly Rule[] = [
  useOfCvssV2AsTheOnlyScoringSystem,
  useOfCvssV30,
  missingCve,
  missingCwe,
  useOfShortHash,
  useOfNonSelfReferencingUrlsFailingToResolve,
  useOfSelfReferencingUrlsFailingToResolve,
  spellCheck,
  branchCategories,
  usageOfProductVersionRange,
  usageOfVAsVersionIndicator,
]
