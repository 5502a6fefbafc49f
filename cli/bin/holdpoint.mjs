#!/usr/bin/env node
// Committed, so that npm can link it before anything is built: it loads the build, or says how.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/main.js', import.meta.url)
if (existsSync(fileURLToPath(built))) {
  await import(built.href)
} else {
  console.error('holdpoint is not built yet: run `npm run build` in the folder of the clone')
  process.exitCode = 2
}
