import { spawn } from 'node:child_process'
import { inRepo, repo } from './repo.mjs'

/**
 * Runs a program to its end and gives its exit code. Its standard input is closed: whatever asks
 * a question gets end-of-file instead of hanging a build that nobody watches.
 * `keep` says what comes back as `output` instead of going to the screen: nothing, stdout or all.
 */
export function run(command, args, options = {}) {
  const { cwd = repo, env = {}, keep = 'nothing', shell = false } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: [
        'ignore',
        keep === 'nothing' ? 'inherit' : 'pipe',
        keep === 'all' ? 'pipe' : 'inherit',
      ],
    })
    const kept = []
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => kept.push(chunk))
    }
    child.on('error', (error) => reject(new Error(`cannot run ${command}: ${error.message}`)))
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(kept).toString('utf8') })
    })
  })
}

const PROGRAMS = {
  tsc: 'node_modules/typescript/bin/tsc',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  biome: 'node_modules/@biomejs/biome/bin/biome',
}

/** Runs one of the installed tools under this very Node: no shim, no shell, the same on Windows. */
export function runTool(tool, args, options = {}) {
  return run(process.execPath, [inRepo(PROGRAMS[tool]), ...args], options)
}

/** Runs npm: the one that started us where there is one, else the one on the path. */
export function runNpm(args, options = {}) {
  const started = process.env.npm_execpath
  if (started?.endsWith('.js')) return run(process.execPath, [started, ...args], options)
  // On Windows npm is a .cmd file, which Node starts only through a shell; our arguments are fixed.
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}
