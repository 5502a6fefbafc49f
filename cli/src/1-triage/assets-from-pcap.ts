import { createReadStream } from 'node:fs'
import { type CaptureFindings, type CaptureSurvey, captureSurvey } from '@holdpoint/probes'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, printJson } from '../terminal.ts'

const CHUNK_BYTES = 1_048_576

/** `assets from-pcap`: offline, without a server; no packet is sent. */
export function addAssetsFromPcap(program: Command): void {
  group(program, 'assets', 'The inventory')
    .command('from-pcap')
    .description(
      'Say which devices are in packet captures (pcap, pcapng) and who they say they are',
    )
    .argument('<file...>', 'captures; what they say of one address is put together')
    .option('--json', 'print one JSON value')
    .action(async (files: readonly string[], options: { readonly json?: true }) => {
      const survey = captureSurvey()
      for (const file of files) await readCapture(survey, file)
      const findings = survey.findings()
      if (options.json === true) printJson(findings)
      else sayFindings(findings)
    })
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'a folder, not a capture',
  EACCES: 'not readable for this user',
}

/** In pieces: a capture may be larger than memory. */
async function readCapture(survey: CaptureSurvey, file: string): Promise<void> {
  const capture = survey.open(file)
  try {
    const chunks = createReadStream(file, { highWaterMark: CHUNK_BYTES })
    for await (const chunk of chunks) capture.push(chunk as Uint8Array)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    throw new BadInput(`${file}: ${unreadable[code] ?? code}`)
  }
  const read = capture.end()
  if (read.ok) return
  throw new BadInput(`${file}: byte ${read.refusal.offset}: ${read.refusal.why}`)
}

function sayFindings({ assets, files, dropped }: CaptureFindings): void {
  for (const asset of assets) {
    const where = asset.unit === null ? asset.address : `${asset.address} ${asset.unit}`
    const words = [asset.vendor, asset.product, asset.orderNumber, asset.firmware, asset.name]
    const known = [...new Set(words.filter((word) => word !== null))]
    console.log(`${where.padEnd(28)} ${asset.protocol.padEnd(14)} ${known.join(' · ')}`)
    for (const { field, values } of asset.conflicts) {
      const said = values.map((fact) => `${fact.value} (${fact.protocol}, packet ${fact.packet})`)
      console.log(`${' '.repeat(28)} ${field} differs: ${said.join('; ')}`)
    }
  }
  for (const { file, packets, damage } of files) {
    const end = damage === null ? '' : `; stopped at byte ${damage.offset}: ${damage.why}`
    console.log(`${file}: ${packets} packets${end}`)
  }
  if (dropped > 0) console.log(`${dropped} facts more than there is room for`)
}
