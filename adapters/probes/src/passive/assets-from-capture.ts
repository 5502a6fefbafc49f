import { accept, type Result, refuse } from '@holdpoint/std'
import { type CaptureFormat, CaptureReader } from './capture/capture-reader.ts'
import type { CaptureDamage } from './capture/packet.ts'
import { type CapturedAsset, capturedAssets } from './captured-assets.ts'
import { FactBook } from './fact-book.ts'
import { instantText } from './instant-text.ts'
import { HostTable } from './network/host.ts'
import { Traffic } from './traffic.ts'

/** The file is no capture: nothing of it was read. */
export type NotACapture = {
  readonly kind: 'not-a-capture'
  readonly file: string
  /** In bytes from the start of the file. */
  readonly offset: number
  readonly why: string
}

/** What was read of one capture, and what could not be. */
export type CaptureSummary = {
  readonly file: string
  readonly format: CaptureFormat
  readonly packets: number
  readonly firstSeen: string | null
  readonly lastSeen: string | null
  /** Where and why the reading ended before the end of the file; null where it did not. */
  readonly damage: CaptureDamage | null
  readonly truncatedPackets: number
  readonly tcpGaps: number
  readonly incompleteFragments: number
  readonly unreadableLinkTypes: readonly { readonly linkType: number; readonly packets: number }[]
  /** Ends that were reached (see capture-limits.ts); each is 0 for an honest capture. */
  readonly connectionsForgotten: number
  readonly heldBytesRefused: number
}

export type CaptureFindings = {
  readonly assets: readonly CapturedAsset[]
  readonly files: readonly CaptureSummary[]
  /** Assets, units and facts for which there was no room. */
  readonly dropped: number
}

/** Takes one capture in pieces of any size. */
export type OpenCapture = {
  push(chunk: Uint8Array): void
  end(): Result<CaptureSummary, NotACapture>
}

export type CaptureSurvey = {
  /** One capture after the other; what they say of one address is put together. */
  open(file: string): OpenCapture
  findings(): CaptureFindings
}

/** Says which devices are in a capture and who they are, from their own words alone. */
export function assetsFromCapture(
  bytes: Uint8Array,
  file = 'capture',
): Result<CaptureFindings, NotACapture> {
  const survey = captureSurvey()
  const capture = survey.open(file)
  capture.push(bytes)
  const read = capture.end()
  return read.ok ? accept(survey.findings()) : read
}

/** For captures that are larger than memory, and for several at once. */
export function captureSurvey(): CaptureSurvey {
  const book = new FactBook()
  const hosts = new HostTable()
  const files: CaptureSummary[] = []
  return {
    open: (file) => {
      const traffic = new Traffic(book, hosts)
      const reader = new CaptureReader(traffic)
      return {
        push: (chunk) => {
          book.place.file = file
          reader.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
        },
        end: () => {
          book.place.file = file
          reader.end()
          traffic.end()
          const fault = reader.fault()
          const format = reader.format()
          if (fault !== null || format === null) {
            const { offset, why } = fault ?? { offset: 0, why: 'not a pcap or pcapng file' }
            return refuse({ kind: 'not-a-capture', file, offset, why })
          }
          const summary = summaryOf(file, format, reader, traffic)
          files.push(summary)
          return accept(summary)
        },
      }
    },
    findings: () => ({ assets: capturedAssets(book), files, dropped: book.dropped() }),
  }
}

function summaryOf(
  file: string,
  format: CaptureFormat,
  reader: CaptureReader,
  traffic: Traffic,
): CaptureSummary {
  return {
    file,
    format,
    packets: reader.packets(),
    firstSeen: instantText(traffic.firstAt),
    lastSeen: instantText(traffic.lastAt),
    damage: reader.damage(),
    ...traffic.losses(),
  }
}
