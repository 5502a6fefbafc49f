import { builtinModules } from 'node:module'
import { reachableFrom } from '../reach-files.ts'
import { child, children, importsOf, isIdentifier, type Node, syntaxOf, walk } from '../syntax.ts'
import { type Breach, codeFiles, isTest, lineAt, type Rule, type Tree } from '../tree.ts'

/** Time, randomness, ids and the outside come in as arguments; these names would fetch them. */
const FORBIDDEN_GLOBALS = new Set([
  ...['process', 'fetch', 'crypto', 'performance', 'console', 'globalThis', 'Temporal'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'XMLHttpRequest', 'WebSocket'],
])
const FORBIDDEN_MEMBERS = new Set(['Date.now', 'Math.random'])

export const purity: Rule = {
  name: 'core and the main entry of evidence are pure',
  check: (tree) =>
    pureFiles(tree).flatMap(([path, text]) => [
      ...importBreaches(path, text),
      ...globalBreaches(path, text),
    ]),
}

function pureFiles(tree: Tree): [string, string][] {
  const evidence = reachableFrom(tree, ['engines/evidence/src/index.ts'])
  return codeFiles(tree).filter(
    ([path]) => !isTest(path) && (path.startsWith('core/src/') || evidence.has(path)),
  )
}

function importBreaches(path: string, text: string): Breach[] {
  return importsOf(path, text).flatMap(({ specifier, line }): Breach[] => {
    const builtin = specifier.startsWith('node:') || builtinModules.includes(specifier)
    return builtin ? [{ path, line, what: `imports ${specifier}: no I/O here` }] : []
  })
}

function globalBreaches(path: string, text: string): Breach[] {
  const { program } = syntaxOf(path, text)
  const own = declaredNames(program)
  const found: Breach[] = []
  walk(program, (node, parent) => {
    const name = impureName(node, parent)
    if (name === null || own.has(name.split('.')[0] ?? name)) return
    found.push({ path, line: lineAt(text, node.start), what: `uses ${name}: take it as a fact` })
  })
  return found
}

function impureName(node: Node, parent: Node | null): string | null {
  if (node.type === 'MemberExpression') {
    const name = `${child(node, 'object')?.name}.${child(node, 'property')?.name}`
    return FORBIDDEN_MEMBERS.has(name) ? name : null
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const bare = isIdentifier(child(node, 'callee'), 'Date')
    const reads = node.type === 'CallExpression' || children(node, 'arguments').length === 0
    return bare && reads ? 'Date' : null
  }
  const isGlobal = node.type === 'Identifier' && FORBIDDEN_GLOBALS.has(String(node.name))
  return isGlobal && isUsed(node, parent) ? String(node.name) : null
}

/** A name that is called or looked into; a field that happens to be called `process` is not. */
function isUsed(node: Node, parent: Node | null): boolean {
  if (parent === null) return false
  if (parent.type === 'MemberExpression') return child(parent, 'object') === node
  return parent.type === 'CallExpression' || parent.type === 'NewExpression'
}

/** Names that the file itself binds: a parameter called `process` is a process of the plant. */
function declaredNames(program: Node): Set<string> {
  const names = new Set<string>()
  walk(program, (node, parent) => {
    if (node.type !== 'Identifier' || parent === null) return
    const isParameter = children(parent, 'params').includes(node)
    const isVariable = parent.type === 'VariableDeclarator' && child(parent, 'id') === node
    const isImported = parent.type.startsWith('Import') && child(parent, 'local') === node
    const isNamed = parent.type === 'FunctionDeclaration' && child(parent, 'id') === node
    if (isParameter || isVariable || isImported || isNamed) names.add(String(node.name))
  })
  return names
}
