import { expect, test } from 'vitest'
import { identifyingFacts } from './matching-facts.ts'
import { readFact } from './read-fact.ts'

const never = () => ({ ok: true, value: null }) as const
const hash = `sha-256 ${'ab'.repeat(32)}`

function read(field: Parameters<typeof readFact>[0], cell: Parameters<typeof readFact>[1]) {
  const fact = readFact(field, cell, never)
  return fact.ok ? fact.value : fact.refusal
}

test('software in words has its version behind its name, service packs and updates with it', () => {
  expect(read('software', 'SIMATIC WinCC V7.5 SP2 Update 9; lighttpd 1.4.35; Notepad')).toEqual([
    { name: 'Notepad', version: null, purl: null, cpe: null },
    { name: 'SIMATIC WinCC', version: 'V7.5 SP2 Update 9', purl: null, cpe: null },
    { name: 'lighttpd', version: '1.4.35', purl: null, cpe: null },
  ])
})

test('a bill of materials also says the maker and the hashes of the files', () => {
  const entry = { name: 'suite', version: '1', purl: null, cpe: null }
  const said = { ...entry, vendor: 'Example', hashes: [hash.toUpperCase()] }
  expect(read('software', [said])).toEqual([{ ...entry, vendor: 'Example', hashes: [hash] }])
  expect(read('software', [{ version: '1' }])).toBe('has an entry without a name')
  expect(read('software', [{ ...entry, hashes: ['sha256 no'] }])).toBe(
    ' of suite: "sha256 no" is no hash like "sha256 0c1…"',
  )
})

test('an identifier of an asset is read before it is kept', () => {
  expect(read('cpe', 'cpe:/h:acme:gateway')).toBe('cpe:/h:acme:gateway')
  expect(read('cpe', 'acme gateway')).toBe(
    ': "acme gateway" begins with neither cpe:2.3: nor cpe:/',
  )
  expect(read('purl', 'pkg:generic/gateway@1')).toBe('pkg:generic/gateway@1')
  expect(read('purl', 'gateway')).toBe(': "gateway" does not begin with pkg:')
  expect(read('hashes', `${hash}; ${hash}`)).toEqual([hash])
  expect(read('hashes', 'ab')).toContain('is no hash like')
})

test('what is recorded is what the matcher asks', () => {
  const none = {
    ...{ cpe: null, purl: null, hashes: [], operatingSystem: null, software: [] },
    source: 'list',
  }
  expect(identifyingFacts(none)).toEqual({})
  const suite = { name: 'suite', version: null, purl: 'pkg:npm/suite@1', cpe: null }
  expect(
    identifyingFacts({
      ...{ cpe: 'cpe:/h:acme:gateway', purl: null, hashes: [hash] },
      ...{ operatingSystem: 'Windows 10', software: [{ ...suite, vendor: 'Example' }] },
      source: 'list',
    }),
  ).toEqual({
    identifiers: {
      cpes: ['cpe:/h:acme:gateway'],
      hashes: [{ algorithm: 'sha-256', value: 'ab'.repeat(32) }],
    },
    installed: [
      { kind: 'operating-system', name: 'Windows 10' },
      {
        ...{ kind: 'software', name: 'suite', vendor: 'Example' },
        identifiers: { purls: ['pkg:npm/suite@1'] },
      },
    ],
  })
  const read = identifyingFacts({ ...none, purl: 'pkg:npm/a@1', source: 'verified reading of A' })
  expect(read.identifiers).toEqual({ purls: ['pkg:npm/a@1'], versionsAreOld: true })
})
