import type { Rule } from '../rule.ts'
import { prohibitedDocumentCategoryName21 } from '../rules-2.0/6-1-26-prohibited-document-category-name.ts'
import { mandatoryTests20 } from '../rules-2.0/mandatory-tests.ts'
import { cwe } from './6-1-11-cwe.ts'
import { profileTests21 } from './6-1-27-profile-tests.ts'
import { branchesRecursionDepth } from './6-1-34-branches-recursion-depth.ts'
import { contradictingRemediations } from './6-1-35-contradicting-remediations.ts'
import { contradictingProductStatusRemediationCombination } from './6-1-36-contradicting-product-status-remediation-combination.ts'
import { dateAndTime } from './6-1-37-date-and-time.ts'
import {
  invalidSharingGroupName,
  missingSharingGroupName,
  nonPublicSharingGroupWithMaxUuid,
  publicSharingGroupWithNoMaxUuid,
} from './6-1-38-sharing-group.ts'
import { purlQualifiers } from './6-1-42-purl-qualifiers.ts'
import {
  useOfMultipleStarsInModelNumber,
  useOfMultipleStarsInSerialNumber,
  useOfMultipleStarsInSku,
} from './6-1-43-use-of-multiple-stars.ts'
import {
  inconsistentDisclosureDate,
  inconsistentEpssTimestamp,
  inconsistentFirstKnownExploitationDates,
  inconsistentSsvcTimestamp,
} from './6-1-45-dates-after-the-newest-revision.ts'
import { invalidSsvc } from './6-1-46-invalid-ssvc.ts'
import { inconsistentSsvcTargetIds } from './6-1-47-inconsistent-ssvc-target-ids.ts'
import { ssvcDecisionPoints } from './6-1-48-ssvc-decision-points.ts'
import { productVersionRangeRules } from './6-1-50-product-version-range-rules.ts'
import { inconsistentExploitationDate } from './6-1-53-inconsistent-exploitation-date.ts'
import { licenseExpression } from './6-1-54-license-expression.ts'
import { licenseText } from './6-1-55-license-text.ts'
import { useOfCvssAndQualitativeSeverityRating } from './6-1-56-use-of-cvss-and-qualitative-severity-rating.ts'
import { stackedBranchCategories } from './6-1-57-stacked-branch-categories.ts'
import { useOfProductVersionInOnePathWithProductVersionRange } from './6-1-58-use-of-product-version-in-one-path-with-product-version-range.ts'
import { singleVersionAsProductVersionRange } from './6-1-59-single-version-as-product-version-range.ts'
import { extensionTests } from './6-1-60-extension-tests.ts'

/** What clause 6.1 says otherwise than before, under the number that it had. */
const CHANGED = new Map([cwe, prohibitedDocumentCategoryName21].map((rule) => [rule.id, rule]))

const KEPT = mandatoryTests20.filter(({ id }) => !id.startsWith('6.1.27.'))

/** Clause 6.1 of CSAF 2.1. */
export const mandatoryTests21: readonly Rule[] = [
  ...KEPT.map((rule) => CHANGED.get(rule.id) ?? rule),
  ...profileTests21,
  branchesRecursionDepth,
  contradictingRemediations,
  contradictingProductStatusRemediationCombination,
  dateAndTime,
  nonPublicSharingGroupWithMaxUuid,
  publicSharingGroupWithNoMaxUuid,
  invalidSharingGroupName,
  missingSharingGroupName,
  purlQualifiers,
  useOfMultipleStarsInModelNumber,
  useOfMultipleStarsInSerialNumber,
  inconsistentDisclosureDate,
  inconsistentSsvcTimestamp,
  inconsistentEpssTimestamp,
  inconsistentFirstKnownExploitationDates,
  invalidSsvc,
  inconsistentSsvcTargetIds,
  ssvcDecisionPoints,
  productVersionRangeRules,
  inconsistentExploitationDate,
  licenseExpression,
  licenseText,
  useOfCvssAndQualitativeSeverityRating,
  stackedBranchCategories,
  useOfProductVersionInOnePathWithProductVersionRange,
  singleVersionAsProductVersionRange,
  ...extensionTests,
  useOfMultipleStarsInSku,
]
