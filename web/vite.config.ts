import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Our packages are read from their sources. The `source` condition would do it for them, but
// react-aria-components names that condition too, for files that it does not ship.
const ours = [
  { find: /^@holdpoint\/(std|core|api)$/, replacement: here('../$1/src/index.ts') },
  { find: /^@holdpoint\/(evidence|csaf)$/, replacement: here('../engines/$1/src/index.ts') },
]

const server = 'http://127.0.0.1:7410'

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  resolve: { alias: ours },
  server: { host: '127.0.0.1', port: 7411, proxy: { '/api': server } },
  build: {
    outDir: here('dist-web'),
    emptyOutDir: true,
    sourcemap: false,
    // Fonts, pictures and styles stay files of our own: nothing is inlined, nothing is fetched.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
})
