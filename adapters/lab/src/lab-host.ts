import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { OrderBody } from './orders.ts'

const AGENT = fileURLToPath(new URL('../dist/agent.js', import.meta.url))

/** The agent of one host: orders go in as lines and come back as answers, in order. */
export class LabHost {
  private readonly child: ChildProcessWithoutNullStreams
  private readonly waiting = new Map<
    number,
    { readonly ok: (value: unknown) => void; readonly fail: (why: Error) => void }
  >()
  private next = 0

  constructor(namespace: string) {
    this.child = spawn('ip', ['netns', 'exec', namespace, process.execPath, AGENT])
    const lines = createInterface({ input: this.child.stdout })
    lines.on('line', (line) => {
      const { id, value } = JSON.parse(line) as { id: number; value: unknown }
      this.waiting.get(id)?.ok(value)
      this.waiting.delete(id)
    })
    let said = ''
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    this.child.stdin.on('error', () => {})
    this.child.on('close', (code) => {
      const why = new Error(`a host of the lab ended with ${code}: ${said.slice(-300)}`)
      for (const { fail } of this.waiting.values()) fail(why)
      this.waiting.clear()
    })
    this.child.on('error', () => {})
  }

  ask<T>(order: OrderBody): Promise<T> {
    this.next += 1
    const id = this.next
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { ok: (value) => resolve(value as T), fail: reject })
      this.child.stdin.write(`${JSON.stringify({ id, ...order })}\n`)
    })
  }

  close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve()
    return new Promise((resolve) => {
      this.child.once('close', () => resolve())
      this.child.stdin.end()
      this.child.kill('SIGKILL')
    })
  }
}
