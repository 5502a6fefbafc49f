import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RuleSensor, SensorAsk, SensorReading, SensorRefusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { readEve } from './read-eve.ts'
import { type Ran, runSuricata } from './run-suricata.ts'
import { CLASSIFICATION, REFERENCES, settingsText } from './settings.ts'

const COMMAND = 'suricata'
const TIMEOUT_MS = 120_000
/** The parsers and the words of our rules are those of this version. */
const MAJOR_LEAST = 7

type SensorOptions = { readonly command?: string; readonly timeoutMs?: number }

/** The real Suricata, which reads a capture in a folder of its own; nothing is loaded anywhere. */
export function createSuricataSensor(options: SensorOptions = {}): RuleSensor {
  const { command = COMMAND, timeoutMs = TIMEOUT_MS } = options
  let known: string | null = null
  return {
    async read(ask) {
      const version = known === null ? await versionOf(command) : accept(known)
      if (!version.ok) return version
      known = version.value
      const folder = await mkdtemp(join(tmpdir(), 'holdpoint-suricata-'))
      try {
        return await readIn(folder, ask, { command, timeoutMs, tool: version.value })
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

/** What is missing to read captures by rules; null where nothing is. */
export async function suricataLacks(command: string = COMMAND): Promise<string | null> {
  const version = await versionOf(command)
  return version.ok ? null : version.refusal.what
}

async function versionOf(command: string): Promise<Result<string, SensorRefusal>> {
  const ran = await runSuricata(command, ['-V'], TIMEOUT_MS)
  const [, version, major] = /version ((\d+)\.\S+)/.exec(ran.out) ?? []
  if (ran.isMissing || version === undefined) {
    return no('sensor-missing', 'Suricata is not installed', 'Install Suricata on the server')
  }
  if (Number(major) < MAJOR_LEAST) {
    return no('sensor-missing', `Suricata ${version} is too old`, `Install ${MAJOR_LEAST} or newer`)
  }
  return accept(`Suricata ${version}`)
}

type Around = { readonly command: string; readonly timeoutMs: number; readonly tool: string }

async function readIn(
  folder: string,
  { rule, needs, capture, isInline }: SensorAsk,
  { command, timeoutMs, tool }: Around,
): Promise<Result<SensorReading, SensorRefusal>> {
  const at = (name: string) => join(folder, name)
  await Promise.all([
    writeFile(at('suricata.yaml'), settingsText(folder)),
    writeFile(at('classification.config'), CLASSIFICATION),
    writeFile(at('reference.config'), REFERENCES),
    writeFile(at('our.rules'), `${rule}\n`),
    writeFile(at('capture'), capture),
  ])
  const settings = needs.flatMap((need) => ['--set', need.replace(/:\s*/, '=')])
  const ran = await runSuricata(
    command,
    [
      ...['-c', at('suricata.yaml'), '-l', folder, '-S', at('our.rules'), '-r', at('capture')],
      ...['-k', 'none', '--init-errors-fatal', ...settings],
      ...(isInline ? ['--simulate-ips'] : []),
    ],
    timeoutMs,
  )
  const log = (await textOf(at('suricata.log'))).replaceAll(`${folder}/`, '')
  const faulty = faultOf(ran, log, timeoutMs)
  if (faulty !== null) return refuse(faulty)
  const eve = readEve(await textOf(at('eve.json')))
  if (!eve.ok) return no('sensor-failed', eve.refusal, 'Try it again; then look at the server')
  return accept({ tool, ...eve.value })
}

function faultOf(ran: Ran, log: string, timeoutMs: number): SensorRefusal | null {
  if (ran.isLate) {
    const what = `Suricata did not end within ${timeoutMs / 1000} s`
    return { kind: 'sensor-failed', what, clearedBy: 'Give a shorter capture' }
  }
  if (ran.isInVain) {
    const what = 'Suricata finds no packet in this file'
    return { kind: 'capture-refused', what, clearedBy: 'Give a pcap or pcapng capture' }
  }
  const [first] = log.matchAll(/ Error: ([\w-]+): (.*)$/gm)
  if (first === undefined && ran.code === 0) return null
  const [, part = '', words = ''] = first ?? []
  const what = first === undefined ? `Suricata ended with code ${ran.code}` : `${part}: ${words}`
  if (part.startsWith('pcap')) {
    return { kind: 'capture-refused', what, clearedBy: 'Give a pcap or pcapng capture' }
  }
  if (part.startsWith('detect')) {
    return { kind: 'rule-refused', what, clearedBy: 'Correct what the exploit sends' }
  }
  return { kind: 'sensor-failed', what, clearedBy: 'Look at the server' }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}

function no(
  kind: SensorRefusal['kind'],
  what: string,
  clearedBy: string,
): Result<never, SensorRefusal> {
  return refuse({ kind, what, clearedBy })
}
