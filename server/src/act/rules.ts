import { ssvcRules, transitions } from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { asJson } from './act-on-stream.ts'

/** What each ledger entry names as the rules that allowed it: versions of tables, by digest. */
export const RULES = `transitions:${canonicalDigest(asJson(transitions)).slice(0, 16)};${ssvcRules()}`
