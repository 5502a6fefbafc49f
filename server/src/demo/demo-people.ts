import type { DemoPerson } from '@holdpoint/api'

const person = (
  login: string,
  name: string,
  roles: DemoPerson['roles'],
  about: string,
): DemoPerson => ({
  personId: `person-${login}`,
  login,
  name,
  roles,
  about,
  // Published on purpose: the demonstration plant listens on loopback and guards nothing.
  password: `holdpoint-demo-${login}`,
})

/** The people of the demonstration plant; two engineers, as nobody signs for their own change. */
export const demoPeople: readonly DemoPerson[] = [
  person('mara', 'Mara Lindqvist', ['ot-cybersecurity-lead'], 'triages, chairs the board'),
  person('tomas', 'Tomas Okafor', ['control-systems-engineer'], 'writes the change, does it'),
  person('yuki', 'Yuki Brandt', ['control-systems-engineer'], 'signs the technical basis'),
  person('priya', 'Priya Nair', ['operations-manager'], 'accepts or vetoes for operations'),
  person('sam', 'Sam Duarte', ['operator'], 'on shift: releases, holds, vetoes, accepts back'),
  person('lena', 'Lena Voss', ['maintenance-lead'], 'owns the rollback and the spares'),
  person('idris', 'Idris Cole', ['plant-safety-officer'], 'signs the safety impact'),
  person('ruth', 'Ruth Halloran', ['cip-senior-manager'], 'extends plans, is told of vetoes'),
  person('noor', 'Noor Aziz', ['auditor'], 'reads everything, years later'),
  person('admin', 'Ada Fenn', ['administrator'], 'runs the software; signs nothing'),
]
