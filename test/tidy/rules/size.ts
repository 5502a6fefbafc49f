import { child, isIdentifier, type Node, syntaxOf, walk } from '../syntax.ts'
import { type Breach, codeFiles, isDataOrGenerated, lineAt, type Rule } from '../tree.ts'

const FILE_LINES_MAX = 400
const FUNCTION_LINES_MAX = 70

export const size: Rule = {
  name: `a file has at most ${FILE_LINES_MAX} lines, a function ${FUNCTION_LINES_MAX}`,
  check: (tree) =>
    codeFiles(tree)
      .filter(([path]) => !isDataOrGenerated(path))
      .flatMap(([path, text]) => [...longFile(path, text), ...longFunctions(path, text)]),
}

function longFile(path: string, text: string): Breach[] {
  const lines = text.trimEnd().split('\n').length
  return lines > FILE_LINES_MAX ? [{ path, line: FILE_LINES_MAX + 1, what: `${lines} lines` }] : []
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

function longFunctions(path: string, text: string): Breach[] {
  const found: Breach[] = []
  walk(syntaxOf(path, text).program, (node, parent) => {
    if (!FUNCTIONS.has(node.type) || groupsTests(parent) || holdsTests(node)) return
    const line = lineAt(text, node.start)
    const lines = lineAt(text, node.end) - line + 1
    if (lines <= FUNCTION_LINES_MAX) return
    found.push({ path, line, what: `a function of ${lines} lines` })
  })
  return found
}

/** A contract suite is one function around its tests; each test in it is measured by itself. */
function holdsTests(node: Node): boolean {
  let holds = false
  walk(node, (each) => {
    if (each.type === 'CallExpression') holds ||= isIdentifier(child(each, 'callee'), 'test')
  })
  return holds
}

/** The callback of `describe(…)` and of `describe.skipIf(…)(…)` is a chapter, not a function. */
function groupsTests(parent: Node | null): boolean {
  let callee = parent?.type === 'CallExpression' ? child(parent, 'callee') : null
  while (callee?.type === 'MemberExpression' || callee?.type === 'CallExpression') {
    callee = child(callee, callee.type === 'CallExpression' ? 'callee' : 'object')
  }
  return isIdentifier(callee, 'describe')
}
