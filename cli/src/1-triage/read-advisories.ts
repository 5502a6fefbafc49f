import { type Advisory, describeAdvisoryRefusal, readAdvisory } from '@holdpoint/csaf'
import { BadInput, readFileOrSay } from '../terminal.ts'
import { hashFault } from './hash-beside.ts'
import { jsonFilesOf } from './json-files.ts'

export interface AdvisoriesRead {
  readonly advisories: readonly Advisory[]
  readonly refused: readonly { readonly file: string; readonly why: string }[]
}

/** Files and folders of CSAF documents; a bad one is refused by name, and no good one is an error. */
export async function readAdvisories(paths: readonly string[]): Promise<AdvisoriesRead> {
  const advisories: Advisory[] = []
  const refused: { readonly file: string; readonly why: string }[] = []
  for (const file of await jsonFilesOf(paths)) {
    const wrongHash = await hashFault(file)
    if (wrongHash !== null) {
      refused.push({ file, why: wrongHash })
      continue
    }
    const read = readAdvisory(await readFileOrSay(file))
    if (read.ok) advisories.push(read.value)
    else refused.push({ file, why: describeAdvisoryRefusal(read.refusal) })
  }
  if (advisories.length > 0) return { advisories, refused }
  throw new BadInput(`${paths.join(' ')}: ${refused[0]?.why ?? 'no .json file there'}`)
}
