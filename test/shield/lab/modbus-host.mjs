// One host of the attack table, started inside its network namespace: takes a line of JSON for each
// order and answers with one. As a device it keeps every request that reached it; as a client it
// sends bytes exactly as it is told, one segment a piece.
import { connect, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const received = []
const kept = new Map()

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line)
  // Orders go on side by side: one that waits holds up no other.
  void obey(order).then((value) => {
    process.stdout.write(`${JSON.stringify({ id: order.id, value })}\n`)
  })
}
process.exit(0)

async function obey(order) {
  switch (order.kind) {
    case 'serve':
      return serve(order.port)
    case 'received':
      return received.splice(0)
    case 'exchange':
      return exchange(order)
    case 'polls':
      return polls(order)
  }
}

function messagesIn(bytes) {
  const all = []
  let at = 0
  while (at + 7 <= bytes.length && at + 6 + bytes.readUInt16BE(at + 4) <= bytes.length) {
    const end = at + 6 + bytes.readUInt16BE(at + 4)
    all.push(bytes.subarray(at, end))
    at = end
  }
  return { all, rest: bytes.subarray(at) }
}

/** Answers reads with zeros and repeats the head of everything else, as a device does that obeys. */
function answerTo(request) {
  const code = request[7]
  if (code >= 1 && code <= 4) {
    const quantity = request.readUInt16BE(10)
    const count = code <= 2 ? Math.ceil(quantity / 8) : quantity * 2
    return adu(request, Buffer.concat([Buffer.from([code, count]), Buffer.alloc(count)]))
  }
  return adu(request, request.subarray(7, 12))
}

function adu(request, pdu) {
  const header = Buffer.from(request.subarray(0, 7))
  header.writeUInt16BE(pdu.length + 1, 4)
  return Buffer.concat([header, pdu])
}

function serve(port) {
  const server = createServer({ noDelay: true }, (socket) => {
    let held = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      const { all, rest } = messagesIn(Buffer.concat([held, chunk]))
      held = rest
      for (const request of all) {
        received.push(request.toString('hex'))
        socket.write(answerTo(request))
      }
    })
  })
  return new Promise((resolve) => {
    server.listen(port, '0.0.0.0', () => resolve(null))
  })
}

/**
 * Sends the segments and waits for so many answers; `keep` names a connection that stays open, and
 * that the next order of the same name uses.
 */
async function exchange({ to, port, segments, gapMs = 0, answers, waitMs, keep }) {
  const known = kept.get(keep)
  if (known?.destroyed) {
    kept.delete(keep)
    return { answers: [], ended: 'closed' }
  }
  const socket = known ?? connect({ host: to, port, noDelay: true })
  let bytes = Buffer.alloc(0)
  let ended = null
  const heard = new Promise((resolve) => {
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      if (messagesIn(bytes).all.length >= answers) resolve()
    })
    for (const event of ['error', 'close']) {
      socket.once(event, (fault) => {
        ended ??= fault?.code ?? 'closed'
        resolve()
      })
    }
  })
  if (known === undefined) {
    await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), heard])
  }
  for (const segment of segments) {
    if (ended !== null) break
    socket.write(Buffer.from(segment, 'hex'))
    if (gapMs > 0) await sleep(gapMs)
  }
  await Promise.race([heard, sleep(waitMs, null, { ref: false })])
  socket.removeAllListeners('data')
  if (keep === undefined || ended !== null) {
    kept.delete(keep)
    socket.on('error', () => {}).destroy()
  } else kept.set(keep, socket)
  return { answers: messagesIn(bytes).all.map((one) => one.toString('hex')), ended }
}

/** One read after the other over one connection; microseconds for each, or what ended it. */
async function polls({ to, port, count, request, waitMs }) {
  const socket = connect({ host: to, port, noDelay: true })
  const bytes = Buffer.from(request, 'hex')
  let held = Buffer.alloc(0)
  let wake = () => {}
  let ended = false
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk])
    wake()
  })
  for (const event of ['error', 'close']) {
    socket.on(event, () => {
      ended = true
      wake()
    })
  }
  const timer = setTimeout(() => socket.destroy(), waitMs)
  const times = []
  while (times.length < count && !ended) {
    const from = process.hrtime.bigint()
    socket.write(bytes)
    while (!ended) {
      const { all, rest } = messagesIn(held)
      if (all.length > 0) {
        held = rest
        times.push(Number(process.hrtime.bigint() - from) / 1000)
        break
      }
      await new Promise((resolve) => {
        wake = resolve
      })
    }
  }
  clearTimeout(timer)
  socket.destroy()
  return times
}
