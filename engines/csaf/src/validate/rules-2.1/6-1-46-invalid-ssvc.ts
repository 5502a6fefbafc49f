import type { Rule } from '../rule.ts'

const IN_SSVC = /^\/vulnerabilities\/\d+\/metrics\/\d+\/content\/ssvc_v2(?:\/|$)/

/** What the schema finds inside of SSVC objects is this test; it is not looked for twice. */
export const invalidSsvc: Rule = {
  id: '6.1.46',
  words: 'Invalid SSVC',
  check({ schemaFaults }, report) {
    for (const { path, message } of schemaFaults) if (IN_SSVC.test(path)) report(path, message)
  },
}
