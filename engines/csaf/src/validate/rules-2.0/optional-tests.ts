import type { Rule } from '../rule.ts'
import { unusedDefinitionOfProductId } from './6-2-01-unused-definition-of-product-id.ts'
import { missingRemediation } from './6-2-02-missing-remediation.ts'
import { missingScore } from './6-2-03-missing-score.ts'
import { buildMetadataInRevisionHistory } from './6-2-04-build-metadata-in-revision-history.ts'
import { olderInitialReleaseDateThanRevisionHistory } from './6-2-05-older-initial-release-date-than-revision-history.ts'
import { olderCurrentReleaseDateThanRevisionHistory } from './6-2-06-older-current-release-date-than-revision-history.ts'
import { missingDateInInvolvements } from './6-2-07-missing-date-in-involvements.ts'
import {
  useOfMd5AsTheOnlyHashAlgorithm,
  useOfSha1AsTheOnlyHashAlgorithm,
} from './6-2-08-use-of-weak-hash-as-the-only-hash-algorithm.ts'
import { missingTlpLabel } from './6-2-10-missing-tlp-label.ts'
import { missingCanonicalUrl } from './6-2-11-missing-canonical-url.ts'
import { missingDocumentLanguage } from './6-2-12-missing-document-language.ts'
import { sorting } from './6-2-13-sorting.ts'
import { useOfPrivateLanguage } from './6-2-14-use-of-private-language.ts'
import { useOfDefaultLanguage } from './6-2-15-use-of-default-language.ts'
import { missingProductIdentificationHelper } from './6-2-16-missing-product-identification-helper.ts'
import { cveInFieldIds } from './6-2-17-cve-in-field-ids.ts'
import { productVersionRangeWithoutVers } from './6-2-18-product-version-range-without-vers.ts'
import { cvssForFixedProducts } from './6-2-19-cvss-for-fixed-products.ts'
import { additionalProperties } from './6-2-20-additional-properties.ts'

/** Clause 6.2 of CSAF 2.0. */
export const optionalTests20: readonly Rule[] = [
  unusedDefinitionOfProductId,
  missingRemediation,
  missingScore,
  buildMetadataInRevisionHistory,
  olderInitialReleaseDateThanRevisionHistory,
  olderCurrentReleaseDateThanRevisionHistory,
  missingDateInInvolvements,
  useOfMd5AsTheOnlyHashAlgorithm,
  useOfSha1AsTheOnlyHashAlgorithm,
  missingTlpLabel,
  missingCanonicalUrl,
  missingDocumentLanguage,
  sorting,
  useOfPrivateLanguage,
  useOfDefaultLanguage,
  missingProductIdentificationHelper,
  cveInFieldIds,
  productVersionRangeWithoutVers,
  cvssForFixedProducts,
  additionalProperties,
]
