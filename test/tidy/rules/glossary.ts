import { child, type Node, syntaxOf, walk } from '../syntax.ts'
import { type Breach, codeFiles, isTest, lineAt, type Rule, type Tree } from '../tree.ts'

const GLOSSARY = 'docs/GLOSSARY.md'

/** Names built on a noun by a fixed ending or beginning need no entry of their own. */
const DERIVED = /(Refusal|State|Event|Command|Facts|Body|Id|Ref|View)s?$|^Decided/

export const glossary: Rule = {
  name: 'every noun that core exports is in the glossary, and the glossary says each word once',
  check: (tree) => [...missingWords(tree), ...repeatedWords(tree)],
}

/** Words of the rules; a port speaks of the world's side and says there what it promises. */
function missingWords(tree: Tree): Breach[] {
  const known = new Set(terms(tree).map(({ term }) => term))
  return codeFiles(tree)
    .filter(([path]) => path.startsWith('core/src/') && !path.endsWith('.port.ts') && !isTest(path))
    .flatMap(([path, text]) =>
      exportedTypes(path, text)
        .filter(({ name }) => !DERIVED.test(name) && !known.has(wordsOf(name)))
        .map(({ name, line }) => ({
          path,
          line,
          what: `${name} is not in ${GLOSSARY} as "${wordsOf(name)}"`,
        })),
    )
}

function repeatedWords(tree: Tree): Breach[] {
  const seen = new Set<string>()
  return terms(tree).flatMap(({ term, line }) => {
    if (seen.has(term)) return [{ path: GLOSSARY, line, what: `"${term}" stands here twice` }]
    seen.add(term)
    return []
  })
}

/** The first column of the glossary's tables. */
function terms(tree: Tree): { term: string; line: number }[] {
  return (tree.get(GLOSSARY) ?? '').split('\n').flatMap((text, i) => {
    const term = /^\|\s*([^|]+?)\s*\|/.exec(text)?.[1]?.toLowerCase()
    const isRow = term !== undefined && term !== 'word' && !/^:?-+:?$/.test(term)
    return isRow ? [{ term, line: i + 1 }] : []
  })
}

/** `MaintenanceWindow` → "maintenance window", `SISController` → "sis controller". */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
}

const TYPES = new Set(['TSTypeAliasDeclaration', 'TSInterfaceDeclaration'])

export function exportedTypes(path: string, text: string): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = []
  walk(syntaxOf(path, text).program, (node: Node) => {
    const declared = node.type === 'ExportNamedDeclaration' ? child(node, 'declaration') : null
    if (declared === null || !TYPES.has(declared.type)) return
    found.push({ name: String(child(declared, 'id')?.name), line: lineAt(text, node.start) })
  })
  return found
}
