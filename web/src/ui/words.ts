import { isRole, type Role, roleWords } from '@holdpoint/core'

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

export function rolesInWords(roles: readonly Role[]): string {
  if (roles.length === 0) return 'no role at this site'
  return roles.map((role) => roleWords[role]).join(', ')
}

export function ownerInWords(owner: string | null): string {
  if (owner === null) return 'nobody'
  return isRole(owner) ? roleWords[owner] : owner
}

/** `public-poc` as a person says it. */
const spoken: Readonly<Record<string, string>> = {
  none: 'None known',
  'public-poc': 'Public proof of concept',
  active: 'Active exploitation',
  small: 'Small: isolated, hard to reach',
  controlled: 'Controlled: behind a firewall or a jump host',
  open: 'Open: reachable from many places',
  yes: 'Yes',
  no: 'No',
  unknown: 'I do not know',
  negligible: 'Negligible',
  marginal: 'Marginal',
  critical: 'Critical',
  catastrophic: 'Catastrophic',
  degraded: 'Degraded, essential functions go on',
  'mef-support-crippled': 'Support of an essential function is crippled',
  'mef-failure': 'An essential function fails',
  'mission-failure': 'All essential functions fail',
  partial: 'Partial control',
  total: 'Total control',
  patch: 'Patch',
  mitigate: 'Mitigate',
  isolate: 'Isolate',
  replace: 'Replace',
  accept: 'Accept the risk',
}

export function inWords(value: string): string {
  return spoken[value] ?? capitalised(value.replaceAll('-', ' '))
}

export function choicesOf<T extends string>(values: readonly T[]) {
  return values.map((value) => ({ value, words: inWords(value) }))
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

export function bytesInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
