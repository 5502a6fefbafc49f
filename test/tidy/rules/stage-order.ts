import { isRelative, placeOf, targetOf } from '../layout.ts'
import { importsOf } from '../syntax.ts'
import { type Breach, codeFiles, isTest, type Rule } from '../tree.ts'

/** The stage number is the import rule: a stage looks back, never forward. */
const ORDER = [
  ...['plant', 'change', '1-triage', '2-board', '3-controls', '4-window'],
  ...['5-validation', 'campaign'],
]

export const stageOrder: Rule = {
  name: 'a stage looks back, never forward',
  check: (tree) =>
    codeFiles(tree).flatMap(([path, text]) => {
      const own = stageOf(path)
      if (own === null || isTest(path)) return []
      return importsOf(path, text).flatMap(({ specifier, line }): Breach[] => {
        const stage = stageOf(isRelative(specifier) ? targetOf(path, specifier) : specifier)
        if (stage === null || ORDER.indexOf(stage) <= ORDER.indexOf(own)) return []
        return [{ path, line, what: `${own} may not look forward to ${stage}` }]
      })
    }),
}

const STAGED_ROOMS = ['core', 'api', 'server', 'web', 'cli']

/** The stage folder that a path or a specifier like `@holdpoint/core/4-window` goes through. */
function stageOf(pathOrSpecifier: string): string | null {
  const path = pathOrSpecifier.replace(/^@holdpoint\/([^/]+)/, '$1/src')
  const place = placeOf(path)
  if (place === null || !STAGED_ROOMS.includes(place.room)) return null
  if (!path.startsWith(`${place.folder}/src/`)) return null
  // api keeps each stage in one file: `api/src/4-window.ts` is a stage as a folder is.
  const segments = path.replace(/^([^/]+\/src\/[^/]+)\.tsx?$/, '$1').split('/')
  return segments.find((segment) => ORDER.includes(segment)) ?? null
}
