import { expect } from 'vitest'
import type { Rule, Tree } from './tree.ts'

/** A small repository of paths and texts. */
export function aTree(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files))
}

/** The breaches that a rule finds, each as `path:line`. */
export function found(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  return rule.check(aTree(files)).map(({ path, line }) => `${path}:${line}`)
}

export function expectClean(rule: Rule, files: Readonly<Record<string, string>>): void {
  expect(rule.check(aTree(files))).toEqual([])
}
