/** One flow that a conduit permits. Addresses are IPv4 hosts or CIDR networks. */
export type PermittedFlow = {
  readonly from: string
  readonly to: string
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  readonly why: string
}

/** What may pass from zone to zone; everything else to the protected asset is refused. */
export type ConduitPolicy = {
  readonly conduit: string
  readonly protects: { readonly assetTag: string; readonly address: string }
  readonly permitted: readonly PermittedFlow[]
}

export type PolicyRefusal = {
  readonly kind: 'policy-refused'
  readonly where: string
  readonly why: string
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ADDRESS = new RegExp(`^${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?\\d))?$`)
const WORDS = /^[\w .,:;()'+/-]{1,120}$/
const TAG = /^[\w .:()+/-]{1,60}$/

/** Every fault of the policy at once; only a policy without one is rendered. */
export function policyRefusals(policy: ConduitPolicy): readonly PolicyRefusal[] {
  const out: PolicyRefusal[] = []
  const fault = (where: string, why: string) => out.push({ kind: 'policy-refused', where, why })
  if (!WORDS.test(policy.conduit)) fault('conduit', 'name is empty, too long or has odd characters')
  if (!/[a-z0-9]/i.test(policy.conduit)) fault('conduit', 'name has no letter and no digit')
  if (!TAG.test(policy.protects.assetTag)) {
    fault('protects.assetTag', 'tag is empty, too long or has odd characters')
  }
  if (!ADDRESS.test(policy.protects.address)) {
    fault('protects.address', `"${policy.protects.address}" is not an IPv4 address or network`)
  }
  policy.permitted.forEach((flow, index) => {
    const at = `permitted[${index}]`
    if (!ADDRESS.test(flow.from)) fault(`${at}.from`, `"${flow.from}" is not an IPv4 address`)
    if (!ADDRESS.test(flow.to)) fault(`${at}.to`, `"${flow.to}" is not an IPv4 address`)
    if (!Number.isInteger(flow.port) || flow.port < 1 || flow.port > 65_535) {
      fault(`${at}.port`, `${flow.port} is not a port from 1 to 65535`)
    }
    if (!WORDS.test(flow.why)) fault(`${at}.why`, 'the reason is empty or has odd characters')
  })
  return out
}
