import { expect, test } from 'vitest'
import { normalVendor, vendorsNamed } from './vendor-name.ts'

test.each([
  ['MOXA', 'Moxa Inc.'],
  ['GeutebrÃ¼ck', 'Geutebrück GmbH'],
  ['Phoenix Contact GmbH & Co. KG', 'PHOENIX CONTACT'],
  ['Allen-Bradley', 'Rockwell Automation'],
])('"%s" and "%s" are one company', (one, other) => {
  expect(normalVendor(one)).toBe(normalVendor(other))
})

test.each([
  ['General Electric (GE)', 'GE'],
  ['ENEA, Green Hills Software, ITRON, IP Infusion, and Wind River', 'Wind River'],
  ['Sensormatic Electronics, LLC, a subsidiary of Johnson Controls Inc.', 'Johnson Controls'],
  ['PSI GridConnect GmbH (formerly PSI Nentec GmbH)', 'PSI Nentec'],
])('"%s" names %s too', (field, company) => {
  expect(vendorsNamed(field)).toContain(normalVendor(company))
})

test.each(['multiple', 'multiple open source', 'n/a', ''])('"%s" names nobody', (field) => {
  expect(vendorsNamed(field)).toEqual([])
})

test('a company with an "and" in its name is not cut by an ampersand', () => {
  expect(vendorsNamed('B&R Industrial Automation')).toEqual(['b and r industrial automation'])
})
