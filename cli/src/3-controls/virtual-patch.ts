import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { renderVirtualPatch, type VirtualPatch, type VulnerabilityFacts } from '@holdpoint/core'
import { captureSurvey } from '@holdpoint/probes'
import { createSuricataSensor, type OnCaptures, proveOnCaptures } from '@holdpoint/suricata'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, printJson, readFileOrSay } from '../terminal.ts'
import { readVulnerabilityFile, sayFactsRefused } from './vulnerability-file.ts'

/** `virtual-patch`: a Suricata rule from a vulnerability's facts, and its proof on captures. */
export function addVirtualPatchCommands(program: Command): void {
  const commands = group(program, 'virtual-patch', 'Suricata rules that stand in for a patch')
  commands
    .command('render')
    .description('Write the Suricata rule for the traffic that exploits a vulnerability')
    .argument('<file>', 'the facts of the vulnerability (JSON)')
    .option('--inline', 'the rule that drops, for a sensor in the line')
    .option('--json', 'print one JSON value')
    .action(async (file: string, options: { inline?: true; json?: true }) => {
      const { patch } = await rendered(file, options.inline === true)
      if (options.json === true) return printJson(patch)
      console.log(patch.rule)
      for (const need of patch.needs) console.error(`the sensor needs: ${need}`)
      for (const way of patch.blindTo) console.error(`not seen: ${way}`)
    })
  commands
    .command('prove')
    .description('Try the rule with Suricata: on the exploit, on its neighbours, on your captures')
    .argument('<file>', 'the facts of the vulnerability (JSON)')
    .option('--inline', 'the rule that drops, as if in the line')
    .option('--baseline <file...>', 'captures of the plant as it is when all is well')
    .option('--captures <folder>', 'write the captures that it was tried on here')
    .option('--json', 'print one JSON value')
    .action(prove)
}

type ProveOptions = {
  readonly inline?: true
  readonly baseline?: readonly string[]
  readonly captures?: string
  readonly json?: true
}

async function rendered(
  file: string,
  isInline: boolean,
): Promise<{ readonly facts: VulnerabilityFacts; readonly patch: VirtualPatch }> {
  const facts = await readVulnerabilityFile(file)
  const patch = renderVirtualPatch(facts, { isInline })
  return patch.ok ? { facts, patch: patch.value } : sayFactsRefused(file, patch.refusal)
}

/** Ends with 0 where the proof holds, with 1 where it does not or could not be made. */
async function prove(file: string, options: ProveOptions): Promise<void> {
  const { facts, patch } = await rendered(file, options.inline === true)
  const baselines = []
  for (const path of options.baseline ?? []) baselines.push(await readBaseline(path))
  const sensor = createSuricataSensor()
  const proved = await proveOnCaptures({ facts, patch, baselines, sensor })
  if (!proved.ok) {
    const { what, clearedBy } = proved.refusal
    process.exitCode = 1
    if (options.json === true) return printJson({ verdict: null, refusal: proved.refusal })
    console.error(`nothing is proved: ${what}. ${clearedBy}`)
    return
  }
  const { captures, ...said } = proved.value
  if (options.captures !== undefined) await writeCaptures(options.captures, captures)
  if (said.verdict === 'fails') process.exitCode = 1
  if (options.json === true) return printJson({ sid: patch.sid, rule: patch.rule, ...said })
  for (const { what, holds } of said.findings) console.log(`${holds ? 'yes' : 'NO '}  ${what}`)
  console.log(`${said.verdict}: ${patch.sid} by ${said.tool}`)
}

async function readBaseline(path: string) {
  const bytes = new Uint8Array(await readFileOrSay(path))
  const capture = captureSurvey().open(path)
  capture.push(bytes)
  const read = capture.end()
  const damage = read.ok ? read.value.damage : read.refusal
  if (damage !== null) throw new BadInput(`${path}: at byte ${damage.offset}: ${damage.why}`)
  return { name: basename(path), bytes, packets: read.ok ? read.value.packets : 0 }
}

async function writeCaptures(folder: string, captures: OnCaptures['captures']): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'exploit.pcap'), captures.exploit.bytes)
  await writeFile(join(folder, 'near-misses.pcap'), captures.nearMisses.bytes)
  await writeFile(join(folder, 'ordinary.pcap'), captures.ordinary.bytes)
}
