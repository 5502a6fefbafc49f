import { LIMITS } from './capture-limits.ts'
import type { CapturedProtocol, CapturedRole } from './captured-fact.ts'
import { KnownDevice, type Place } from './known-device.ts'
import type { Host } from './network/host.ts'

export type KnownHost = {
  readonly host: Host
  readonly device: KnownDevice
  /** Devices behind the address: a unit of a gateway, a slot of a rack, a routed network. */
  readonly units: Map<string, KnownDevice>
}

/** All that is known of all devices of the captures that were read. */
export class FactBook {
  readonly place: Place = { file: '', packet: 0 }
  readonly #hosts: KnownHost[] = []
  readonly #pairs = new Map<string, Set<string>>()
  readonly #aliases = new Map<string, string>()
  /** Takes what no longer fits. */
  readonly #beyond = new KnownDevice(this.place)
  #dropped = 0

  of(host: Host, unit: string | null = null): KnownDevice {
    const known = (host.known as KnownHost | null) ?? this.#begin(host)
    if (known === null) return this.#beyond
    if (unit === null) return known.device
    const behind = known.units.get(unit)
    if (behind !== undefined) return behind
    if (known.units.size >= LIMITS.unitsPerHostMax) {
      this.#dropped++
      return this.#beyond
    }
    const device = new KnownDevice(this.place)
    known.units.set(unit, device)
    return device
  }

  seen(host: Host, protocol: CapturedProtocol, role: CapturedRole): void {
    this.of(host).seen(protocol, role)
  }

  /** The device said so itself: both addresses are its own. */
  pair(mac: string, ip: string): void {
    if (ip === '0.0.0.0' || ip === '::') return
    const known = this.#pairs.get(mac)
    if (known !== undefined) {
      if (known.size < 16) known.add(ip)
    } else if (this.#pairs.size < LIMITS.hostsMax) this.#pairs.set(mac, new Set([ip]))
  }

  /** Assets, units and facts for which there was no room. */
  dropped(): number {
    let all = this.#dropped
    for (const { device, units } of this.#hosts) {
      all += device.dropped
      for (const unit of units.values()) all += unit.dropped
    }
    return all
  }

  /** The address of a port, and the one of the whole device. */
  alias(port: string, device: string): void {
    if (port === device || this.#aliases.size >= LIMITS.hostsMax) return
    this.#aliases.set(port, device)
  }

  aliases(): ReadonlyMap<string, string> {
    return this.#aliases
  }

  hosts(): readonly KnownHost[] {
    return this.#hosts
  }

  /** By hardware address, the IP addresses that were paired with it. */
  pairs(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#pairs
  }

  #begin(host: Host): KnownHost | null {
    if (this.#hosts.length >= LIMITS.assetsMax) {
      this.#dropped++
      return null
    }
    const known = { host, device: new KnownDevice(this.place), units: new Map() }
    host.known = known
    this.#hosts.push(known)
    return known
  }
}
