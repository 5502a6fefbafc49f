const WORDS_AT_MOST = 12

/**
 * Other ways to write one name: `Modular Switchgear Monitoring (MSM)` is also called by each part,
 * and `Interactive Graphical SCADA System` IGSS. Empty for most names.
 */
export function shortForms(name: string): readonly string[] {
  const [, before = '', inside = '', behind = ''] = BRACKETS.exec(name) ?? []
  const forms = abbreviates(inside, before) ? [`${before}${behind}`, `${inside}${behind}`] : []
  return [...new Set([...forms, ...initialForms(forms[0] ?? name)])]
}

const BRACKETS = /^([^()]{4,80}?)\s*\(([A-Z][A-Za-z+]{1,7})\)([^()]{0,80})$/

/** Whether the letters stand in the words in this order, the first at the start of a word. */
function abbreviates(short: string, words: string): boolean {
  if (short.length < 2) return false
  const letters = short.toLowerCase()
  const text = words.toLowerCase()
  for (const start of text.matchAll(/(?<![a-z0-9])[a-z0-9]/g)) {
    if (start[0] !== letters[0]) continue
    let at = start.index
    const inOrder = [...letters].every((letter) => {
      at = text.indexOf(letter, at) + 1
      return at > 0
    })
    if (inOrder) return true
  }
  return false
}

/** Three to five words in a row that begin with a capital, by their first letters. */
function initialForms(name: string): readonly string[] {
  const words = name.split(/\s+/).slice(0, WORDS_AT_MOST)
  const forms: string[] = []
  for (let from = 0; from < words.length; from++) {
    for (let length = 3; length <= 5 && from + length <= words.length; length++) {
      const run = words.slice(from, from + length)
      if (!run.every((word) => /^[A-Z][A-Za-z]+$/.test(word))) break
      const initials = run.map((word) => word[0]).join('')
      forms.push([...words.slice(0, from), initials, ...words.slice(from + length)].join(' '))
    }
  }
  return forms
}
