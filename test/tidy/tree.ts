import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository as a rule sees it: path with forward slashes → text ('' for what is no text). */
export type Tree = ReadonlyMap<string, string>

export type Breach = { readonly path: string; readonly line: number; readonly what: string }

/** A rule is a pure function, so that a test can plant a breach and see it found. */
export type Rule = { readonly name: string; readonly check: (tree: Tree) => readonly Breach[] }

export const repo = fileURLToPath(new URL('../../', import.meta.url))

const TEXT_BYTES_MAX = 4_000_000

/** Tracked files, and new ones that git does not ignore: a breach shows before it is committed. */
export function readRepository(): Tree {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: repo,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(repo, path)))
  return new Map(paths.sort().map((path) => [path, readText(path)]))
}

function readText(path: string): string {
  const file = join(repo, path)
  if (statSync(file).size > TEXT_BYTES_MAX) return ''
  const text = readFileSync(file, 'utf8')
  return text.includes('\0') ? '' : text
}

export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1
  }
  return line
}

/** Every line of a file that the pattern matches, as breaches. */
export function linesMatching(path: string, text: string, pattern: RegExp, what: string): Breach[] {
  return text
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [{ path, line: i + 1, what }] : []))
}

const CODE = /\.(ts|tsx|mjs)$/
const TEST = /(\.test\.(tsx?|mjs)$)|^(test|bench)\/|^vitest\.config\.ts$/
const EXEMPT = /(^|\/)(data|generated)\//

export const isCode = (path: string): boolean => CODE.test(path) && !path.endsWith('.d.ts')
export const isTest = (path: string): boolean => TEST.test(path)
/** Data tables and generated code are long on purpose; nobody reads them line by line. */
export const isDataOrGenerated = (path: string): boolean => EXEMPT.test(path)

export function codeFiles(tree: Tree): [path: string, text: string][] {
  return [...tree].filter(([path]) => isCode(path))
}
