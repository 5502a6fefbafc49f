import type { DocumentView } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const MAX_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const NIL_UUID = '00000000-0000-0000-0000-000000000000'

/** The names that only these groups have. */
const RESERVED: Readonly<Record<string, string>> = {
  [MAX_UUID]: 'Public',
  [NIL_UUID]: 'No sharing allowed',
}

function sharing({ document: { document = {} } }: DocumentView) {
  const { sharing_group: group = {}, tlp = {} } = document.distribution ?? {}
  return { ...group, label: tlp.label, status: document.tracking?.status }
}

export const nonPublicSharingGroupWithMaxUuid: Rule = {
  id: '6.1.38',
  words: 'Non-Public Sharing Group with Max UUID',
  check(view, report) {
    const { id, label } = sharing(view)
    if (id !== MAX_UUID || label === 'CLEAR') return
    report('/document/distribution/tlp/label', `is ${shown(label)}, but the group is the public`)
  },
}

export const publicSharingGroupWithNoMaxUuid: Rule = {
  id: '6.1.39',
  words: 'Public Sharing Group with No Max UUID',
  check(view, report) {
    const { id, label, status } = sharing(view)
    if (id === undefined || id === MAX_UUID || label !== 'CLEAR') return
    if (id === NIL_UUID && status === 'draft') return
    report('/document/distribution/sharing_group/id', 'is not the Max UUID, but the label is CLEAR')
  },
}

export const invalidSharingGroupName: Rule = {
  id: '6.1.40',
  words: 'Invalid Sharing Group Name',
  check(view, report) {
    const { id = '', name } = sharing(view)
    const owner = Object.keys(RESERVED).find((uuid) => RESERVED[uuid] === name)
    // A reserved group under the name of the other breaks 6.1.41.
    if (owner === undefined || owner === id || Object.hasOwn(RESERVED, id)) return
    report('/document/distribution/sharing_group/name', `${shown(name)} is kept for ${owner}`)
  },
}

export const missingSharingGroupName: Rule = {
  id: '6.1.41',
  words: 'Missing Sharing Group Name',
  check(view, report) {
    const { id = '', name } = sharing(view)
    const right = Object.hasOwn(RESERVED, id) ? RESERVED[id] : undefined
    if (right === undefined || name === right) return
    report('/document/distribution/sharing_group/name', `must be ${shown(right)} for this id`)
  },
}
