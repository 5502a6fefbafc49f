import { defineConfig } from 'vitest/config'
import { ourSources } from './test/our-sources.ts'

export default defineConfig({
  plugins: [ourSources],
  test: {
    include: [
      '{std,engines,core,api,adapters,simplant,server,web,cli}/**/src/**/*.test.{ts,tsx}',
      'test/**/*.test.ts',
      'scripts/**/*.test.mjs',
    ],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
})
