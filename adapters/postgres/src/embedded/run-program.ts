import { spawn } from 'node:child_process'
import type { RunAs } from './unprivileged-user.ts'

export type ProgramEnd = { readonly code: number; readonly output: string }

/** Runs one of PostgreSQL's programs to its end, with no input and nothing of our environment. */
export function runProgram(
  program: string,
  args: readonly string[],
  user: RunAs | null,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      // Below a private home the unprivileged user cannot even stand in our working folder.
      cwd: process.platform === 'win32' ? undefined : '/',
      env: bareEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(user ?? {}),
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', (error) => resolve({ code: -1, output: error.message }))
    // Not 'close': a postmaster that inherited a pipe would keep it open for its whole life.
    child.on('exit', (code) => setImmediate(() => resolve({ code: code ?? -1, output })))
  })
}

// PGDATA, PGPORT, PGOPTIONS and their like would steer the programs to somebody else's cluster.
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' }
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}
