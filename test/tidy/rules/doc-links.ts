import { posix } from 'node:path'
import type { Breach, Rule, Tree } from '../tree.ts'

export const docLinks: Rule = {
  name: 'a link in a document leads somewhere',
  check: (tree) =>
    [...tree]
      .filter(([path]) => path.endsWith('.md'))
      .flatMap(([path, text]) =>
        linksOf(text).flatMap(({ target, line }): Breach[] => {
          const what = judge(tree, path, target)
          return what === null ? [] : [{ path, line, what }]
        }),
      ),
}

function judge(tree: Tree, from: string, target: string): string | null {
  if (/^(https?|mailto):/.test(target)) return null
  const [file = '', anchor] = decodeURI(target).split('#')
  const path = file === '' ? from : posix.normalize(posix.join(posix.dirname(from), file))
  if (!exists(tree, path)) return `${target} is not there`
  if (anchor === undefined || !path.endsWith('.md')) return null
  return anchorsOf(tree.get(path) ?? '').has(anchor) ? null : `${target}: no such heading`
}

function exists(tree: Tree, path: string): boolean {
  const folder = path.endsWith('/') ? path : `${path}/`
  return tree.has(path) || path === '.' || [...tree.keys()].some((each) => each.startsWith(folder))
}

/** Links and pictures; what stands in code is an example, not a link. */
function linksOf(text: string): { target: string; line: number }[] {
  let fenced = false
  return text.split('\n').flatMap((raw, i) => {
    if (/^\s*(```|~~~)/.test(raw)) fenced = !fenced
    if (fenced) return []
    const line = raw.replace(/`[^`]*`/g, '')
    const inline = [...line.matchAll(/\]\(<?([^)\s>]+)[^)]*\)/g)].map(([, target = '']) => target)
    const reference = /^\[[^\]]+\]:\s+(\S+)/.exec(line)?.[1]
    const targets = reference === undefined ? inline : [...inline, reference]
    return targets.map((target) => ({ target, line: i + 1 }))
  })
}

/** Headings as the usual renderers name them: lower case, spaces to hyphens, punctuation gone. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of text.matchAll(/^#+\s+(.+?)\s*$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
    for (let n = 0; ; n += 1) {
      const anchor = n === 0 ? slug : `${slug}-${n}`
      if (anchors.has(anchor)) continue
      anchors.add(anchor)
      break
    }
  }
  return anchors
}
