import * as triage from './1-triage.ts'
import * as board from './2-board.ts'
import * as controls from './3-controls.ts'
import * as window from './4-window.ts'
import * as validation from './5-validation.ts'
import * as advisories from './advisories.ts'
import * as baselines from './baselines.ts'
import * as caseActs from './case-acts.ts'
import * as clocks from './clocks.ts'
import * as decisionTables from './decision-tables.ts'
import * as enrichment from './enrichment.ts'
import * as findings from './findings.ts'
import * as firewalls from './firewalls.ts'
import * as inventory from './inventory.ts'
import * as jobs from './jobs.ts'
import * as ledger from './ledger.ts'
import * as matching from './matching.ts'
import * as network from './network.ts'
import * as people from './people.ts'
import * as plant from './plant.ts'
import * as probing from './probing.ts'
import * as publisherKeys from './publisher-keys.ts'
import type { AnyRoute } from './route.ts'
import * as safeguards from './safeguards.ts'
import * as session from './session.ts'
import * as sources from './sources.ts'
import * as updates from './updates.ts'

function isRoute(value: unknown): value is AnyRoute {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value
}

/** Every route of the contract: what OpenAPI, the terminal and the authorization test read. */
export const allRoutes: readonly AnyRoute[] = [
  ...[
    session,
    people,
    jobs,
    plant,
    inventory,
    network,
    firewalls,
    baselines,
    probing,
    updates,
    triage,
    findings,
    caseActs,
    advisories,
    matching,
    clocks,
    decisionTables,
    enrichment,
    publisherKeys,
    sources,
    board,
    controls,
    safeguards,
    window,
    validation,
    ledger,
  ].flatMap((room) => Object.values(room).filter(isRoute)),
]
