import { child, syntaxOf, walk } from '../syntax.ts'
import { type Breach, codeFiles, lineAt, linesMatching, type Rule } from '../tree.ts'

const COMMENTS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /@ts-(ignore|nocheck)/, what: 'switches the compiler off' },
  { pattern: /@ts-expect-error\W*$/m, what: '@ts-expect-error without a reason' },
  { pattern: /\b(TODO|FIXME|XXX)\b/, what: 'a promise in a comment: do it or file it' },
  { pattern: /biome-ignore(?!.*:\s*\S+\s+\S)/, what: 'biome-ignore without a reason' },
  { pattern: /eslint-disable|oxlint-disable/, what: 'switches a linter off' },
]

export const escapeHatches: Rule = {
  name: 'no escape from the compiler or the linter without a reason',
  check: (tree) => [
    ...codeFiles(tree).flatMap(([path, text]) => [
      ...inComments(path, text),
      ...inTypes(path, text),
    ]),
    ...[...tree]
      .filter(([path]) => /\.(sql|css|html|yml|yaml)$|^\.ci\//.test(path))
      .flatMap(([path, text]) => linesMatching(path, text, /\b(TODO|FIXME)\b/, 'a promise: do it')),
  ],
}

function inComments(path: string, text: string): Breach[] {
  return syntaxOf(path, text).comments.flatMap((comment) =>
    COMMENTS.filter(({ pattern }) => pattern.test(comment.value)).map(({ what }) => ({
      path,
      line: lineAt(text, comment.start),
      what,
    })),
  )
}

function inTypes(path: string, text: string): Breach[] {
  const found: Breach[] = []
  walk(syntaxOf(path, text).program, (node) => {
    const asserts = node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion'
    if (!asserts || child(node, 'typeAnnotation')?.type !== 'TSAnyKeyword') return
    found.push({ path, line: lineAt(text, node.start), what: 'as any' })
  })
  return found
}
