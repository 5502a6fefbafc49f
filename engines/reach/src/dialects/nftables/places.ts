/** The line on which each element of the list `nftables` begins. */
export function placesOf(text: string): readonly number[] {
  const out: number[] = []
  let at = text.indexOf('[', text.indexOf('"nftables"'))
  if (at < 0) return out
  let line = 1
  for (let before = 0; before < at; before += 1) if (text[before] === '\n') line += 1
  let depth = 0
  let inText = false
  for (; at < text.length; at += 1) {
    const one = text[at]
    if (one === '\n') line += 1
    if (inText) {
      if (one === '\\') at += 1
      else if (one === '"') inText = false
    } else if (one === '"') {
      inText = true
    } else if (one === '[' || one === '{') {
      if (depth === 1) out.push(line)
      depth += 1
    } else if (one === ']' || one === '}') {
      depth -= 1
      if (depth === 0) return out
    }
  }
  return out
}
