/** One metric of a CVSS version: its property in JSON, its key in a vector, word to letter. */
export interface CvssMetric {
  readonly property: string
  readonly key: string
  readonly letters: ReadonlyMap<string, string>
}

function metric(property: string, key: string, words: string): CvssMetric {
  const pairs = words.split(' ').map((pair) => pair.split('='))
  return {
    property,
    key,
    letters: new Map(pairs.map(([word = '', letter = '']) => [word, letter])),
  }
}

const REQUIREMENT_2 = 'LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND'
const IMPACT_2 = 'NONE=N PARTIAL=P COMPLETE=C'

/** CVSS v2, section 2 and the JSON schema of 2017-05-31. */
export const CVSS_2: readonly CvssMetric[] = [
  metric('accessVector', 'AV', 'NETWORK=N ADJACENT_NETWORK=A LOCAL=L'),
  metric('accessComplexity', 'AC', 'HIGH=H MEDIUM=M LOW=L'),
  metric('authentication', 'Au', 'MULTIPLE=M SINGLE=S NONE=N'),
  metric('confidentialityImpact', 'C', IMPACT_2),
  metric('integrityImpact', 'I', IMPACT_2),
  metric('availabilityImpact', 'A', IMPACT_2),
  metric(
    'exploitability',
    'E',
    'UNPROVEN=U PROOF_OF_CONCEPT=POC FUNCTIONAL=F HIGH=H NOT_DEFINED=ND',
  ),
  metric(
    'remediationLevel',
    'RL',
    'OFFICIAL_FIX=OF TEMPORARY_FIX=TF WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=ND',
  ),
  metric('reportConfidence', 'RC', 'UNCONFIRMED=UC UNCORROBORATED=UR CONFIRMED=C NOT_DEFINED=ND'),
  metric(
    'collateralDamagePotential',
    'CDP',
    'NONE=N LOW=L LOW_MEDIUM=LM MEDIUM_HIGH=MH HIGH=H NOT_DEFINED=ND',
  ),
  metric('targetDistribution', 'TD', 'NONE=N LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND'),
  metric('confidentialityRequirement', 'CR', REQUIREMENT_2),
  metric('integrityRequirement', 'IR', REQUIREMENT_2),
  metric('availabilityRequirement', 'AR', REQUIREMENT_2),
]

const UNDEFINED = 'NOT_DEFINED=X'
const ATTACK_VECTOR_3 = 'NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P'
const IMPACT = 'NONE=N LOW=L HIGH=H'
const REQUIREMENT = `LOW=L MEDIUM=M HIGH=H ${UNDEFINED}`
const SCOPE = 'UNCHANGED=U CHANGED=C'
const INTERACTION_3 = 'NONE=N REQUIRED=R'

/** CVSS v3.0 and v3.1; the two have the same metrics. */
export const CVSS_3: readonly CvssMetric[] = [
  metric('attackVector', 'AV', ATTACK_VECTOR_3),
  metric('attackComplexity', 'AC', 'HIGH=H LOW=L'),
  metric('privilegesRequired', 'PR', IMPACT),
  metric('userInteraction', 'UI', INTERACTION_3),
  metric('scope', 'S', SCOPE),
  metric('confidentialityImpact', 'C', IMPACT),
  metric('integrityImpact', 'I', IMPACT),
  metric('availabilityImpact', 'A', IMPACT),
  metric(
    'exploitCodeMaturity',
    'E',
    `UNPROVEN=U PROOF_OF_CONCEPT=P FUNCTIONAL=F HIGH=H ${UNDEFINED}`,
  ),
  metric(
    'remediationLevel',
    'RL',
    `OFFICIAL_FIX=O TEMPORARY_FIX=T WORKAROUND=W UNAVAILABLE=U ${UNDEFINED}`,
  ),
  metric('reportConfidence', 'RC', `UNKNOWN=U REASONABLE=R CONFIRMED=C ${UNDEFINED}`),
  metric('confidentialityRequirement', 'CR', REQUIREMENT),
  metric('integrityRequirement', 'IR', REQUIREMENT),
  metric('availabilityRequirement', 'AR', REQUIREMENT),
  metric('modifiedAttackVector', 'MAV', `${ATTACK_VECTOR_3} ${UNDEFINED}`),
  metric('modifiedAttackComplexity', 'MAC', `HIGH=H LOW=L ${UNDEFINED}`),
  metric('modifiedPrivilegesRequired', 'MPR', `${IMPACT} ${UNDEFINED}`),
  metric('modifiedUserInteraction', 'MUI', `${INTERACTION_3} ${UNDEFINED}`),
  metric('modifiedScope', 'MS', `${SCOPE} ${UNDEFINED}`),
  metric('modifiedConfidentialityImpact', 'MC', `${IMPACT} ${UNDEFINED}`),
  metric('modifiedIntegrityImpact', 'MI', `${IMPACT} ${UNDEFINED}`),
  metric('modifiedAvailabilityImpact', 'MA', `${IMPACT} ${UNDEFINED}`),
]

const ATTACK_VECTOR_4 = 'NETWORK=N ADJACENT=A LOCAL=L PHYSICAL=P'
const INTERACTION_4 = 'NONE=N PASSIVE=P ACTIVE=A'
const SUBSEQUENT = `NEGLIGIBLE=N LOW=L HIGH=H ${UNDEFINED}`
const SUBSEQUENT_SAFETY = `NEGLIGIBLE=N LOW=L HIGH=H SAFETY=S ${UNDEFINED}`

/** CVSS v4.0 in the order that its vectors must keep; the first eleven are the base. */
export const CVSS_4: readonly CvssMetric[] = [
  metric('attackVector', 'AV', ATTACK_VECTOR_4),
  metric('attackComplexity', 'AC', 'LOW=L HIGH=H'),
  metric('attackRequirements', 'AT', 'NONE=N PRESENT=P'),
  metric('privilegesRequired', 'PR', IMPACT),
  metric('userInteraction', 'UI', INTERACTION_4),
  metric('vulnConfidentialityImpact', 'VC', IMPACT),
  metric('vulnIntegrityImpact', 'VI', IMPACT),
  metric('vulnAvailabilityImpact', 'VA', IMPACT),
  metric('subConfidentialityImpact', 'SC', IMPACT),
  metric('subIntegrityImpact', 'SI', IMPACT),
  metric('subAvailabilityImpact', 'SA', IMPACT),
  metric('exploitMaturity', 'E', `UNREPORTED=U PROOF_OF_CONCEPT=P ATTACKED=A ${UNDEFINED}`),
  metric('confidentialityRequirement', 'CR', REQUIREMENT),
  metric('integrityRequirement', 'IR', REQUIREMENT),
  metric('availabilityRequirement', 'AR', REQUIREMENT),
  metric('modifiedAttackVector', 'MAV', `${ATTACK_VECTOR_4} ${UNDEFINED}`),
  metric('modifiedAttackComplexity', 'MAC', `LOW=L HIGH=H ${UNDEFINED}`),
  metric('modifiedAttackRequirements', 'MAT', `NONE=N PRESENT=P ${UNDEFINED}`),
  metric('modifiedPrivilegesRequired', 'MPR', `${IMPACT} ${UNDEFINED}`),
  metric('modifiedUserInteraction', 'MUI', `${INTERACTION_4} ${UNDEFINED}`),
  metric('modifiedVulnConfidentialityImpact', 'MVC', `${IMPACT} ${UNDEFINED}`),
  metric('modifiedVulnIntegrityImpact', 'MVI', `${IMPACT} ${UNDEFINED}`),
  metric('modifiedVulnAvailabilityImpact', 'MVA', `${IMPACT} ${UNDEFINED}`),
  metric('modifiedSubConfidentialityImpact', 'MSC', SUBSEQUENT),
  metric('modifiedSubIntegrityImpact', 'MSI', SUBSEQUENT_SAFETY),
  metric('modifiedSubAvailabilityImpact', 'MSA', SUBSEQUENT_SAFETY),
  metric('Safety', 'S', `NEGLIGIBLE=N PRESENT=P ${UNDEFINED}`),
  metric('Automatable', 'AU', `NO=N YES=Y ${UNDEFINED}`),
  metric('Recovery', 'R', `AUTOMATIC=A USER=U IRRECOVERABLE=I ${UNDEFINED}`),
  metric('valueDensity', 'V', `DIFFUSE=D CONCENTRATED=C ${UNDEFINED}`),
  metric('vulnerabilityResponseEffort', 'RE', `LOW=L MODERATE=M HIGH=H ${UNDEFINED}`),
  metric('providerUrgency', 'U', `CLEAR=Clear GREEN=Green AMBER=Amber RED=Red ${UNDEFINED}`),
]

export const CVSS_4_BASE_METRICS = 11
