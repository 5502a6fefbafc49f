import { verifyLedgerFolder } from '@holdpoint/evidence/node'
import type { Command } from 'commander'
import { group } from './command-group.ts'
import { BadInput, exitWith, printJson, readFileOrSay } from './terminal.ts'
import { keyWords, trustedKeys } from './trusted-keys.ts'

type Options = { readonly key?: string; readonly kept?: readonly string[]; readonly json?: true }

/** `ledger verify DIR`: offline, from the entries up; exit 1 when anything does not hold. */
export function addLedgerCommands(program: Command): void {
  group(program, 'ledger', 'The ledger')
    .command('verify')
    .description('Verify a ledger folder offline')
    .argument('<dir>', 'the folder of the ledger')
    .option('--key <vkey>', 'the verifier key that you got by another way')
    .option('--kept <file...>', 'checkpoints that you kept earlier: finds forks and lost tails')
    .option('--json', 'print one JSON value')
    .action(verify)
}

async function verify(dir: string, options: Options): Promise<void> {
  const kept = await Promise.all((options.kept ?? []).map(readNote))
  const result = await verifyLedgerFolder(dir, {
    ...trustedKeys(options.key),
    ...(kept.length === 0 ? {} : { keptCheckpoints: kept }),
  })
  if (!result.ok) throw new BadInput(`${result.refusal.path}: ${result.refusal.why}`)
  const verdict = result.value
  exitWith(verdict.ok)
  if (options.json === true) {
    printJson(verdict)
    return
  }
  const good = `holds: ${verdict.size} entries; ${keyWords(verdict.keyOrigin)}`
  console.log(verdict.ok ? good : 'does not hold')
  if (verdict.root !== null) console.log(`root ${verdict.root}`)
  const bad = verdict.firstBad
  if (bad !== undefined) console.log(`first bad: entry ${bad.index}, ${bad.code}: ${bad.why}`)
}

async function readNote(path: string): Promise<string> {
  return new TextDecoder().decode(await readFileOrSay(path))
}
