import { readXml } from '@holdpoint/xml'
import { type EvidenceFile, type EvidenceLine, lineWith } from './evidence-file.ts'

/** One rule collection of the policy that is in force. */
export type AppLockerMode = {
  readonly type: string
  /** `NotConfigured` and whatever is not known is neither. */
  readonly mode: 'enforce' | 'audit' | 'neither'
  readonly rules: number
  readonly at: EvidenceLine
}

const MODES: ReadonlyMap<string, 'enforce' | 'audit'> = new Map([
  ['Enabled', 'enforce'],
  ['AuditOnly', 'audit'],
])

/** What `Get-AppLockerPolicy -Effective -Xml` wrote; null where it is no such policy. */
export function appLockerModes(file: EvidenceFile): readonly AppLockerMode[] | null {
  const out: { type: string; mode: AppLockerMode['mode']; rules: number; at: EvidenceLine }[] = []
  let root: string | null = null
  const read = readXml(file.bytes, {
    open: (name, attributes) => {
      root ??= name
      if (name === 'RuleCollection') {
        const type = attributes.Type ?? ''
        const mode = MODES.get(attributes.EnforcementMode ?? '') ?? 'neither'
        out.push({ type, mode, rules: 0, at: lineWith(file, `Type="${type}"`) })
      }
      const last = out.at(-1)
      if (last !== undefined && /^File(?:Path|Publisher|Hash)Rule$/.test(name)) last.rules += 1
    },
  })
  const isTwice = new Set(out.map(({ type }) => type)).size < out.length
  return read.ok && root === 'AppLockerPolicy' && !isTwice ? out : null
}
