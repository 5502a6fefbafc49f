import { answerFault, headerFault } from './answers.ts'
import type { FramedSocket } from './framed-socket.ts'
import { type Frame, frameBytes } from './frames.ts'
import type { Judge } from './judge.ts'
import type { ShieldPolicy } from './policy.ts'
import { type ModbusRequest, type RegisterRange, readRequest } from './requests.ts'
import type { ShieldCounts, ShieldMode, ShieldRecord } from './shield-record.ts'
import type { Sightings } from './sightings.ts'
import { Upstream } from './upstream.ts'

/** What the connections of one shield share. */
export type ShieldWorks = {
  readonly policy: ShieldPolicy
  readonly mode: ShieldMode
  readonly judge: Judge
  readonly counts: ShieldCounts
  readonly sightings: Sightings
  now(): number
  record(record: ShieldRecord): void
}

const DEVICE_SILENT = 11

type Act =
  | { readonly kind: 'forward' | 'close' }
  | { readonly kind: 'answer'; readonly code: 1 | 2 }

/** What is to be done with a request, and what is said of it. */
type Decided = {
  readonly request: ModbusRequest | null
  readonly act: Act
  readonly said: { readonly kind: ShieldRecord['kind']; readonly why: string } | null
}

/** One client, one request at a time: what is refused never overtakes an answer that is awaited. */
export class Connection {
  private readonly client: FramedSocket
  private readonly works: ShieldWorks
  private readonly upstream: Upstream
  private readonly name: string

  constructor(client: FramedSocket, works: ShieldWorks) {
    this.client = client
    this.works = works
    this.upstream = new Upstream(works.policy.device, works.policy.upstreamTimeoutMs)
    this.name = nameOf(client)
    client.socket.once('close', () => this.upstream.close())
  }

  /** Ends when the client or the shield has closed the connection. */
  async serve(): Promise<void> {
    const { idleMs } = this.works.policy.limits
    const idle = setTimeout(() => {
      this.record(null, { kind: 'idle', why: `no whole request for ${idleMs} ms` }, 'closed')
      this.client.socket.destroy()
    }, idleMs)
    while (await this.serveOne()) idle.refresh()
    clearTimeout(idle)
  }

  private async serveOne(): Promise<boolean> {
    const received = await this.client.next()
    // What a client left behind that is gone is for nobody.
    if (this.client.socket.destroyed) return false
    if (received.kind === 'frame') return this.serveFrame(received.frame)
    if (received.kind === 'broken') return this.leaveFrames('malformed', received.why)
    if (received.cutBytes > 0) {
      const why = `the client ended within a message, after ${received.cutBytes} bytes`
      this.record(null, { kind: 'malformed', why }, 'closed')
    }
    this.client.socket.end()
    this.upstream.close()
    return false
  }

  private async serveFrame(frame: Frame): Promise<boolean> {
    const { counts } = this.works
    counts.requests += 1
    const { request, act, said } = this.decide(frame)
    if (said !== null) this.record(frame, said, doneBy(act), request?.ranges)
    if (act.kind === 'close') return this.close()
    if (act.kind === 'answer') {
      await this.answer(frame, exceptionTo(frame, act.code))
      return true
    }
    counts.forwarded += 1
    return this.forward(frame, request)
  }

  private decide({ unit, pdu }: Frame): Decided {
    const enforce = this.works.mode === 'enforce'
    const read = readRequest(pdu)
    if (!read.ok) {
      if (read.refusal.kind === 'malformed') {
        const said = { kind: 'malformed', why: read.refusal.why } as const
        return { request: null, act: { kind: enforce ? 'close' : 'forward' }, said }
      }
      const why = `function ${read.refusal.functionCode} has no shape that could be checked`
      const act = enforce ? ({ kind: 'answer', code: 1 } as const) : ({ kind: 'forward' } as const)
      return { request: null, act, said: { kind: 'refused', why } }
    }
    const request = read.value
    const verdict = this.works.judge(unit, request, this.works.now())
    if (verdict.kind === 'allowed') {
      const by = verdict.by.map(({ approvedBy, reason }) => `${approvedBy}: ${reason}`).join('; ')
      const said = by === '' ? null : ({ kind: 'passed-by-exception', why: by } as const)
      return { request, act: { kind: 'forward' }, said }
    }
    const code = verdict.exceptionCode
    const act = enforce ? ({ kind: 'answer', code } as const) : ({ kind: 'forward' } as const)
    return { request, act, said: { kind: 'refused', why: verdict.why } }
  }

  private async forward(frame: Frame, request: ModbusRequest | null): Promise<boolean> {
    const { unit, pdu } = frame
    const functionCode = pdu.readUInt8(0)
    const asked = await this.upstream.ask(unit, pdu, (transaction, answer) =>
      request === null
        ? headerFault({ transaction, unit, functionCode }, answer)
        : answerFault({ transaction, unit, request }, answer),
    )
    switch (asked.kind) {
      case 'answer':
        if (request !== null && asked.pdu.readUInt8(0) === functionCode) {
          this.works.sightings.add(unit, request)
        }
        this.works.counts.answered += 1
        await this.answer(frame, asked.pdu)
        return true
      case 'silent':
        if (this.client.socket.destroyed) return false
        this.record(frame, { kind: 'device-silent', why: asked.why }, 'exception 11')
        await this.answer(frame, exceptionTo(frame, DEVICE_SILENT))
        return true
      case 'wrong':
        if (this.works.mode === 'enforce') {
          this.record(frame, { kind: 'wrong-answer', why: asked.why }, 'closed')
          return this.close()
        }
        await this.client.send(asked.bytes)
        return this.leaveFrames('wrong-answer', asked.why, { frame, wasSent: asked.wasSent })
    }
  }

  /**
   * Where messages cannot be told apart any more nothing can be judged: that is the end under
   * `enforce`. The other modes must not stand in the plant's way, so the bytes go on unjudged.
   */
  private async leaveFrames(
    kind: 'malformed' | 'wrong-answer',
    why: string,
    asked: { readonly frame: Frame; readonly wasSent: boolean } | null = null,
  ): Promise<boolean> {
    const frame = asked?.frame ?? null
    if (this.works.mode === 'enforce') {
      this.record(frame, { kind, why }, 'closed')
      return this.close()
    }
    const unjudged = `${why}; from here on nothing of this connection is judged`
    this.record(frame, { kind, why: unjudged }, 'forwarded')
    const line = await this.upstream.rawLine()
    if (line === null) return this.close()
    const [client, device] = [this.client.socket, line.socket]
    if (asked?.wasSent === false) device.write(frameBytes(asked.frame))
    device.write(this.client.release())
    client.write(line.release())
    client.pipe(device)
    device.pipe(client)
    device.once('close', () => client.destroy())
    return false
  }

  private close(): false {
    this.client.socket.destroy()
    return false
  }

  private answer({ transaction, unit }: Frame, pdu: Buffer): Promise<void> {
    return this.client.send(frameBytes({ transaction, unit, pdu }))
  }

  private record(
    frame: Frame | null,
    said: { readonly kind: ShieldRecord['kind']; readonly why: string },
    done: ShieldRecord['done'],
    ranges: readonly RegisterRange[] = [],
  ): void {
    const { counts, mode } = this.works
    counts[said.kind] += 1
    this.works.record({
      ...{ at: new Date(this.works.now()).toISOString(), mode, kind: said.kind, client: this.name },
      ...{ unit: frame?.unit ?? null, functionCode: frame?.pdu.readUInt8(0) ?? null, ranges },
      ...{ pduHex: frame?.pdu.toString('hex') ?? null, done, why: said.why },
    })
  }
}

function doneBy(act: Act): ShieldRecord['done'] {
  if (act.kind === 'answer') return act.code === 1 ? 'exception 1' : 'exception 2'
  return act.kind === 'close' ? 'closed' : 'forwarded'
}

function exceptionTo({ pdu }: Frame, code: number): Buffer {
  return Buffer.from([pdu.readUInt8(0) | 0x80, code])
}

export function nameOf({ socket }: FramedSocket): string {
  return `${socket.remoteAddress ?? 'gone'} port ${socket.remotePort ?? 0}`
}
