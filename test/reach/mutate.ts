import type { Random } from './random.ts'

const odd = [
  '',
  '!',
  '0',
  '65536',
  '-1',
  '255.255.255.256',
  '::/0',
  '[',
  '{',
  '"',
  '\\',
  '*',
  'any',
  'deny',
  'permit',
  'accept',
  '\u0000',
  'é',
  '9'.repeat(40),
]

/** One to three small hurts to a text, of the kinds that editing, cutting and copying make. */
export function mutated(random: Random, text: string): string {
  let out = text
  for (let times = 1 + random.below(3); times > 0; times -= 1) out = hurt(random, out)
  return out
}

function hurt(random: Random, text: string): string {
  const lines = text.split('\n')
  const at = random.below(lines.length)
  const line = lines[at] ?? ''
  const words = line.split(' ')
  const word = random.below(words.length)
  switch (random.below(8)) {
    case 0:
      return lines.toSpliced(at, 1).join('\n')
    case 1:
      return lines.toSpliced(at, 0, line).join('\n')
    case 2:
      return lines.with(at, words.toSpliced(word, 1).join(' ')).join('\n')
    case 3:
      return lines.with(at, words.with(word, random.pick(odd)).join(' ')).join('\n')
    case 4: {
      const other = random.pick(lines).split(' ')
      return lines.with(at, words.with(word, random.pick(other)).join(' ')).join('\n')
    }
    case 5:
      return text.slice(0, random.below(text.length + 1))
    case 6: {
      const place = random.below(text.length + 1)
      return text.slice(0, place) + random.pick(odd) + text.slice(place + random.below(3))
    }
    default: {
      const other = random.below(lines.length)
      return lines
        .with(at, lines[other] ?? '')
        .with(other, line)
        .join('\n')
    }
  }
}
