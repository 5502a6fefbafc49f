import type { RandomRule } from './random-rules.mjs'

export type Ends = {
  readonly from: number
  readonly to: number
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
  /** The whole network of 24 bits around `from`. */
  readonly zone: boolean
}

export function z3Firewall(rules: readonly RandomRule[]): Promise<{
  readonly encodeMs: number
  canPass(ends: Ends): Promise<boolean>
}>
