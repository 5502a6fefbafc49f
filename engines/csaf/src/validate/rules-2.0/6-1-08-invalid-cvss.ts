import type { Rule } from '../rule.ts'

const IN_CVSS = /^\/vulnerabilities\/\d+\/(?:scores\/\d+|metrics\/\d+\/content)\/cvss_v\d(?:\/|$)/

/** What the schema finds inside of CVSS objects is this test; it is not looked for twice. */
export const invalidCvss: Rule = {
  id: '6.1.8',
  words: 'Invalid CVSS',
  check({ schemaFaults }, report) {
    for (const { path, message } of schemaFaults) if (IN_CVSS.test(path)) report(path, message)
  },
}
