import * as contract from '@holdpoint/api'
import type { CaseCommand, Refusal, TriageCase } from '@holdpoint/core'
import { fixedVersions, preferredScore } from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import { actOnCase } from '../act/act-on-case.ts'
import { answerMany, askMany } from '../act/answer-many.ts'
import { importAdvisories } from '../act/import-advisories.ts'
import { parsedAdvisory } from '../act/match-plant.ts'
import { signalOfLimit } from '../act/signal-of-limit.ts'
import { findingRef, triageMany } from '../act/triage-many.ts'
import type { Asked, Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { caseOutlook, caseView } from '../read/case-view.ts'
import { advisoryRow, caseIdOf, countsByAdvisory, findingContext } from '../read/finding-rows.ts'
import { findingsView } from '../read/findings-view.ts'
import { likeFindings } from '../read/like-findings.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf } from '../read/people-names.ts'
import { shownSignature } from '../read/publisher-keys-view.ts'
import { judgeByStandard } from '../read/standard-judgement.ts'
import { unpatchedView } from '../read/unpatched-view.ts'

export function registerTriage(register: Register, platform: Platform): void {
  registerAdvisories(register, platform)
  registerFindings(register, platform)
  registerManyCases(register, platform)
  registerCaseActs(register, platform)
}

function registerAdvisories(register: Register, platform: Platform): void {
  register(contract.importAdvisories, async ({ body, person, idempotencyKey }) =>
    importAdvisories(platform, body.documents, {
      actor: actorOf(person),
      commandId: idempotencyKey,
    }),
  )
  register(contract.listAdvisories, async () => {
    const counts = countsByAdvisory(await platform.findingReader.countsByAdvisory())
    const heads = await platform.advisories.heads()
    return accept({ advisories: heads.map((head) => advisoryRow(head, counts)) })
  })
  register(contract.readAdvisoryPage, async ({ params }) => {
    const head = (await platform.advisories.heads()).find((one) => one.advisoryId === params.id)
    const [stored] = await platform.advisories.read([params.id])
    if (head === undefined || stored === undefined) return refuse(noSuch('advisory', params.id))
    const advisory = parsedAdvisory(stored)
    return accept({
      ...advisoryRow(head, countsByAdvisory(await platform.findingReader.countsByAdvisory())),
      sha256: head.sha256,
      signature: await shownSignature(platform, head),
      standard: judgeByStandard(stored),
      products: advisory.products.map((product) => ({
        productId: product.productId,
        name: product.name,
        versionText: product.versionText,
        fixed: fixedVersions(advisory, product.productId),
      })),
      vulnerabilities: advisory.vulnerabilities.map((one) => ({
        cve: one.cve,
        title: one.title,
        score: preferredScore(one.scores)?.baseScore ?? null,
        vector: preferredScore(one.scores)?.vector ?? null,
        notes: one.notes.map((note) => note.text),
        remediations: one.remediations.map(({ category, details }) => ({ category, details })),
      })),
    })
  })
}

function registerFindings(register: Register, platform: Platform): void {
  register(contract.listFindings, async ({ query }) => {
    return accept(await findingsView(platform, query))
  })
  register(contract.listCases, async () => {
    const rows = await platform.store.listModels('case')
    return accept({ cases: rows.map((row) => row.body as unknown as TriageCase) })
  })
  register(contract.readCase, async ({ params }) => {
    const view = await caseView(platform, params.id)
    return view === null ? refuse(noSuch('case', params.id)) : accept(view)
  })
  register(contract.listUnpatched, async () => accept(await unpatchedView(platform)))
  register(contract.readOutlook, async ({ params }) => {
    const outlook = await caseOutlook(platform, params.id)
    return outlook === null ? refuse(noSuch('case', params.id)) : accept(outlook)
  })
  register(contract.openCase, async (asked) => {
    const { body } = asked
    const ref = await findingRef(platform, body)
    if (ref === null) return refuse(noSuch('finding', body.advisoryId))
    const id = caseIdOf(body, await findingContext(platform))
    return actAndView(platform, asked, id, { kind: 'open-case', id, finding: ref })
  })
  register(contract.likeFindings, async ({ query }) => {
    const like = await likeFindings(platform, query)
    return like === null ? refuse(noSuch('finding', query.advisoryId)) : accept(like)
  })
}

function registerManyCases(register: Register, platform: Platform): void {
  register(contract.triageMany, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    return accept(await triageMany(platform, { ...body, acting }))
  })
  register(contract.askMany, async ({ body }) => {
    return accept(await askMany(platform, body.findings))
  })
  register(contract.answerMany, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    return accept(await answerMany(platform, { ...body, acting }))
  })
}

function registerCaseActs(register: Register, platform: Platform): void {
  register(contract.ruleOnMatch, (asked) =>
    actAndView(platform, asked, asked.params.id, { kind: 'rule-on-match', ...asked.body }),
  )
  register(contract.answerContext, (asked) => {
    const { evidence, objections, ...answer } = asked.body
    return actAndView(platform, asked, asked.params.id, {
      ...{ kind: 'answer-context', answer, evidence, objections },
    })
  })
  register(contract.answerPlacement, (asked) => {
    const { evidence, objections, ...answer } = asked.body
    const command = { kind: 'answer-placement', answer, evidence, objections } as const
    return actAndView(platform, asked, asked.params.id, command)
  })
  register(contract.answerControls, (asked) => {
    const { evidence, ...answer } = asked.body
    const command = { kind: 'answer-controls', answer, evidence } as const
    return actAndView(platform, asked, asked.params.id, command)
  })
  register(contract.answerImpact, (asked) => {
    const { evidence, ...answer } = asked.body
    return actAndView(platform, asked, asked.params.id, { kind: 'answer-impact', answer, evidence })
  })
  register(contract.reviewCredits, (asked) =>
    actAndView(platform, asked, asked.params.id, { kind: 'review-credits' }),
  )
  register(contract.renewMeans, (asked) =>
    actAndView(platform, asked, asked.params.id, { kind: 'renew-means', ...asked.body }),
  )
  register(contract.enterLimit, async (asked) => {
    const { measured, ...said } = asked.body
    const known = measured === null ? accept(null) : await signalOfLimit(platform, measured)
    if (!known.ok) return known
    const id = `limit-${platform.newId()}`
    return actAndView(platform, asked, asked.params.id, {
      ...{ kind: 'enter-limit', id, measured, ...said },
    })
  })
  register(contract.endLimit, (asked) =>
    actAndView(platform, asked, asked.params.id, { kind: 'end-limit', ...asked.body }),
  )
  register(contract.reviewTerm, (asked) =>
    actAndView(platform, asked, asked.params.id, { kind: 'review-term' }),
  )
  register(contract.decideCaseRoute, (asked) =>
    actAndView(platform, asked, asked.params.id, { kind: 'decide-case', ...asked.body }),
  )
}

async function actAndView(
  platform: Platform,
  asked: Pick<Asked<contract.AnyRoute>, 'person' | 'idempotencyKey'>,
  id: string,
  command: CaseCommand,
): Promise<Result<contract.CaseActed, readonly Refusal[]>> {
  const actor = actorOf(asked.person)
  const acted = await actOnCase(platform, { actor, commandId: asked.idempotencyKey, id, command })
  if (!acted.ok) return acted
  const view = await caseView(platform, id)
  return view === null ? refuse(noSuch('case', id)) : accept({ leaf: acted.value.leaf, view })
}
