import type { EvidenceView } from '@holdpoint/api'
import {
  buildEvidencePack,
  canonicalJson,
  packInMemory,
  verifyEvidencePack,
} from '@holdpoint/evidence'
import { nodeSha256, verifyEd25519 } from '@holdpoint/evidence/node'
import { changeReportHtml } from '@holdpoint/reports'
import type { Platform } from '../platform.ts'
import { historyOf, peopleNames } from '../read/people-names.ts'
import { loadCase } from './act-on-case.ts'
import { loadChange } from './act-on-change.ts'
import { asJson } from './act-on-stream.ts'

/** The evidence of one change as a folder that verifies offline; verified here before it leaves. */
export async function changeEvidence(platform: Platform, id: string): Promise<EvidenceView | null> {
  const { state, events } = await loadChange(platform, id)
  if (state === null) return null
  const triage = await loadCase(platform, state.caseId)
  const all = [...triage.events, ...events].sort((a, b) => a.leafIndex - b.leafIndex)
  const checkpoint = await platform.ledger.sign()
  const entries = await Promise.all(
    all.map(async ({ leafIndex: index }) => {
      const [bytes] = await platform.ledger.entryBytes(index, 1)
      if (bytes === undefined) throw new Error(`ledger entry ${index} is missing`)
      return { index, bytes }
    }),
  )
  const nameOf = await peopleNames(platform)
  const { size, root } = checkpoint
  const report = changeReportHtml({
    site: platform.site.name,
    change: state,
    triage: triage.state,
    entries: historyOf(all, nameOf),
    checkpoint: { size, root },
  })
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const built = await buildEvidencePack(
    {
      subject: id,
      site: platform.site.siteId,
      createdAt: platform.now(),
      checkpoint: checkpoint.note,
      entries,
      files: new Map([
        ['report.html', utf8(report)],
        ['change.json', utf8(canonicalJson(asJson(state)))],
        ['case.json', utf8(canonicalJson(asJson(triage.state)))],
      ]),
    },
    { source: await platform.ledger.proofSource(size), signer: platform.ledger.signer },
  )
  if (!built.ok) throw new Error(`the evidence was not built: ${built.refusal.kind}`)
  const { ok, failures } = await verifyEvidencePack(packInMemory(built.value), {
    trustedKeys: [platform.ledger.signer.key],
    verify: verifyEd25519,
    hash: nodeSha256,
  })
  return {
    folderName: `evidence-${id}-${size}`,
    files: [...built.value].map(([path, bytes]) => ({
      path,
      contentBase64: Buffer.from(bytes).toString('base64'),
    })),
    verified: { ok, failures: failures.map(({ code, where }) => ({ code, where })) },
  }
}
