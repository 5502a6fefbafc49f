import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { ourSources } from '../our-sources.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

const WHERE = 'const __dirname = import.meta.dirname, __filename = import.meta.filename'

/**
 * Writes a test's own program with all that it imports as one file: it is started some hundred
 * times, and half of each start would go into looking for modules.
 */
export async function buildChild(source: string, folder: string): Promise<string> {
  await build({
    root: REPOSITORY,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    plugins: [ourSources],
    ssr: { noExternal: true },
    build: {
      ssr: join(REPOSITORY, source),
      outDir: folder,
      target: 'node20',
      rollupOptions: {
        // Some of the libraries are CommonJS and ask where they are.
        output: { entryFileNames: 'child.mjs', banner: WHERE },
        // Both are optional, and native.
        external: ['cpu-features', 'pg-native', /\.node$/],
      },
    },
  })
  return join(folder, 'child.mjs')
}
