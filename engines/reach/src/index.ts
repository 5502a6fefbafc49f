export { formatAddress, formatNetwork, readAddress, readNetwork } from './address.ts'
export {
  type Changes,
  changesBetween,
  changesOf,
  type QuestionChanges,
  type ZoneChange,
} from './changes.ts'
export type { ConfigurationRefusal } from './dialects/configuration.ts'
export { readConfiguration } from './dialects/read-configuration.ts'
export type { Interval, Intervals } from './interval.ts'
export {
  type Network,
  type NetworkFirewall,
  type NetworkRefusal,
  type NetworkZone,
  readNetworkFile,
} from './network.ts'
export {
  type ConfigurationText,
  type Dialect,
  dialects,
  type NetworkFile,
  type NetworkFileFirewall,
  type NetworkFileHost,
  type NetworkFileZone,
} from './network-file.ts'
export {
  type Box,
  type PacketsInWords,
  packetInALine,
  packetsInWords,
  witnessOf,
} from './packet.ts'
export type { Question, QuestionRefusal } from './question.ts'
export { type Answer, type Passes, type PathStep, passes, reach, type Verdict } from './reach.ts'
export { type RuleRemark, reviewRules } from './review-rules.ts'
export type { Assumption, Chain, Firewall, Rule } from './rule.ts'
