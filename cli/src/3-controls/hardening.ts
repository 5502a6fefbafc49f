import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  APPLOCKER_FILE,
  type CollectionRequest,
  checkBundle,
  type HardeningPolicy,
  hardeningFaults,
  judgeHost,
  readXccdf,
  renderCollector,
  renderHardening,
} from '@holdpoint/core'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, printJson, readFileOrSay } from '../terminal.ts'
import { readHardeningFile, readRequestFile } from './hardening-file.ts'

const FILE_BYTES_MAX = 16 * 1024 * 1024
const FILES_MAX = 500
const HOST = /^[A-Za-z0-9-]{1,63}$/

/** `hardening`: PowerShell for a Windows host, and what the host's own words show afterwards. */
export function addHardeningCommands(program: Command): void {
  const commands = group(program, 'hardening', 'Hardening of Windows hosts, judged offline')
  commands
    .command('render')
    .description('Write the script, the way back and the AppLocker policy, to be reviewed')
    .argument('<policy>', 'what the host is to be like (JSON)')
    .requiredOption('--out <folder>', 'write the files here')
    .action(render)
  commands
    .command('collector')
    .description('Write a script that only reads, for one host and one day')
    .argument('<policy>', 'what the host is to be like (JSON)')
    .requiredOption('--host <name>', 'as the computer calls itself')
    .requiredOption('--out <folder>', 'write the script and the secret request here')
    .action(collector)
  commands
    .command('judge')
    .description('Say of each claim whether the collected evidence shows it')
    .argument('<bundle>', 'the folder that the collector wrote')
    .requiredOption('--policy <file>', 'what the host is to be like (JSON)')
    .requiredOption('--request <file>', 'the request that the collector answers')
    .option('--json', 'print one JSON value')
    .action(judge)
  commands
    .command('import')
    .description("Read a scanner's results (XCCDF, ARF): what was not looked at is unknown")
    .argument('<file>', 'XML')
    .option('--json', 'print one JSON value')
    .action(importResults)
}

async function render(file: string, { out }: { readonly out: string }): Promise<void> {
  const rendered = renderHardening(await readHardeningFile(file))
  if (!rendered.ok) sayFaults(file, rendered.refusal)
  const { script, rollback, appLockerXml, afterRestart } = rendered.value
  await mkdir(out, { recursive: true })
  await writeFile(join(out, 'harden.ps1'), script)
  await writeFile(join(out, 'rollback.ps1'), rollback)
  if (appLockerXml !== null) await writeFile(join(out, APPLOCKER_FILE), appLockerXml)
  console.log(`written to ${out}: review them, then run harden.ps1 -WhatIf first`)
  for (const one of afterRestart) console.log(`counts only after a restart: ${one}`)
}

async function collector(
  file: string,
  { host, out }: { readonly host: string; readonly out: string },
): Promise<void> {
  const policy = await wholePolicy(file)
  if (!HOST.test(host)) throw new BadInput(`--host: "${host}" is no name of a computer`)
  const request: CollectionRequest = {
    ...{ format: 'holdpoint-collection-request-1', host },
    ...{ nonce: randomBytes(16).toString('hex'), key: randomBytes(32).toString('hex') },
    issuedAt: new Date().toISOString(),
  }
  await mkdir(out, { recursive: true })
  const secret = { mode: 0o600 }
  await writeFile(join(out, 'collect.ps1'), renderCollector(policy, request), secret)
  await writeFile(join(out, 'request.json'), `${JSON.stringify(request, null, 2)}\n`, secret)
  console.log(`written to ${out}: run collect.ps1 on ${host} within a day, bring back its folder`)
}

/** Ends with 0 where every claim passes, else with 1; a bundle that is refused shows nothing. */
async function judge(
  folder: string,
  options: { readonly policy: string; readonly request: string; readonly json?: true },
): Promise<void> {
  const policy = await wholePolicy(options.policy)
  const request = await readRequestFile(options.request)
  const bundle = checkBundle(await filesIn(folder), { request, policy })
  if (!bundle.ok) {
    process.exitCode = 1
    if (options.json === true) return printJson({ verdict: 'unknown', refusal: bundle.refusal })
    console.error(`nothing is shown: ${bundle.refusal.file} ${bundle.refusal.why}`)
    return
  }
  const { files, ...about } = bundle.value
  const { verdict, claims } = judgeHost(policy, files)
  if (verdict !== 'pass') process.exitCode = 1
  if (options.json === true) return printJson({ verdict, ...about, claims })
  for (const { claim, verdict: said, why, sources } of claims) {
    console.log(`${said.padEnd(7)}  ${claim}: ${why}`)
    for (const { at } of sources) {
      if (at.line > 0) console.log(`         ${at.file}:${at.line}: ${at.text}`)
    }
  }
  for (const { name, error } of about.failed) console.log(`failed   ${name}: ${error}`)
  console.log(`${verdict}: ${about.host}, collected ${about.endedAt}`)
}

async function importResults(file: string, options: { readonly json?: true }): Promise<void> {
  const read = readXccdf(await readFileOrSay(file))
  if (!read.ok) throw new BadInput(`${file}: ${read.refusal.why}`)
  const all = read.value.flatMap(({ results }) => results)
  const count = (verdict: string) => all.filter((one) => one.verdict === verdict).length
  if (count('pass') < all.length || all.length === 0) process.exitCode = 1
  if (options.json === true) return printJson({ tests: read.value })
  for (const { benchmark, target, endedAt, results } of read.value) {
    console.log(`${target} by ${benchmark}, ${endedAt ?? 'at an unknown time'}`)
    for (const { rule, result, verdict } of results) {
      if (verdict !== 'pass') console.log(`${verdict.padEnd(7)}  ${rule} (${result})`)
    }
  }
  console.log(`${count('pass')} pass, ${count('fail')} fail, ${count('unknown')} unknown`)
}

async function wholePolicy(file: string): Promise<HardeningPolicy> {
  const policy = await readHardeningFile(file)
  const faults = hardeningFaults(policy)
  return faults.length === 0 ? policy : sayFaults(file, faults)
}

function sayFaults(file: string, faults: ReturnType<typeof hardeningFaults>): never {
  throw new BadInput(`${file}: ${faults.map(({ where, why }) => `${where}: ${why}`).join('; ')}`)
}

/** Plain files of the folder itself, bounded. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = await readdir(folder).catch(() => {
    throw new BadInput(`${folder}: there is no such folder`)
  })
  if (names.length > FILES_MAX) throw new BadInput(`${folder}: more than ${FILES_MAX} files`)
  const out = new Map<string, Uint8Array>()
  for (const name of names) {
    const path = join(folder, name)
    const about = await stat(path)
    if (!about.isFile()) throw new BadInput(`${path}: is no file`)
    if (about.size > FILE_BYTES_MAX) throw new BadInput(`${path}: is larger than 16 MB`)
    out.set(name, new Uint8Array(await readFile(path)))
  }
  return out
}
