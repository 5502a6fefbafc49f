import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { latestCweRelease, namesOfWeakness, releaseOfCwe, weaknessIn } from '../weaknesses.ts'

/** Categories and views of CWE have numbers too; they are no weaknesses, and not in the table. */
export const cwe: Rule = {
  id: '6.1.11',
  words: 'CWE',
  check({ vulnerabilities }, report) {
    for (const [i, { cwes = [] }] of vulnerabilities.entries()) {
      for (const [j, { id = '', name, version = '' }] of cwes.entries()) {
        const path = `/vulnerabilities/${i}/cwes/${j}`
        const standing = releaseOfCwe(version)
        // A release that came after the table may hold more, and other names.
        if (standing === 'later' && namesOfWeakness(id).length === 0) continue
        const release = standing === 'later' ? latestCweRelease() : version
        const found = weaknessIn(id, release)
        if (standing === 'never') report(`${path}/version`, `CWE has no release ${shown(version)}`)
        else if (found === null) report(`${path}/id`, `CWE ${release} has no weakness ${shown(id)}`)
        else if (standing === 'known' && name !== undefined && name !== found.name) {
          const words = `is ${shown(name)}; CWE ${release} names ${id} ${shown(found.name)}`
          report(`${path}/name`, words)
        }
      }
    }
  },
}
