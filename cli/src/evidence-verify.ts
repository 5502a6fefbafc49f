import { verifyEvidenceFolder } from '@holdpoint/evidence/node'
import type { Command } from 'commander'
import { group } from './command-group.ts'
import { BadInput, exitWith, printJson } from './terminal.ts'
import { keyWords, trustedKeys } from './trusted-keys.ts'

/** `evidence verify PACK`: offline; every file, every entry, every proof. */
export function addEvidenceCommands(program: Command): void {
  group(program, 'evidence', 'Evidence folders')
    .command('verify')
    .description('Verify an evidence folder offline')
    .argument('<pack>', 'the folder of the evidence')
    .option('--key <vkey>', 'the verifier key that you got by another way')
    .option('--json', 'print one JSON value')
    .action(async (pack: string, options: { readonly key?: string; readonly json?: true }) => {
      const result = await verifyEvidenceFolder(pack, trustedKeys(options.key))
      if (!result.ok) throw new BadInput(`${result.refusal.path}: ${result.refusal.why}`)
      const { ok, failures, keyOrigin } = result.value
      exitWith(ok)
      if (options.json === true) {
        printJson({ ok, failures, keyOrigin })
        return
      }
      console.log(ok ? `holds; ${keyWords(keyOrigin)}` : 'does not hold')
      for (const { code, where } of failures) console.log(`  ${code}: ${where}`)
    })
}
