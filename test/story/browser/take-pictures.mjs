import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// node take-pictures.mjs FOLDER: the story is TypeScript, and vite reads it as the tests do.
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const options = { root: here('../..'), logLevel: 'warn' }
const { module } = await runnerImport(here('take-pictures.ts'), options)
await module.takePictures(process.argv[2])
