import { describe, expect, test } from 'vitest'
import { expectClean, found } from './plant.ts'
import { deadFiles } from './rules/dead-files.ts'
import { declaredImports } from './rules/declared-imports.ts'
import { packageImports } from './rules/package-imports.ts'
import { purity } from './rules/purity.ts'
import { stageOrder } from './rules/stage-order.ts'
import { testOnlyImports } from './rules/test-only-imports.ts'

/** One file in each package, so that the rule knows which packages there are. */
const PACKAGES = {
  ...{ 'std/src/index.ts': '', 'core/src/index.ts': '', 'api/src/index.ts': '' },
  ...{ 'engines/evidence/src/index.ts': '', 'engines/csaf/src/index.ts': '' },
  ...{ 'adapters/vault/src/index.ts': '', 'adapters/probes/src/index.ts': '' },
  ...{ 'simplant/src/index.ts': '', 'server/src/index.ts': '', 'web/src/index.ts': '' },
}

describe('the import table', () => {
  test.each([
    ['std/src/x.ts', "import { y } from '@holdpoint/core'"],
    ['std/src/x.ts', "import { y } from 'node:fs'"],
    ['engines/csaf/src/x.ts', "import type { Y } from '@holdpoint/evidence'"],
    ['core/src/x.ts', "import { y } from '@holdpoint/api'"],
    ['core/src/x.ts', "import { z } from 'zod'"],
    ['api/src/x.ts', "export * from '@holdpoint/evidence'"],
    ['adapters/vault/src/x.ts', "export { y } from '@holdpoint/probes'"],
    ['adapters/vault/src/x.ts', "const y = await import('@holdpoint/server')"],
    ['adapters/vault/src/x.ts', "import '../../probes/src/index.ts'"],
    ['simplant/src/x.ts', "import { y } from '@holdpoint/probes'"],
    ['server/src/x.ts', "type Y = import('@holdpoint/web').Y"],
    ['web/src/x.tsx', "import { y } from '@holdpoint/evidence'"],
    ['cli/src/x.ts', "const y = require('@holdpoint/web')"],
    ['core/src/x.ts', "import { y } from '@holdpoint/core'"],
    ['server/src/x.ts', "import fs from 'fs'"],
    ['scripts/x.mjs', "import { y } from 'commander'"],
  ])('%s may not say: %s', (path, text) => {
    expect(found(packageImports, { ...PACKAGES, [path]: `// line one\n${text}\n` })).toEqual([
      `${path}:2`,
    ])
  })

  test('what the table allows passes, and words in strings and comments are no imports', () => {
    expectClean(packageImports, {
      ...PACKAGES,
      'core/src/plant/x.ts': `// import { y } from '@holdpoint/server'
        import { sha256 } from '@holdpoint/evidence'
        import { y } from '../change/y.ts'
        const text = "import x from '@holdpoint/web'"`,
      'server/src/x.ts':
        "import { y } from '@holdpoint/vault'; import 'node:http'; import 'fastify'",
      'server/src/config.ts': "const repository = new URL('../..', import.meta.url)",
      'core/src/x.test.ts': "import { y } from '@holdpoint/vault'",
      'test/story/x.test.ts': "import { y } from '@holdpoint/web'",
    })
  })
})

test('a stage may look back and not forward, in every room that has stages', () => {
  const files = {
    'core/src/1-triage/case.ts': "import { x } from '../2-board/board.ts'",
    'core/src/plant/asset.ts': "import type { C } from '../change/plan.ts'",
    'core/src/5-validation/test.ts': "import { x } from '../campaign/offers.ts'",
    'server/src/routes/3-controls/route.ts': "import { x } from '../4-window/route.ts'",
    'api/src/plant.ts': "import { shape } from './4-window.ts'",
    'web/src/pages/2-board/page.tsx': "import { x } from '@holdpoint/core/4-window'",
  }
  expect(found(stageOrder, files)).toEqual(Object.keys(files).map((path) => `${path}:1`))
  expectClean(stageOrder, {
    'core/src/4-window/run.ts': "import { x } from '../2-board/board.ts'",
    'core/src/campaign/offers.ts': "import { x } from '../5-validation/validation.ts'",
    'core/src/index.ts': "export { x } from './campaign/offers.ts'",
    'simplant/src/plant/x.ts': "import { x } from '../4-window/y.ts'",
  })
})

describe('purity', () => {
  test.each([
    'const now = Date.now()',
    'const now = new Date()',
    'const roll = Math.random()',
    'const home = process.env.HOME',
    "await fetch('http://127.0.0.1')",
    'setTimeout(() => undefined, 1)',
    'const id = crypto.randomUUID()',
    'const t = performance.now()',
    "console.log('x')",
    "import { readFileSync } from 'node:fs'",
    "const fs = require('fs')",
  ])('core may not say: %s', (text) => {
    expect(found(purity, { 'core/src/plant/x.ts': `\n${text}\n` })).toEqual([
      'core/src/plant/x.ts:2',
    ])
  })

  test('only what the main entry of evidence reaches has to be pure', () => {
    const files = {
      'engines/evidence/src/index.ts': "export { a } from './a.ts'",
      'engines/evidence/src/a.ts': "import { createHash } from 'node:crypto'",
      'engines/evidence/src/node/files.ts': "import { readFileSync } from 'node:fs'",
    }
    expect(found(purity, files)).toEqual(['engines/evidence/src/a.ts:1'])
  })

  test('a given date, a process of the plant and a field named fetch are pure', () => {
    expectClean(purity, {
      'core/src/plant/x.ts': `
        const on = new Date(Date.UTC(2025, 0, 1))
        export const name = (process: { name: string }) => process.name
        export type Port = { fetch(): string; crypto: string }
        export const has = (port: Port) => port.fetch() + port.crypto // Date.now()`,
    })
  })
})

test('test tools and test files are imported by tests alone', () => {
  const files = {
    'core/src/a.ts': "import { test } from 'vitest'",
    'core/src/b.ts': "import { aPlan } from './plan.test.ts'",
    'server/src/c.ts': "import { memory } from '../../test/in-memory/store.ts'",
  }
  expect(found(testOnlyImports, files)).toEqual(Object.keys(files).map((path) => `${path}:1`))
  expectClean(testOnlyImports, { 'core/src/a.test.ts': "import { test } from 'vitest'" })
})

test('an import that the package does not declare is found', () => {
  const declared = { 'server/package.json': '{"dependencies":{"@holdpoint/core":"0.1.0"}}' }
  const path = 'server/src/x.ts'
  expect(found(declaredImports, { ...declared, [path]: "import 'fastify'" })).toEqual([`${path}:1`])
  expectClean(declaredImports, {
    ...declared,
    [path]: "import '@holdpoint/core'; import 'node:os'",
  })
})

test('a file that no entry point reaches is dead', () => {
  const files = {
    'core/package.json': '{"exports":{".":{"source":"./src/index.ts"}}}',
    'core/src/index.ts': "export { a } from './a.ts'",
    'core/src/a.ts': "new Worker(new URL('./worker.ts', import.meta.url))",
    'core/src/worker.ts': '',
    'core/src/forgotten.ts': "import './only-from-the-dead.ts'",
    'core/src/only-from-the-dead.ts': '',
    'web/index.html': '<script type="module" src="/src/start.tsx"></script>',
    'web/src/start.tsx': "import { a } from '@holdpoint/core'",
    'cli/bin/holdpoint.mjs': "await import('../dist/run.js')",
    'cli/src/run.ts': '',
  }
  const dead = ['core/src/forgotten.ts:1', 'core/src/only-from-the-dead.ts:1']
  expect(found(deadFiles, files)).toEqual(dead)
})
