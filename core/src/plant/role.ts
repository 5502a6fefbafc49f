/** What a person may be at a site. Administrators run the software; being one gives no sign-off. */
export const roles = [
  'ot-cybersecurity-lead',
  'control-systems-engineer',
  'operations-manager',
  'operator',
  'maintenance-lead',
  'plant-safety-officer',
  'cip-senior-manager',
  'auditor',
  'administrator',
] as const

export type Role = (typeof roles)[number]

/** The five without whose signatures no change goes ahead. */
export const boardRoles = [
  'ot-cybersecurity-lead',
  'control-systems-engineer',
  'operations-manager',
  'maintenance-lead',
  'plant-safety-officer',
] as const satisfies readonly Role[]

export type BoardRole = (typeof boardRoles)[number]

/** Operations: whose veto is final. Never merged with another role. */
export const operationsRoles = ['operations-manager', 'operator'] as const satisfies readonly Role[]

export const roleWords: Record<Role, string> = {
  'ot-cybersecurity-lead': 'OT cybersecurity lead',
  'control-systems-engineer': 'control systems engineer',
  'operations-manager': 'operations manager',
  operator: 'operator on shift',
  'maintenance-lead': 'maintenance lead',
  'plant-safety-officer': 'plant safety officer',
  'cip-senior-manager': 'CIP senior manager',
  auditor: 'auditor',
  administrator: 'administrator',
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}

export function isBoardRole(role: Role): role is BoardRole {
  return (boardRoles as readonly Role[]).includes(role)
}
