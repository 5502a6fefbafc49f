import type { Rule } from '../rule.ts'
import { missingDefinitionOfProductId } from './6-1-01-missing-definition-of-product-id.ts'
import { multipleDefinitionOfProductId } from './6-1-02-multiple-definition-of-product-id.ts'
import { circularDefinitionOfProductId } from './6-1-03-circular-definition-of-product-id.ts'
import { missingDefinitionOfProductGroupId } from './6-1-04-missing-definition-of-product-group-id.ts'
import { multipleDefinitionOfProductGroupId } from './6-1-05-multiple-definition-of-product-group-id.ts'
import { contradictingProductStatus } from './6-1-06-contradicting-product-status.ts'
import { multipleScoresWithSameVersionPerProduct } from './6-1-07-multiple-scores-with-same-version-per-product.ts'
import { invalidCvss } from './6-1-08-invalid-cvss.ts'
import { invalidCvssComputation } from './6-1-09-invalid-cvss-computation.ts'
import { inconsistentCvss } from './6-1-10-inconsistent-cvss.ts'
import { cwe } from './6-1-11-cwe.ts'
import { language } from './6-1-12-language.ts'
import { purl } from './6-1-13-purl.ts'
import { sortedRevisionHistory } from './6-1-14-sorted-revision-history.ts'
import { translator } from './6-1-15-translator.ts'
import { latestDocumentVersion } from './6-1-16-latest-document-version.ts'
import { documentStatusDraft } from './6-1-17-document-status-draft.ts'
import { releasedRevisionHistory } from './6-1-18-released-revision-history.ts'
import { revisionHistoryEntriesForPreReleaseVersions } from './6-1-19-revision-history-entries-for-pre-release-versions.ts'
import { nonDraftDocumentVersion } from './6-1-20-non-draft-document-version.ts'
import { missingItemInRevisionHistory } from './6-1-21-missing-item-in-revision-history.ts'
import { multipleDefinitionInRevisionHistory } from './6-1-22-multiple-definition-in-revision-history.ts'
import { multipleUseOfSameCve } from './6-1-23-multiple-use-of-same-cve.ts'
import { multipleDefinitionInInvolvements } from './6-1-24-multiple-definition-in-involvements.ts'
import { multipleUseOfSameHashAlgorithm } from './6-1-25-multiple-use-of-same-hash-algorithm.ts'
import { prohibitedDocumentCategoryName } from './6-1-26-prohibited-document-category-name.ts'
import { profileTests } from './6-1-27-profile-tests.ts'
import { translation } from './6-1-28-translation.ts'
import { remediationWithoutProductReference } from './6-1-29-remediation-without-product-reference.ts'
import { mixedIntegerAndSemanticVersioning } from './6-1-30-mixed-integer-and-semantic-versioning.ts'
import { versionRangeInProductVersion } from './6-1-31-version-range-in-product-version.ts'
import { flagWithoutProductReference } from './6-1-32-flag-without-product-reference.ts'
import { multipleFlagsWithVexJustificationCodesPerProduct } from './6-1-33-multiple-flags-with-vex-justification-codes-per-product.ts'

/** Clause 6.1 of CSAF 2.0. */
export const mandatoryTests20: readonly Rule[] = [
  missingDefinitionOfProductId,
  multipleDefinitionOfProductId,
  circularDefinitionOfProductId,
  missingDefinitionOfProductGroupId,
  multipleDefinitionOfProductGroupId,
  contradictingProductStatus,
  multipleScoresWithSameVersionPerProduct,
  invalidCvss,
  invalidCvssComputation,
  inconsistentCvss,
  cwe,
  language,
  purl,
  sortedRevisionHistory,
  translator,
  latestDocumentVersion,
  documentStatusDraft,
  releasedRevisionHistory,
  revisionHistoryEntriesForPreReleaseVersions,
  nonDraftDocumentVersion,
  missingItemInRevisionHistory,
  multipleDefinitionInRevisionHistory,
  multipleUseOfSameCve,
  multipleDefinitionInInvolvements,
  multipleUseOfSameHashAlgorithm,
  prohibitedDocumentCategoryName,
  ...profileTests,
  translation,
  remediationWithoutProductReference,
  mixedIntegerAndSemanticVersioning,
  versionRangeInProductVersion,
  flagWithoutProductReference,
  multipleFlagsWithVexJustificationCodesPerProduct,
]
