import { renderVirtualPatch } from '@holdpoint/core'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { printJson } from '../terminal.ts'
import { readVulnerabilityFile, sayFactsRefused } from './vulnerability-file.ts'

/** `virtual-patch render`: a Suricata rule from a vulnerability's facts, for a person to review. */
export function addVirtualPatchCommands(program: Command): void {
  group(program, 'virtual-patch', 'Suricata rules that stand in for a patch')
    .command('render')
    .description('Write the Suricata rule for the traffic that exploits a vulnerability')
    .argument('<file>', 'the facts of the vulnerability (JSON)')
    .option('--inline', 'the rule that drops, for a sensor in the line')
    .option('--json', 'print one JSON value')
    .action(async (file: string, options: { inline?: true; json?: true }) => {
      const facts = await readVulnerabilityFile(file)
      const patch = renderVirtualPatch(facts, { isInline: options.inline === true })
      if (!patch.ok) return sayFactsRefused(file, patch.refusal)
      if (options.json === true) return printJson(patch.value)
      console.log(patch.value.rule)
      for (const need of patch.value.needs) console.error(`the sensor needs: ${need}`)
      for (const way of patch.value.blindTo) console.error(`not seen: ${way}`)
    })
}
