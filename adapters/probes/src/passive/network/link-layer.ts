import { u16be, u32be } from '../big-endian.ts'
import type { Frame } from '../capture/packet.ts'
import type { IpLayer } from './ip-layer.ts'

/** Raw IP of Linux and the BSDs, and the two that name the version. */
const RAW_IP: readonly number[] = [101, 12, 14, 228, 229]
const IPV4 = 0x0800
const IPV6 = 0x86dd
/** 802.1Q, 802.1ad and the value that older switches use for the outer tag. */
const TAGS: readonly number[] = [0x8100, 0x88a8, 0x9100]
const TAGS_MAX = 4
const LENGTH_MAX = 0x05ff
/** SNAP without an organisation: an EtherType follows. */
const SNAP = 0xaaaa03
const CISCO = 0x00000c
const DISCOVERY = 0x2000

export interface LinkSink {
  /** A frame without IP; the content begins at `at`, the sender's address lies at `macAt`. */
  etherFrame(etherType: number, frame: Frame, at: number, macAt: number): void
}

/** Counts the link types that nobody here can read. */
export class LinkLayer {
  readonly #ip: IpLayer
  readonly #sink: LinkSink
  readonly unreadable = new Map<number, number>()

  constructor(ip: IpLayer, sink: LinkSink) {
    this.#ip = ip
    this.#sink = sink
  }

  packet(frame: Frame): void {
    const { bytes, start, linkType } = frame
    if (linkType === 1) this.#ethernet(frame)
    else if (linkType === 0) this.#nullLoopback(frame)
    else if (linkType === 108) this.#family(frame, u32be(bytes, start))
    else if (RAW_IP.includes(linkType)) this.#rawIp(frame, start)
    else if (linkType === 113) this.#network(frame, u16be(bytes, start + 14), start + 16, start + 6)
    else if (linkType === 276) this.#network(frame, u16be(bytes, start), start + 20, start + 12)
    else this.unreadable.set(linkType, (this.unreadable.get(linkType) ?? 0) + 1)
  }

  #ethernet(frame: Frame): void {
    const { bytes, start, end } = frame
    if (end - start < 14) return
    const type = u16be(bytes, start + 12)
    if (type > LENGTH_MAX) {
      this.#network(frame, type, start + 14, start + 6)
      return
    }
    const isSnap = u16be(bytes, start + 14) * 256 + (bytes[start + 16] ?? 0) === SNAP
    if (!isSnap || end - start < 22) return
    const organisation = u32be(bytes, start + 16) & 0xffffff
    const inner = u16be(bytes, start + 20)
    if (organisation === 0 || (organisation === CISCO && inner === DISCOVERY)) {
      this.#network(frame, inner, start + 22, start + 6)
    }
  }

  #network(frame: Frame, etherType: number, at: number, macAt: number): void {
    let type = etherType
    let from = at
    for (let tags = 0; TAGS.includes(type) && tags < TAGS_MAX; tags++) {
      type = u16be(frame.bytes, from + 2)
      from += 4
    }
    if (from >= frame.end) return
    if (type === IPV4) this.#ip.v4(frame, from)
    else if (type === IPV6) this.#ip.v6(frame, from)
    else this.#sink.etherFrame(type, frame, from, macAt)
  }

  /** The family is in the byte order of the machine that captured, which the file need not share. */
  #nullLoopback(frame: Frame): void {
    const first = frame.bytes[frame.start] ?? 0
    this.#family(frame, first !== 0 ? first : u32be(frame.bytes, frame.start))
  }

  /** AF_INET is 2 everywhere; AF_INET6 is 24, 28 or 30 by system. */
  #family(frame: Frame, family: number): void {
    const at = frame.start + 4
    if (at >= frame.end) return
    if (family === 2) this.#ip.v4(frame, at)
    else if (family === 24 || family === 28 || family === 30) this.#ip.v6(frame, at)
  }

  #rawIp(frame: Frame, at: number): void {
    const version = (frame.bytes[at] ?? 0) >> 4
    if (version === 4) this.#ip.v4(frame, at)
    else if (version === 6) this.#ip.v6(frame, at)
  }
}
