import { child, children, type Node, stringValue, syntaxOf, walk } from '../syntax.ts'
import { type Breach, codeFiles, isTest, lineAt, type Rule } from '../tree.ts'

const GROUPS_AND_TESTS = new Set(['test', 'it', 'describe', 'suite', 'bench'])
const SKIPS = new Set(['skip', 'skipIf', 'runIf'])

/** A reason says what is missing: "…, needs nftables", "(only as root)", "on Linux, …". */
const REASON =
  /\b(needs?|because|unless|only|skipped|without|requires?|missing|as root|on (Linux|Windows|macOS))\b/i

export const honestTests: Rule = {
  name: 'no test is empty, alone, or skipped without a reason in its title',
  check: (tree) =>
    codeFiles(tree)
      .filter(([path]) => isTest(path))
      .flatMap(([path, text]) => {
        const found: Breach[] = []
        walk(syntaxOf(path, text).program, (node) => {
          const what = judge(node)
          if (what !== null) found.push({ path, line: lineAt(text, node.start), what })
        })
        return found
      }),
}

function judge(call: Node): string | null {
  if (call.type !== 'CallExpression') return null
  const chain = calleeChain(call)
  const [base = ''] = chain
  const args = children(call, 'arguments')
  const title = titleOf(args[0] ?? null)
  if (!GROUPS_AND_TESTS.has(base)) return judgeContextSkip(chain, title)
  if (chain.includes('only')) return '.only hides every other test'
  if (chain.includes('todo')) return '.todo is no test'
  if (args.length < 2) return null
  // A title that a function makes is judged when it skips: CI knows the skips that it expects.
  const written = args[0]?.type !== 'CallExpression'
  const skipped = written && chain.some((name) => SKIPS.has(name))
  if (skipped && !REASON.test(title)) return `skipped without a reason in its title: "${title}"`
  return args.some(isEmptyFunction) ? `empty: "${title}"` : null
}

/** `context.skip('why')` inside of a test. */
function judgeContextSkip(chain: readonly string[], title: string): string | null {
  if (chain.length !== 2 || chain[1] !== 'skip' || !/^(context|ctx|t|task)$/.test(chain[0] ?? '')) {
    return null
  }
  return title === '' ? 'skip() without a reason' : null
}

/** `describe.skipIf(x)('title', …)` → ['describe', 'skipIf']. */
function calleeChain(call: Node): string[] {
  const callee = child(call, 'callee')
  if (callee === null) return []
  if (callee.type === 'Identifier') return [String(callee.name)]
  if (callee.type === 'CallExpression') return calleeChain(callee)
  if (callee.type !== 'MemberExpression') return []
  return [...objectChain(child(callee, 'object')), String(child(callee, 'property')?.name)]
}

function objectChain(node: Node | null): string[] {
  if (node?.type === 'Identifier') return [String(node.name)]
  if (node?.type === 'CallExpression') return calleeChain(node)
  if (node?.type !== 'MemberExpression') return []
  return [...objectChain(child(node, 'object')), String(child(node, 'property')?.name)]
}

/** A title put together from parts counts with all of its written words. */
function titleOf(node: Node | null): string {
  if (node === null) return ''
  const words: string[] = []
  walk(node, (each) => {
    const text = stringValue(each)
    if (text !== null) words.push(text)
  })
  return words.join(' ')
}

function isEmptyFunction(node: Node): boolean {
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return false
  const body = child(node, 'body')
  return body?.type === 'BlockStatement' && children(body, 'body').length === 0
}
