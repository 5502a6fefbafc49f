import { spawn } from 'node:child_process'

export type Ran = { readonly code: number | null; readonly out: string; readonly error: string }

/** Runs one program with its standard input given at once; a program that is not there has code null. */
export function runCommand(words: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const [command = '', ...args] = words
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let out = ''
    let error = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      error += text
    })
    child.stdin.on('error', () => {})
    child.on('error', (fault) => resolve({ code: null, out, error: fault.message }))
    child.on('close', (code) => resolve({ code, out, error }))
    child.stdin.end(input)
  })
}
