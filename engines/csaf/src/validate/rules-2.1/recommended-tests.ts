import type { Rule } from '../rule.ts'
import { optionalTests20 } from '../rules-2.0/optional-tests.ts'
import { sameTimestampsInRevisionHistory } from './6-2-21-same-timestamps-in-revision-history.ts'
import { documentTrackingIdInTitle } from './6-2-22-document-tracking-id-in-title.ts'
import {
  usageOfCweAllowedWithReviewForVulnerabilityMapping,
  usageOfCweNotAllowedForVulnerabilityMapping,
  usageOfDeprecatedCwe,
  usageOfNonLatestCweVersion,
} from './6-2-23-usage-of-cwe.ts'
import { discouragedProductStatusRemediationCombination } from './6-2-27-discouraged-product-status-remediation-combination.ts'
import {
  usageOfMaxUuid,
  usageOfNilUuid,
  usageOfSharingGroupOnTlpClear,
} from './6-2-28-usage-of-sharing-group.ts'
import { hardwareAndSoftware } from './6-2-31-hardware-and-software.ts'
import { useOfSameProductIdentificationHelperForDifferentProducts } from './6-2-32-use-of-same-product-identification-helper-for-different-products.ts'
import { disclosureDateNewerThanRevisionHistory } from './6-2-33-disclosure-date-newer-than-revision-history.ts'
import {
  usageOfExtendedSsvcNamespaceInTlpClearDocument,
  usageOfUnknownSsvcDecisionPointBaseNamespace,
  usageOfUnknownSsvcNamespaceWithoutResource,
  usageOfUnregisteredSsvcNamespaceInTlpClearDocument,
} from './6-2-34-usage-of-ssvc-namespaces.ts'
import { usageOfDeprecatedProfile } from './6-2-38-usage-of-deprecated-profile.ts'
import { recommendedProfileTests } from './6-2-39-profile-tests.ts'
import { productDescriptionWithoutProductReference } from './6-2-40-product-description-without-product-reference.ts'
import { oldEpssTimestamp } from './6-2-41-old-epss-timestamp.ts'
import { inconsistentProductIdentificationHelper } from './6-2-42-inconsistent-product-identification-helper.ts'
import {
  deprecatedLicenseIdentifier,
  languageSpecificLicenseText,
  missingLicenseExpression,
  nonExistingLicenseIdentifier,
} from './6-2-43-license-expression.ts'
import { useOfQualitativeSeverityRatingByIssuingParty } from './6-2-47-use-of-qualitative-severity-rating.ts'
import { misuseAtVendorName } from './6-2-48-misuse-at-vendor-name.ts'
import { upperOpenEndedProductVersionRange } from './6-2-49-upper-open-ended-product-version-range.ts'
import { overlapsOfOtherStatus } from './6-2-50-overlapping-product-version-range.ts'
import { unknownVersType } from './6-2-51-unknown-vers-type.ts'
import { unknownHashAlgorithm } from './6-2-52-unknown-hash-algorithm.ts'
import { matchingTextForRegisteredIdSystem } from './6-2-53-vulnerability-id-systems.ts'
import { recommendedExtensionTests } from './6-2-54-extension-tests.ts'

/** Clause 6.2 of CSAF 2.1. */
export const recommendedTests21: readonly Rule[] = [
  // The schema of 2.1 asks for the label itself; 6.2.10 is no more.
  ...optionalTests20.filter(({ id }) => id !== '6.2.10'),
  sameTimestampsInRevisionHistory,
  documentTrackingIdInTitle,
  usageOfDeprecatedCwe,
  usageOfNonLatestCweVersion,
  usageOfCweNotAllowedForVulnerabilityMapping,
  usageOfCweAllowedWithReviewForVulnerabilityMapping,
  discouragedProductStatusRemediationCombination,
  usageOfMaxUuid,
  usageOfNilUuid,
  usageOfSharingGroupOnTlpClear,
  hardwareAndSoftware,
  useOfSameProductIdentificationHelperForDifferentProducts,
  disclosureDateNewerThanRevisionHistory,
  usageOfUnknownSsvcDecisionPointBaseNamespace,
  usageOfUnregisteredSsvcNamespaceInTlpClearDocument,
  usageOfExtendedSsvcNamespaceInTlpClearDocument,
  usageOfUnknownSsvcNamespaceWithoutResource,
  usageOfDeprecatedProfile,
  ...recommendedProfileTests,
  productDescriptionWithoutProductReference,
  oldEpssTimestamp,
  inconsistentProductIdentificationHelper,
  missingLicenseExpression,
  deprecatedLicenseIdentifier,
  nonExistingLicenseIdentifier,
  languageSpecificLicenseText,
  useOfQualitativeSeverityRatingByIssuingParty,
  misuseAtVendorName,
  upperOpenEndedProductVersionRange,
  ...overlapsOfOtherStatus,
  unknownVersType,
  unknownHashAlgorithm,
  matchingTextForRegisteredIdSystem,
  ...recommendedExtensionTests,
]
