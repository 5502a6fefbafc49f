import type { JsonValue } from '@holdpoint/std'
import type { ConduitPolicy } from '../conduit-policy.ts'
import { partsOf } from './enforcement.ts'
import { tableOf } from './nftables.ts'

/**
 * The rules of `renderNftables` as `nft -j list ruleset` shows them once they are loaded
 * (libnftables-json(5), nftables 1.0.6): what a planned configuration is read from.
 */
export function nftablesObjects(policy: ConduitPolicy): readonly JsonValue[] {
  const table = tableOf(policy)
  const at = { family: 'inet', table }
  const { address, assetTag } = policy.protects
  const rule = (expr: readonly JsonValue[], comment: string | null): JsonValue => ({
    rule: { ...at, chain: 'forward', ...(comment === null ? {} : { comment }), expr: [...expr] },
  })
  return [
    { table: { family: 'inet', name: table } },
    {
      chain: {
        ...{ ...at, name: 'forward', type: 'filter', hook: 'forward', prio: 0, policy: 'accept' },
      },
    },
    rule(
      [
        ofAddress('saddr', address),
        match('==', { ct: { key: 'direction' } }, 'reply'),
        match('in', { ct: { key: 'state' } }, 'established'),
        { accept: null },
      ],
      null,
    ),
    ...policy.permitted.map(({ from, to, protocol, port, why }) =>
      rule(
        [
          ofAddress('saddr', from),
          ofAddress('daddr', to),
          match('==', { payload: { protocol, field: 'dport' } }, port),
          match('in', { ct: { key: 'state' } }, ['established', 'new']),
          { counter: { packets: 0, bytes: 0 } },
          { accept: null },
        ],
        why,
      ),
    ),
    rule(
      [ofAddress('daddr', address), { counter: { packets: 0, bytes: 0 } }, { drop: null }],
      `everything else to ${assetTag}`,
    ),
  ]
}

function match(op: string, left: JsonValue, right: JsonValue): JsonValue {
  return { match: { op, left, right } }
}

function ofAddress(field: 'saddr' | 'daddr', network: string): JsonValue {
  const { address, bits } = partsOf(network)
  const right = bits === 32 ? address : { prefix: { addr: address, len: bits } }
  return match('==', { payload: { protocol: 'ip', field } }, right)
}
