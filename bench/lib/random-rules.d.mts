export type RandomRule = {
  readonly permit: boolean
  readonly protocol: 'tcp' | 'udp'
  readonly from: { readonly base: number; readonly bits: number }
  readonly to: { readonly base: number; readonly bits: number }
  readonly ports: readonly [number, number]
}
export function numbers(seed: number): () => number
export function randomRules(count: number, next: () => number): RandomRule[]
export function asIptables(rules: readonly RandomRule[]): string
export function dotted(value: number): string
