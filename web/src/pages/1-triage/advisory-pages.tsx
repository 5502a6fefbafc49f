import { type AdvisoryPage as AdvisoryData, listAdvisories, readAdvisoryPage } from '@holdpoint/api'
import { Link, useParams } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { Digest, Facts, Lines } from '../../ui/facts.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Age, Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted } from '../../ui/words.ts'

export function AdvisoriesPage() {
  const view = useView(listAdvisories, { params: {}, query: {} })
  return (
    <Page title="Advisories" lead="What the vendors published, as it came, byte for byte.">
      <Loaded query={view}>
        {({ advisories }) => (
          <Panel title={counted(advisories.length, 'advisory', 'advisories')}>
            <Table
              caption="Stored advisories, highest score first"
              columns={[
                {
                  head: 'Advisory',
                  cell: (row) => (
                    <Link to="/advisories/$id" params={{ id: row.advisoryId }}>
                      {row.advisoryId}
                    </Link>
                  ),
                },
                { head: 'Title', cell: (row) => row.title },
                { head: 'Publisher', cell: (row) => row.publisher },
                { head: 'Version', cell: (row) => row.version },
                {
                  head: 'Score',
                  numeric: true,
                  cell: (row) => row.highestScore?.toFixed(1) ?? 'None',
                },
                { head: 'Affected', numeric: true, cell: (row) => row.affected },
                { head: 'For review', numeric: true, cell: (row) => row.review },
                { head: 'Imported', cell: (row) => <Age at={row.importedAt} /> },
              ]}
              rows={advisories.toSorted(byWeight)}
              keyOf={(row) => row.advisoryId}
              empty={
                <>
                  No advisory is stored. <Link to="/triage">Import advisories</Link>.
                </>
              }
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}

type Weighed = { readonly affected: number; readonly highestScore: number | null }

function byWeight(a: Weighed, b: Weighed): number {
  return b.affected - a.affected || (b.highestScore ?? 0) - (a.highestScore ?? 0)
}

export function AdvisoryPage() {
  const { id } = useParams({ from: '/advisories/$id' })
  const view = useView(readAdvisoryPage, { params: { id }, query: {} })
  return (
    <Page title={`Advisory ${id}`} lead={view.data?.title}>
      <Loaded query={view}>
        {(advisory) => (
          <>
            <Panel title="Document">
              <Facts
                wide
                facts={[
                  ['Publisher', advisory.publisher],
                  ['Version', advisory.version],
                  ['Released', <Moment key="released" at={advisory.releasedAt} />],
                  ['Imported', <Moment key="imported" at={advisory.importedAt} />],
                  ['CVE', advisory.cves.join(', ') || null],
                  ['Pairs with our assets', pairsOf(advisory)],
                  ['SHA-256', <Digest key="sha256" hex={advisory.sha256} />],
                ]}
              />
            </Panel>
            <Vulnerabilities advisory={advisory} />
            <Products advisory={advisory} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function pairsOf({ affected, review }: AdvisoryData): string {
  return `${affected} affected, ${review} for review`
}

function Vulnerabilities({ advisory }: { readonly advisory: AdvisoryData }) {
  return (
    <Panel title="Vulnerabilities">
      {advisory.vulnerabilities.map((one, index) => (
        <article key={one.cve ?? one.title ?? String(index)} className="entry">
          <h3>
            {one.cve ?? 'No CVE number'}
            {one.title === null ? '' : `: ${one.title}`}
          </h3>
          <p>
            Score {one.score?.toFixed(1) ?? 'not given'}{' '}
            {one.vector ? <code>{one.vector}</code> : null}
          </p>
          <Lines lines={one.notes} />
          <h4>Remediations</h4>
          <ul className="lines">
            {one.remediations.map((remediation) => (
              <li key={`${remediation.category} ${remediation.details}`}>
                <strong>{capitalised(remediation.category.replaceAll('_', ' '))}</strong>:{' '}
                {remediation.details}
              </li>
            ))}
          </ul>
        </article>
      ))}
    </Panel>
  )
}

function Products({ advisory }: { readonly advisory: AdvisoryData }) {
  const { products } = advisory
  return (
    <section className="panel" aria-label="Products">
      <Fold label={`Products (${products.length})`} level={2} open={products.length <= 20}>
        <Table
          caption="Products of the advisory and where each is fixed"
          columns={[
            { head: 'Entry', cell: (row) => row.productId },
            { head: 'Name', cell: (row) => row.name },
            { head: 'Versions', cell: (row) => row.versionText ?? 'Not given' },
            { head: 'Fixed', cell: (row) => <Lines lines={row.fixed.map((fix) => fix.text)} /> },
          ]}
          rows={products}
          keyOf={(row) => row.productId}
          empty="The document names no product."
        />
      </Fold>
    </section>
  )
}
