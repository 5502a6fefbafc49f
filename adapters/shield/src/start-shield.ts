import { createServer, type Socket } from 'node:net'
import { accept, type Result, refuse } from '@holdpoint/std'
import { Connection, nameOf, type ShieldWorks } from './connection.ts'
import { FramedSocket } from './framed-socket.ts'
import { judgeOf } from './judge.ts'
import type { ShieldLimits, ShieldPolicy } from './policy.ts'
import { noCounts, type ShieldCounts, type ShieldMode, type ShieldRecord } from './shield-record.ts'
import { type ProposedUnit, type Sighting, Sightings } from './sightings.ts'

export type ShieldOptions = {
  readonly mode: ShieldMode
  /** Milliseconds since 1970: exceptions begin and end by it. */
  readonly now: () => number
  /** Returns after the record is kept: the answer to the client waits for it. */
  readonly record: (record: ShieldRecord) => void
}

export type ShieldSummary = {
  readonly mode: ShieldMode
  readonly counts: ShieldCounts
  readonly seen: readonly Sighting[]
  /** False where more was seen than could be kept. */
  readonly seenIsWhole: boolean
  readonly proposedUnits: readonly ProposedUnit[]
}

export type Shield = {
  readonly port: number
  summary(): ShieldSummary
  /** Closes every connection; what was sent to the device and not answered stays unanswered. */
  close(): Promise<void>
}

export type ListenRefusal = {
  readonly kind: 'cannot-listen'
  readonly what: string
  readonly clearedBy: string
}

/** Stands before one device until it is closed. */
export async function startShield(
  policy: ShieldPolicy,
  options: ShieldOptions,
): Promise<Result<Shield, ListenRefusal>> {
  const counts = noCounts()
  const sightings = new Sightings()
  const judge = judgeOf(policy)
  const record = options.mode === 'learn' ? onceEach(options.record) : options.record
  const works: ShieldWorks = { policy, ...options, record, judge, counts, sightings }
  const clients = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, (socket) => {
    const client = new FramedSocket(socket, policy.limits.queuedBytesMax)
    const crowd = crowdWhy(policy.limits, clients, socket)
    if (crowd !== null) {
      refuseConnection(client, works, crowd)
      return
    }
    counts.connections += 1
    clients.add(socket)
    socket.once('close', () => clients.delete(socket))
    void new Connection(client, works).serve()
  })
  const { address, port } = policy.listen
  const fault = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once('error', resolve)
    server.listen({ host: address, port }, () => resolve(null))
  })
  if (fault !== null) {
    const what = `Nothing can listen at ${address} port ${port}: ${fault.code ?? fault.message}`
    return refuse({ kind: 'cannot-listen', what, clearedBy: 'Choose a free address and port' })
  }
  const bound = server.address()
  return accept({
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    summary: () => ({
      ...{ mode: options.mode, counts: { ...counts }, seen: sightings.list() },
      ...{ seenIsWhole: !sightings.overflowed, proposedUnits: sightings.proposal() },
    }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of clients) socket.destroy()
      }),
  })
}

const TOLD_MAX = 10_000

/** A plant that polls ten times a second is told of once: who learns wants to know what, not how often. */
function onceEach(record: ShieldOptions['record']): ShieldOptions['record'] {
  const told = new Set<string>()
  return (one) => {
    const client = one.client.replace(/ port \d+$/, '')
    const key = JSON.stringify([client, one.kind, one.unit, one.functionCode, one.ranges])
    if (told.has(key)) return
    if (told.size < TOLD_MAX) told.add(key)
    record(one)
  }
}

/** Why one more is too many; null where there is room. One client cannot take the room of all. */
function crowdWhy(limits: ShieldLimits, clients: ReadonlySet<Socket>, { remoteAddress }: Socket) {
  const { connectionsMax, connectionsPerClientMax } = limits
  if (clients.size >= connectionsMax) return `${connectionsMax} connections are open already`
  const own = [...clients].filter((one) => one.remoteAddress === remoteAddress).length
  if (own < connectionsPerClientMax) return null
  return `${connectionsPerClientMax} connections of this client are open already`
}

function refuseConnection(client: FramedSocket, works: ShieldWorks, why: string) {
  const { mode, counts } = works
  counts['too-many-connections'] += 1
  works.record({
    ...{ at: new Date(works.now()).toISOString(), mode, kind: 'too-many-connections' },
    ...{ client: nameOf(client), unit: null, functionCode: null, ranges: [], pduHex: null },
    ...{ done: 'closed', why },
  })
  client.socket.destroy()
}
