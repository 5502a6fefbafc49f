import { spawn } from 'node:child_process'

export type Ran = {
  /** Null where the program is not there or was ended. */
  readonly code: number | null
  readonly out: string
  readonly isMissing: boolean
  readonly isLate: boolean
  /** Ended because the file is no capture, or an empty one. */
  readonly isInVain: boolean
}

const OUT_MAX = 100_000
/** Said at once of a file that is none; by itself the program then waits for a minute. */
const IN_VAIN = /Failed to init pcap file/

/** Runs it to its end, or ends it after so many milliseconds. */
export function runSuricata(
  command: string,
  words: readonly string[],
  timeoutMs: number,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, timeoutMs)
    const keep = (text: string) => {
      if (out.length < OUT_MAX) out += text
      if (IN_VAIN.test(out)) child.kill('SIGKILL')
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', (fault) => {
      clearTimeout(timer)
      resolve({ code: null, out: fault.message, isMissing: true, isLate, isInVain: false })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, out, isMissing: false, isLate, isInVain: IN_VAIN.test(out) })
    })
  })
}
