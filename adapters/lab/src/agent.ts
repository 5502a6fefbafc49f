// One host of the lab: started inside its network namespace, takes a line of JSON for each order on
// standard input and answers each with a line. Node alone, so that it starts at once.
import { createSocket } from 'node:dgram'
import { connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Order, Probe, ProbeResult } from './orders.ts'

const heard = new Set<string>()
const held: Socket[] = []

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order
  process.stdout.write(`${JSON.stringify({ id: order.id, value: await obey(order) })}\n`)
}

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'listen':
      await Promise.all([...order.tcp.map(listenTcp), ...order.udp.map(listenUdp)])
      return null
    case 'send':
      return Promise.all(
        order.probes.map((probe) => (probe.protocol === 'tcp' ? sendTcp(probe) : sendUdp(probe))),
      )
    case 'heard': {
      // What has arrived lies in the sockets: two turns of the loop read it.
      await turn()
      await turn()
      const all = [...heard]
      heard.clear()
      return all
    }
    case 'hold':
      return Promise.all(order.probes.map(hold))
    case 'talk':
      return Promise.all(held.map((socket) => talk(socket, order.timeoutMs)))
  }
}

function hold({ from, to, port, sourcePort, timeoutMs }: Probe): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: to, port, localAddress: from, localPort: sourcePort })
    const timer = setTimeout(() => socket.destroy(new Error('silent')), timeoutMs)
    socket.once('connect', () => {
      clearTimeout(timer)
      held.push(socket)
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

function talk(socket: Socket, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (answered: boolean) => {
      clearTimeout(timer)
      resolve(answered)
    }
    const timer = setTimeout(() => end(false), timeoutMs)
    socket.once('data', () => end(true))
    socket.once('close', () => end(false))
    if (socket.destroyed) end(false)
    else socket.write('still there')
  })
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function listenTcp(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.pipe(socket)
    })
    server.once('error', reject)
    server.listen({ port, host: '::', backlog: 512 }, resolve)
  })
}

function listenUdp(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: 'udp6', ipv6Only: false })
    socket.once('error', reject)
    socket.on('message', (bytes) => heard.add(bytes.toString('latin1')))
    socket.bind(port, resolve)
  })
}

/** Sends one datagram from an address and port of its own, and lets go of them. */
function sendUdp({ from, to, port, sourcePort, token }: Probe): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: from.includes(':') ? 'udp6' : 'udp4', reuseAddr: true })
    socket.once('error', reject)
    socket.bind(sourcePort, from, () => {
      socket.send(token, port, to, () => {
        // A refusal that comes back as ICMP is an answer, not a fault.
        socket.removeAllListeners('error').on('error', () => {})
        socket.close()
        resolve('sent')
      })
    })
  })
}

function sendTcp({ from, to, port, sourcePort, timeoutMs }: Probe): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect({ host: to, port, localAddress: from, localPort: sourcePort })
    const end = (result: ProbeResult) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(result)
    }
    const timer = setTimeout(() => end('silent'), timeoutMs)
    socket.once('connect', () => end('open'))
    socket.once('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'EADDRINUSE') throw fault
      end('refused')
    })
  })
}
