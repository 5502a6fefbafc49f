// Runs one TypeScript source in a process of its own, so that a test can kill it:
//   node test/contracts/run-source.mjs FILE [ARGUMENT…]
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const resolve = { conditions: ['source', 'node', 'import'], noExternal: [/^@holdpoint\//] }
await runnerImport(process.argv[2], {
  root: fileURLToPath(new URL('../..', import.meta.url)),
  configFile: false,
  envDir: false,
  logLevel: 'error',
  environments: { inline: { resolve } },
})
