import type { CallRefused } from '@holdpoint/api'
import { readSession } from '@holdpoint/api'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { SessionProvider, useSession } from './client/session.tsx'
import { AdvisoriesPage, AdvisoryPage } from './pages/1-triage/advisory-pages.tsx'
import { CasePage } from './pages/1-triage/case-page.tsx'
import { CasesPage } from './pages/1-triage/cases-page.tsx'
import { ClocksPage } from './pages/1-triage/clocks/clocks-page.tsx'
import { DecisionTablesPage } from './pages/1-triage/decision-tables-page.tsx'
import { FindingsPage } from './pages/1-triage/findings-page.tsx'
import { UnpatchedPage } from './pages/1-triage/means/unpatched-page.tsx'
import { SourcesPage } from './pages/1-triage/sources-page.tsx'
import { BoardPage } from './pages/2-board/board-page.tsx'
import { ChangesPage } from './pages/2-board/changes-page.tsx'
import { PlanPage } from './pages/2-board/plan-page.tsx'
import { SignPage } from './pages/2-board/sign-page.tsx'
import { VetoPage } from './pages/2-board/veto-page.tsx'
import { ControlsAuditPage } from './pages/3-controls/audit-page.tsx'
import { CaseControlsPage } from './pages/3-controls/case-controls-page.tsx'
import { ControlPage, ControlsPage } from './pages/3-controls/control-pages.tsx'
import { RollBackPage } from './pages/4-window/roll-back-page.tsx'
import { WindowPage } from './pages/4-window/window-page.tsx'
import { ValidationPage } from './pages/5-validation/validation-page.tsx'
import { LedgerPage } from './pages/ledger/ledger-page.tsx'
import { NotFoundPage } from './pages/overview/not-found-page.tsx'
import { OverviewPage } from './pages/overview/overview-page.tsx'
import { PeoplePage } from './pages/people/people-page.tsx'
import { AssetPage, AssetsPage } from './pages/plant/asset-pages.tsx'
import { BaselinesPage } from './pages/plant/baselines/baselines-page.tsx'
import { ConflictsPage } from './pages/plant/conflicts-page.tsx'
import { FirewallsPage } from './pages/plant/firewalls/firewalls-page.tsx'
import { ImportPage } from './pages/plant/import/import-page.tsx'
import { MapPage } from './pages/plant/map/map-page.tsx'
import { ProbingPage } from './pages/plant/probing/probing-page.tsx'
import { ImportUpdatesPage } from './pages/plant/updates/import/import-updates-page.tsx'
import { UpdatesPage } from './pages/plant/updates/updates-page.tsx'
import { SignInPage } from './pages/sign-in/sign-in-page.tsx'
import { Frame } from './ui/frame.tsx'
import { ProblemsProvider } from './ui/problems.tsx'
import { RecordedProvider } from './ui/recorded.tsx'

const queries: QueryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 0 } },
  queryCache: new QueryCache({
    // The session ended meanwhile: ask who is signed in, and the sign-in page follows.
    onError: (error, { queryKey }) => {
      const { status } = error as unknown as CallRefused
      if (status !== 401 || queryKey[0] === readSession.name) return
      void queries.invalidateQueries({ queryKey: [readSession.name] })
    },
  }),
})

function Root() {
  return (
    <QueryClientProvider client={queries}>
      <ProblemsProvider>
        <RecordedProvider>
          <SessionProvider>
            <Frame>
              <SignedIn />
            </Frame>
          </SessionProvider>
        </RecordedProvider>
      </ProblemsProvider>
    </QueryClientProvider>
  )
}

/** Without a person there is one page, at every address; the address is kept for afterwards. */
function SignedIn() {
  const { person } = useSession()
  return person === null ? <SignInPage /> : <Outlet key={person.personId} />
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage })
const under = { getParentRoute: () => root } as const
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

const routes = [
  createRoute({ ...under, path: '/', component: OverviewPage }),
  createRoute({
    ...under,
    path: '/triage',
    component: FindingsPage,
    validateSearch: (search): { readonly asset?: string } => {
      const asset = text(search.asset)
      return asset === undefined ? {} : { asset }
    },
  }),
  createRoute({ ...under, path: '/cases', component: CasesPage }),
  createRoute({ ...under, path: '/cases/$id', component: CasePage }),
  createRoute({ ...under, path: '/cases/$id/controls', component: CaseControlsPage }),
  createRoute({ ...under, path: '/unpatched', component: UnpatchedPage }),
  createRoute({ ...under, path: '/changes', component: ChangesPage }),
  createRoute({ ...under, path: '/changes/$id', component: BoardPage }),
  createRoute({ ...under, path: '/changes/$id/plan', component: PlanPage }),
  createRoute({
    ...under,
    path: '/changes/$id/sign',
    component: SignPage,
    validateSearch: (search): { readonly role?: string } => {
      const role = text(search.role)
      return role === undefined ? {} : { role }
    },
  }),
  createRoute({ ...under, path: '/changes/$id/veto', component: VetoPage }),
  createRoute({ ...under, path: '/changes/$id/window', component: WindowPage }),
  createRoute({ ...under, path: '/changes/$id/roll-back', component: RollBackPage }),
  createRoute({ ...under, path: '/changes/$id/validation', component: ValidationPage }),
  createRoute({ ...under, path: '/controls', component: ControlsPage }),
  createRoute({ ...under, path: '/controls/$id', component: ControlPage }),
  createRoute({ ...under, path: '/advisories', component: AdvisoriesPage }),
  createRoute({ ...under, path: '/advisories/$id', component: AdvisoryPage }),
  createRoute({ ...under, path: '/assets', component: AssetsPage }),
  createRoute({ ...under, path: '/assets/import', component: ImportPage }),
  createRoute({ ...under, path: '/assets/conflicts', component: ConflictsPage }),
  createRoute({ ...under, path: '/assets/$id', component: AssetPage }),
  createRoute({ ...under, path: '/map', component: MapPage }),
  createRoute({ ...under, path: '/controls-audit', component: ControlsAuditPage }),
  createRoute({ ...under, path: '/firewalls', component: FirewallsPage }),
  createRoute({ ...under, path: '/baselines', component: BaselinesPage }),
  createRoute({ ...under, path: '/probing', component: ProbingPage }),
  createRoute({ ...under, path: '/updates', component: UpdatesPage }),
  createRoute({ ...under, path: '/updates/import', component: ImportUpdatesPage }),
  createRoute({ ...under, path: '/clocks', component: ClocksPage }),
  createRoute({ ...under, path: '/decision-tables', component: DecisionTablesPage }),
  createRoute({ ...under, path: '/sources', component: SourcesPage }),
  createRoute({ ...under, path: '/people', component: PeoplePage }),
  createRoute({ ...under, path: '/ledger', component: LedgerPage }),
] as const

export const router = createRouter({ routeTree: root.addChildren(routes), scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
