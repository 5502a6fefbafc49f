import { type CvssScore, cvss } from '@holdpoint/csaf'
import type { Command } from 'commander'
import { BadInput, printJson } from '../terminal.ts'

/** `cvss`: scores of CVSS vectors, offline. */
export function addCvssCommand(program: Command): void {
  program
    .command('cvss')
    .description('Score CVSS vectors of 2.0, 3.0, 3.1 and 4.0, exactly')
    .argument('<vector...>', 'vectors, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')
    .option('--json', 'print one JSON value')
    .action((vectors: readonly string[], options: { json?: true }) => {
      const scores = vectors.map(scoreOrSay)
      if (options.json === true) printJson(scores)
      else for (const score of scores) console.log(lineOf(score))
    })
}

function scoreOrSay(vector: string): CvssScore {
  const scored = cvss(vector)
  if (scored.ok) return scored.value
  const { why, at } = scored.refusal
  throw new BadInput(`${vector.slice(0, 300)}: ${why} (at character ${at + 1})`)
}

function lineOf({ vector, version, base, severity, ...more }: CvssScore): string {
  const parts = [`${base.toFixed(1)} ${severity}`]
  if (more.nomenclature !== undefined) parts.push(more.nomenclature)
  if (more.temporal !== undefined) parts.push(`temporal ${more.temporal.toFixed(1)}`)
  if (more.environmental !== undefined) {
    parts.push(`environmental ${more.environmental.toFixed(1)}`)
  }
  return `${parts.join(', ')}  v${version}  ${vector}`
}
