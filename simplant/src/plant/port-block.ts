import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'

/** A run of ports on loopback that this plant has for itself until it is released. */
export type PortBlock = { readonly first: number; release(): void }

export const PORTS_PER_BLOCK = 32

// Below the ranges that operating systems hand out for outgoing connections: a controller that is
// down must find its port free when it comes back.
const LOWEST = 10_240
const HIGHEST = 31_744
const ATTEMPTS = 200

/**
 * Claims `preferred` where it is free. The claim is a listening socket on the block's first port.
 */
export async function claimPorts(preferred: number | null): Promise<PortBlock> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = attempt === 0 && preferred !== null ? preferred : randomBlock()
    const lock = await locked(first)
    if (lock === null) continue
    if (await restIsFree(first)) return { first, release: () => lock.close() }
    lock.close()
  }
  throw new Error(`no block of ${PORTS_PER_BLOCK} free ports between ${LOWEST} and ${HIGHEST}`)
}

/** True while somebody listens on the first port of this block. */
export async function isClaimed(first: number): Promise<boolean> {
  const lock = await locked(first)
  lock?.close()
  return lock === null
}

function randomBlock(): number {
  return LOWEST + randomInt((HIGHEST - LOWEST) / PORTS_PER_BLOCK) * PORTS_PER_BLOCK
}

async function restIsFree(first: number): Promise<boolean> {
  for (let port = first + 1; port < first + PORTS_PER_BLOCK; port++) {
    const server = await locked(port)
    if (server === null) return false
    await new Promise((resolve) => server.close(resolve))
  }
  return true
}

function locked(port: number): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve) => {
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server))
  })
}
