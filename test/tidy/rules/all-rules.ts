import type { Rule } from '../tree.ts'
import { deadFiles } from './dead-files.ts'
import { declaredImports } from './declared-imports.ts'
import { licences, pinnedDependencies } from './dependencies.ts'
import { docLinks } from './doc-links.ts'
import { escapeHatches } from './escape-hatches.ts'
import { fileNames } from './file-names.ts'
import { glossary } from './glossary.ts'
import { honestTests } from './honest-tests.ts'
import { machineTraces } from './machine-traces.ts'
import { packageImports } from './package-imports.ts'
import { ports } from './ports.ts'
import { purity } from './purity.ts'
import { size } from './size.ts'
import { stageOrder } from './stage-order.ts'
import { testOnlyImports } from './test-only-imports.ts'
import { wholeLockfile } from './whole-lockfile.ts'

export const ALL_RULES: readonly Rule[] = [
  packageImports,
  declaredImports,
  stageOrder,
  purity,
  testOnlyImports,
  ports,
  size,
  fileNames,
  glossary,
  docLinks,
  machineTraces,
  deadFiles,
  honestTests,
  escapeHatches,
  pinnedDependencies,
  licences,
  wholeLockfile,
]
