import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createLab, type Lab, runCommand } from '@holdpoint/lab'

export const CLIENT = '10.10.2.21'
export const DEVICE = '10.10.1.11'
export const ROUTER_TO_CLIENT = '10.10.2.254'
export const PORT = 502
/** Connections of the raw socket's own: the client's kernel must not reset what it does not know. */
const RAW_PORTS = '61000-61999'

export type Exchange = {
  readonly segments: readonly Buffer[]
  readonly answers: number
  readonly gapMs?: number
  readonly waitMs?: number
  /** The connection of this name stays open and is used again. */
  readonly keep?: string
}

export type Exchanged = { readonly answers: readonly Buffer[]; readonly ended: string | null }

/** A client and a device on both sides of a router, each in a namespace of its own. */
export class AttackLab {
  private readonly lab: Lab
  private readonly client: Host
  private readonly device: Host

  private constructor(lab: Lab) {
    this.lab = lab
    this.client = new Host(lab.namespaceOf('client'))
    this.device = new Host(lab.namespaceOf('device'))
  }

  static async open(): Promise<AttackLab> {
    const made = await createLab({
      zones: [
        { id: 'supervision', interface: 'sup', routerAddresses: [`${ROUTER_TO_CLIENT}/24`] },
        { id: 'control', interface: 'ctl', routerAddresses: ['10.10.1.254/24'] },
      ],
      hosts: [
        {
          ...{ id: 'client', zone: 'supervision', gateways: [ROUTER_TO_CLIENT] },
          addresses: [`${CLIENT}/24`],
        },
        {
          ...{ id: 'device', zone: 'control', gateways: ['10.10.1.254'] },
          addresses: [`${DEVICE}/24`],
        },
      ],
    })
    if (!made.ok) throw new Error(made.refusal.what)
    const lab = new AttackLab(made.value)
    await lab.device.ask({ kind: 'serve', port: PORT })
    const quiet = `tcp sport ${RAW_PORTS} tcp flags & rst == rst drop`
    const table = `table ip quiet {\nchain out { type filter hook output priority 0\n${quiet}\n}\n}`
    await lab.must(lab.inHost('client', ['nft', '-f', '-'], table))
    return lab
  }

  private inHost(host: string, words: readonly string[], input = '') {
    return runCommand(['ip', 'netns', 'exec', this.lab.namespaceOf(host), ...words], input)
  }

  private async must(running: ReturnType<typeof runCommand>): Promise<string> {
    const { code, out, error } = await running
    if (code !== 0) throw new Error(error || out)
    return out
  }

  inRouter(words: readonly string[], input = ''): Promise<string> {
    return this.must(this.lab.inRouter(words, input))
  }

  /** A program that goes on running in the router's namespace. */
  startInRouter(words: readonly string[]): ChildProcessWithoutNullStreams {
    return spawn('ip', ['netns', 'exec', this.lab.namespaceOf(null), ...words])
  }

  /** No rules of any kind, and no memory of connections. */
  async withoutRules(): Promise<void> {
    await this.inRouter(['nft', 'flush', 'ruleset'])
  }

  async exchange({ segments, waitMs = 800, ...rest }: Exchange): Promise<Exchanged> {
    const hex = segments.map((one) => one.toString('hex'))
    const to = { to: DEVICE, port: PORT, segments: hex, waitMs }
    type Answer = { answers: readonly string[]; ended: string | null }
    const order = { kind: 'exchange', ...to, ...rest }
    const { answers, ended } = (await this.client.ask(order)) as Answer
    return { answers: answers.map((one) => Buffer.from(one, 'hex')), ended }
  }

  /** Microseconds of each of so many reads, one after the other; fewer where something ended them. */
  async polls(request: Buffer, count: number): Promise<readonly number[]> {
    const to = { to: DEVICE, port: PORT, request: request.toString('hex') }
    const order = { kind: 'polls', ...to, count, waitMs: 20_000 }
    return (await this.client.ask(order)) as number[]
  }

  /** What reached the device since it was last asked. */
  async received(): Promise<readonly Buffer[]> {
    const all = (await this.device.ask({ kind: 'received' })) as string[]
    return all.map((one) => Buffer.from(one, 'hex'))
  }

  /** The overlapping segments; what came back, or null where no connection was opened. */
  async smuggle(
    program: string,
    sent: { readonly port: number; readonly read: Buffer; readonly write: Buffer },
  ): Promise<Buffer | null> {
    const [read, write] = [sent.read.toString('hex'), sent.write.toString('hex')]
    const words = [program, CLIENT, `${sent.port}`, DEVICE, `${PORT}`, read, write]
    const ran = await this.inHost('client', words)
    if (ran.code === 1) return null
    if (ran.code !== 0) throw new Error(`smuggle ended with ${ran.code}: ${ran.error}`)
    return Buffer.from(ran.out.trim(), 'hex')
  }

  async close(): Promise<void> {
    await Promise.all([this.client.close(), this.device.close()])
    await this.lab.close()
  }
}

const PROGRAM = fileURLToPath(new URL('modbus-host.mjs', import.meta.url))

class Host {
  private readonly child: ChildProcessWithoutNullStreams
  private readonly waiting = new Map<number, (value: unknown) => void>()
  private next = 0

  constructor(namespace: string) {
    this.child = spawn('ip', ['netns', 'exec', namespace, process.execPath, PROGRAM])
    this.child.stderr.pipe(process.stderr)
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const { id, value } = JSON.parse(line) as { id: number; value: unknown }
      this.waiting.get(id)?.(value)
      this.waiting.delete(id)
    })
  }

  ask(order: object): Promise<unknown> {
    this.next += 1
    const id = this.next
    return new Promise((resolve) => {
      this.waiting.set(id, resolve)
      this.child.stdin.write(`${JSON.stringify({ id, ...order })}\n`)
    })
  }

  close(): Promise<void> {
    return ended(this.child)
  }
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'close')
  child.kill('SIGKILL')
  await gone
}
