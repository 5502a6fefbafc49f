import type { Rule } from '../rule.ts'

/** The clauses 6.2.28 to 6.2.30: sharing groups that say nothing. */
function sharingGroupRule(
  id: string,
  words: string,
  isIdle: (uuid: string, label: string) => boolean,
): Rule {
  return {
    id,
    words,
    check({ document }, report) {
      const { sharing_group: group, tlp = {} } = document.document?.distribution ?? {}
      if (group === undefined || !isIdle(group.id ?? '', tlp.label ?? '')) return
      report('/document/distribution/sharing_group', 'is no group that a document is shared with')
    },
  }
}

export const usageOfMaxUuid = sharingGroupRule('6.2.28', 'Usage of Max UUID', (uuid) =>
  /^f{8}-/.test(uuid),
)

export const usageOfNilUuid = sharingGroupRule('6.2.29', 'Usage of Nil UUID', (uuid) =>
  /^0{8}-/.test(uuid),
)

export const usageOfSharingGroupOnTlpClear = sharingGroupRule(
  '6.2.30',
  'Usage of Sharing Group on TLP:CLEAR',
  (_uuid, label) => label === 'CLEAR',
)
