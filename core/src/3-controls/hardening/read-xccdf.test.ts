import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../../test/builders/seed.ts'
import { readXccdf } from './read-xccdf.ts'

const words = [
  ...['pass', 'fixed', 'fail', 'notapplicable', 'notchecked', 'notselected', 'informational'],
  ...['error', 'unknown', '', 'PASS'],
]

const testResult = (results: readonly string[]) => `
  <xccdf:TestResult xmlns:xccdf="http://checklists.nist.gov/xccdf/1.2" id="t" start-time="2026-11-20T08:00:00" end-time="2026-11-20T08:01:00">
    <xccdf:benchmark id="b-1" href="b.xml"/>
    <xccdf:target>HIST-01</xccdf:target>
    ${results.map((one, at) => `<xccdf:rule-result idref="r-${at}"><xccdf:result>${one}</xccdf:result><xccdf:check><xccdf:check-content-ref href="x"/></xccdf:check></xccdf:rule-result>`).join('\n')}
  </xccdf:TestResult>`

const arf = (inner: string) =>
  `<arf:asset-report-collection xmlns:arf="http://scap.nist.gov/schema/asset-reporting-format/1.1"><arf:reports><arf:report id="1"><arf:content>${inner}</arf:content></arf:report></arf:reports></arf:asset-report-collection>`

describe('the results of a scanner', () => {
  test('pass only where the scanner says that a rule was met', () => {
    const read = readXccdf(Buffer.from(arf(testResult(words))))
    const [one] = read.ok ? read.value : []
    expect([one?.benchmark, one?.target, one?.endedAt]).toEqual([
      ...['b-1', 'HIST-01', '2026-11-20T08:01:00'],
    ])
    expect(one?.results.map(({ result, verdict }) => [result, verdict])).toEqual(
      words.map((word) => [
        word,
        word === 'pass' || word === 'fixed' ? 'pass' : word === 'fail' ? 'fail' : 'unknown',
      ]),
    )
  })

  test.each([
    ['nothing', '', /./],
    ['no result', '<a/>', /^there is no TestResult in it$/],
    ['what is cut off', arf(testResult(words)).slice(0, 900), /./],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]><a/>`, /document type/],
  ])('%s is refused', (_what, text, why) => {
    const read = readXccdf(Buffer.from(text))
    expect(read.ok ? '' : read.refusal.why).toMatch(why)
  })

  test(`of any bytes are read or refused (seed ${SEED})`, () => {
    const whole = Buffer.from(arf(testResult(words)))
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Uint8Array.from(whole)
        bytes[at] = byte
        const read = readXccdf(bytes)
        if (!read.ok) expect(read.refusal.why).not.toBe('')
        const passes = read.ok ? read.value.flatMap(({ results }) => results) : []
        expect(passes.filter(({ verdict }) => verdict === 'pass').length).toBeLessThanOrEqual(2)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })
})
