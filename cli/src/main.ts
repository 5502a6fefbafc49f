import { Command, CommanderError } from 'commander'
import { addAdvisoryCollect } from './1-triage/advisories-collect.ts'
import { addAdvisoryImport } from './1-triage/advisories-import.ts'
import { addAdvisoryCommands } from './1-triage/advisories-match.ts'
import { addAdvisoryReport } from './1-triage/advisories-report.ts'
import { addAdvisoryValidate } from './1-triage/advisories-validate.ts'
import { addAssetsFromPcap } from './1-triage/assets-from-pcap.ts'
import { addAssetsImport } from './1-triage/assets-import.ts'
import { addCvssCommand } from './1-triage/cvss.ts'
import { addEnrichmentImport } from './1-triage/enrichment-import.ts'
import { addVersCommands } from './1-triage/vers.ts'
import { addHardeningCommands } from './3-controls/hardening.ts'
import { addLabCommand } from './3-controls/lab.ts'
import { addReachCommand } from './3-controls/reach.ts'
import { addReachReviews } from './3-controls/reach-review.ts'
import { addRenderCommand } from './3-controls/render.ts'
import { addShieldCommands } from './3-controls/shield.ts'
import { addVirtualPatchCommands } from './3-controls/virtual-patch.ts'
import { addWindowCommands } from './4-window/watch.ts'
import { addContractCommands } from './contract-commands.ts'
import { addEvidenceCommands } from './evidence-verify.ts'
import { addLedgerCommands } from './ledger-verify.ts'
import { BadInput } from './terminal.ts'

const program = new Command('holdpoint')
  .description('Takes one OT patch from the advisory to installed, proven, recorded.')
  .exitOverride()
  .showHelpAfterError()

addAdvisoryCommands(program)
addAdvisoryReport(program)
addAdvisoryValidate(program)
addAdvisoryImport(program)
addAdvisoryCollect(program)
addAssetsFromPcap(program)
addAssetsImport(program)
addCvssCommand(program)
addEnrichmentImport(program)
addVersCommands(program)
addReachCommand(program)
addReachReviews(program)
addLabCommand(program)
addHardeningCommands(program)
addRenderCommand(program)
addShieldCommands(program)
addVirtualPatchCommands(program)
addLedgerCommands(program)
addEvidenceCommands(program)
addWindowCommands(program)
addContractCommands(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof BadInput) {
    console.error(`holdpoint: ${error.message}`)
    process.exitCode = 2
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    throw error
  }
}
