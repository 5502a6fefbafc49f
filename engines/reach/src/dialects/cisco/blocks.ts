import type { ConfigurationText } from '../../network-file.ts'
import { type Line, linesOf } from '../configuration.ts'

/** A command with the indented lines below it. */
export type Block = Line & { readonly words: readonly string[]; readonly below: readonly Block[] }

/** Commands in order; what is indented belongs to the command before it. */
export function blocksOf(texts: readonly ConfigurationText[]): readonly Block[] {
  const out: (Block & { below: Block[] })[] = []
  for (const line of linesOf(texts)) {
    const text = line.text.trim()
    if (text === '' || text.startsWith('!') || text.startsWith(':')) continue
    const block = { ...line, text, words: text.split(/\s+/), below: [] }
    const last = out.at(-1)
    if (/^\s/.test(line.text) && last !== undefined && last.file === line.file)
      last.below.push(block)
    else out.push(block)
  }
  return out
}
