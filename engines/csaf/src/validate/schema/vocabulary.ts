// The words that CSAF allows where it names a closed list; those of 2.0 and 2.1 that agree.

export const NOTE_CATEGORIES = [
  'description',
  'details',
  'faq',
  'general',
  'legal_disclaimer',
  'other',
  'summary',
]

export const REFERENCE_CATEGORIES = ['external', 'self']

export const BRANCH_CATEGORIES = [
  'architecture',
  'host_name',
  'language',
  'patch_level',
  'product_family',
  'product_name',
  'product_version',
  'product_version_range',
  'service_pack',
  'specification',
  'vendor',
]

export const DOCUMENT_STATUSES = ['draft', 'final', 'interim']

export const PUBLISHER_CATEGORIES = [
  'coordinator',
  'discoverer',
  'other',
  'translator',
  'user',
  'vendor',
]

export const RELATIONSHIP_CATEGORIES = [
  'default_component_of',
  'external_component_of',
  'installed_on',
  'installed_with',
  'optional_component_of',
]

export const FLAG_LABELS = [
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
]

export const PARTIES = ['coordinator', 'discoverer', 'other', 'user', 'vendor']

export const INVOLVEMENT_STATUSES = [
  'completed',
  'contact_attempted',
  'disputed',
  'in_progress',
  'not_contacted',
  'open',
]

export const PRODUCT_STATUSES = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
] as const

export const REMEDIATION_CATEGORIES = [
  'mitigation',
  'no_fix_planned',
  'none_available',
  'vendor_fix',
  'workaround',
]

export const RESTART_CATEGORIES = [
  'connected',
  'dependencies',
  'machine',
  'none',
  'parent',
  'service',
  'system',
  'vulnerable_component',
  'zone',
]

export const THREAT_CATEGORIES = ['exploit_status', 'impact', 'target_set']
