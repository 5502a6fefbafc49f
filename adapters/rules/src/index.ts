export { createNftRuleChecker } from './nft-rule-checker.ts'
