import { type EvidenceFile, type EvidenceLine, lineWith } from './evidence-file.ts'

export type NetshProfile = {
  readonly profile: 'domain' | 'private' | 'public'
  readonly isOn: boolean
  readonly blocksInbound: boolean
  readonly blocksOutbound: boolean
  readonly at: EvidenceLine
}

/**
 * What `netsh advfirewall show allprofiles` wrote in English; null in any other language, which
 * says nothing rather than something wrong.
 */
export function netshProfiles(file: EvidenceFile): readonly NetshProfile[] | null {
  const parts = file.text.split(/^(Domain|Private|Public) Profile Settings:\s*$/m)
  const out: NetshProfile[] = []
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const [name = '', body = ''] = [parts[at], parts[at + 1]]
    const state = /^State\s+(ON|OFF)\s*$/m.exec(body)?.[1]
    const policy = /^Firewall Policy\s+(\w+),(\w+)\s*$/m.exec(body)
    if (state === undefined || policy === null) return null
    out.push({
      profile: name.toLowerCase() as NetshProfile['profile'],
      isOn: state === 'ON',
      blocksInbound: /^BlockInbound(?:Always)?$/.test(policy[1] ?? ''),
      blocksOutbound: policy[2] === 'BlockOutbound',
      at: lineWith(file, `${name} Profile Settings`),
    })
  }
  const isTwice = new Set(out.map(({ profile }) => profile)).size < out.length
  return out.length > 0 && !isTwice ? out : null
}
