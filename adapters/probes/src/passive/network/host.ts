import { LIMITS } from '../capture-limits.ts'
import { ipv4Text, ipv6Text, macText } from './addresses.ts'

/** One address of the network, and what was learned about the device that has it. */
export class Host {
  readonly address: string
  readonly isMac: boolean
  packets = 0
  firstAt = 0
  lastAt = 0
  /** Kept by the fact book; null until something is known. */
  known: object | null = null

  constructor(address: string, isMac: boolean) {
    this.address = address
    this.isMac = isMac
  }

  count(at: number): void {
    this.packets++
    if (at === 0) return
    if (this.firstAt === 0 || at < this.firstAt) this.firstAt = at
    if (at > this.lastAt) this.lastAt = at
  }
}

/** The hosts of a capture. When the table is full, those of which nothing is known make room. */
export class HostTable {
  readonly #v4 = new Map<number, Host>()
  readonly #v6 = new Map<string, Host>()
  readonly #mac = new Map<number, Host>()

  v4(bytes: Buffer, at: number): Host {
    const key = bytes.readUInt32BE(at)
    const known = this.#v4.get(key)
    if (known !== undefined) return known
    this.#makeRoom()
    const host = new Host(ipv4Text(bytes, at), false)
    this.#v4.set(key, host)
    return host
  }

  v6(bytes: Buffer, at: number): Host {
    const key = bytes.toString('latin1', at, at + 16)
    const known = this.#v6.get(key)
    if (known !== undefined) return known
    this.#makeRoom()
    const host = new Host(ipv6Text(bytes, at), false)
    this.#v6.set(key, host)
    return host
  }

  mac(bytes: Buffer, at: number): Host {
    const key = bytes.readUIntBE(at, 6)
    const known = this.#mac.get(key)
    if (known !== undefined) return known
    this.#makeRoom()
    const host = new Host(macText(bytes, at), true)
    this.#mac.set(key, host)
    return host
  }

  #makeRoom(): void {
    if (this.#size() < LIMITS.hostsMax) return
    const tables: Map<unknown, Host>[] = [this.#v4, this.#v6, this.#mac]
    for (const table of tables) {
      for (const [key, host] of table) if (host.known === null) table.delete(key)
    }
    // Mostly known ones: looking through them for each newcomer would take for ever. The book
    // keeps them, and puts what is said of one address later together with what was said before.
    if (this.#size() > LIMITS.hostsMax / 2) for (const table of tables) table.clear()
  }

  #size(): number {
    return this.#v4.size + this.#v6.size + this.#mac.size
  }
}
