import { parseSync } from 'vite'
import { lineAt } from './tree.ts'

/** A node of the ESTree syntax tree, read loosely: rules look at few kinds of nodes. */
export type Node = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export type Syntax = {
  readonly program: Node
  readonly comments: readonly { readonly value: string; readonly start: number }[]
}

const parsed = new Map<string, Syntax>()

/** Parsed once per text, as TypeScript: a real parser is not misled by strings and comments. */
export function syntaxOf(path: string, text: string): Syntax {
  const key = `${path}\0${text}`
  const known = parsed.get(key)
  if (known !== undefined) return known
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const syntax = { program: program as unknown as Node, comments }
  parsed.set(key, syntax)
  return syntax
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Visits every node, parents first, each with its parent. */
export function walk(node: Node, visit: (node: Node, parent: Node | null) => void): void {
  const step = (each: Node, parent: Node | null): void => {
    visit(each, parent)
    for (const value of Object.values(each)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) step(child, each)
    }
  }
  step(node, null)
}

export function child(node: Node, key: string): Node | null {
  const value = node[key]
  return isNode(value) ? value : null
}

export function children(node: Node, key: string): readonly Node[] {
  const value = node[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The text of a string literal or of a template; the holes of a template read as `…`. */
export function stringValue(node: Node | null): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral') return null
  return children(node, 'quasis')
    .map((quasi) => (quasi.value as { cooked?: string }).cooked ?? '')
    .join('…')
}

export const isIdentifier = (node: Node | null, name: string): boolean =>
  node?.type === 'Identifier' && node.name === name

export type Import = { readonly specifier: string; readonly line: number }

/** What a file leans on: imports of every kind, `require`, and files named by `new URL(…)`. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = []
  walk(syntaxOf(path, text).program, (node) => {
    const specifier = stringValue(importSource(node))
    if (specifier !== null) found.push({ specifier, line: lineAt(text, node.start) })
  })
  return found
}

function importSource(node: Node): Node | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return child(node, 'source')
    case 'CallExpression':
      return isIdentifier(child(node, 'callee'), 'require') ? first(node) : null
    case 'NewExpression':
      return isIdentifier(child(node, 'callee'), 'URL') && namesOwnFile(node) ? first(node) : null
    default:
      return null
  }
}

const first = (call: Node): Node | null => children(call, 'arguments')[0] ?? null

/** `new URL('./worker.ts', import.meta.url)` starts that file as surely as an import does. */
function namesOwnFile(node: Node): boolean {
  const [file, base] = children(node, 'arguments')
  if (!/\.(ts|tsx|js|mjs)$/.test(stringValue(file ?? null) ?? '')) return false
  return base?.type === 'MemberExpression' && child(base, 'object')?.type === 'MetaProperty'
}
