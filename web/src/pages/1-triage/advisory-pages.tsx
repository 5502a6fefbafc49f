import {
  type AdvisoryPage as AdvisoryData,
  type AdvisoryDesk,
  readAdvisoryDesk,
  readAdvisoryPage,
} from '@holdpoint/api'
import { useParams } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { Digest, Facts, Lines } from '../../ui/facts.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { VerdictStatus } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised } from '../../ui/words.ts'
import { DeskPanel, OurAssets } from './advisory-desk.tsx'
import { AdvisoryRevisions } from './advisory-revisions.tsx'
import { AdvisorySearch } from './advisory-search.tsx'
import { SignatureStatus } from './sources/signature-status.tsx'
import { VendorLink, VendorText } from './vendor-text.tsx'

export function AdvisoriesPage() {
  return (
    <Page title="Advisories" lead="What the vendors published, as it came, byte for byte.">
      <AdvisorySearch />
    </Page>
  )
}

type Both = { readonly advisory: AdvisoryData; readonly desk: AdvisoryDesk }

export function AdvisoryPage() {
  const { id } = useParams({ from: '/advisories/$id' })
  const view = useView(readAdvisoryPage, { params: { id }, query: {} })
  const desk = useView(readAdvisoryDesk, { params: { id }, query: {} })
  return (
    <Page title={`Advisory ${id}`} lead={view.data?.title}>
      <Loaded query={view}>
        {(advisory) => (
          <>
            <Document advisory={advisory} />
            <Loaded query={desk}>
              {(data) => (
                <>
                  <OurAssets id={id} desk={data} />
                  <AdvisoryRevisions id={id} />
                  <Vulnerabilities advisory={advisory} desk={data} />
                  <Products advisory={advisory} desk={data} />
                  <DeskPanel id={id} desk={data} />
                </>
              )}
            </Loaded>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Document({ advisory }: { readonly advisory: AdvisoryData }) {
  return (
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
          ['By the standard', <Lines key="standard" lines={standardLines(advisory.standard)} />],
          ['Signature', <SignatureStatus key="signature" signature={advisory.signature} />],
          ['SHA-256', <Digest key="sha256" hex={advisory.sha256} />],
        ]}
      />
    </Panel>
  )
}

/** Said as a plain fact: a document that breaks a rule may still tell of a real hole. */
function standardLines({ version, valid, breaches, count }: AdvisoryData['standard']) {
  if (valid) return [`Keeps CSAF ${version}`]
  const shown = breaches.map(({ test, path, message }) => `${test}: ${path || '/'} ${message}`)
  const rest = count - breaches.length
  return [`Breaks CSAF ${version}`, ...shown, ...(rest > 0 ? [`and ${rest} more`] : [])]
}

function pairsOf({ affected, review }: AdvisoryData): string {
  return `${affected} affected, ${review} for review`
}

function Vulnerabilities({ advisory, desk }: Both) {
  return (
    <Panel title="Vulnerabilities">
      {advisory.vulnerabilities.map((one, index) => {
        const name = desk.vulnerabilities[index] ?? String(index)
        return (
          <article key={name} className="entry">
            <h3>
              {one.cve ?? 'No CVE number'}
              {one.title === null ? '' : `: ${one.title}`}
            </h3>
            <Score desk={desk} name={name} />
            {one.notes.map((note) => (
              <VendorText key={note} text={note} />
            ))}
            <h4>Remediations</h4>
            <Remedies remedies={desk.remedies.filter((each) => each.vulnerability === name)} />
          </article>
        )
      })}
    </Panel>
  )
}

/** The vector counts where the fields beside it say something else, and that is said. */
function Score({ desk, name }: { readonly desk: AdvisoryDesk; readonly name: string }) {
  const score = desk.scores.find((one) => one.vulnerability === name)
  if (score === undefined) return <p>Score not given</p>
  return (
    <>
      <p>
        Score {score.baseScore.toFixed(1)} <code>{score.vector}</code> {givenBy(score)}
        {score.isConsistent
          ? ''
          : ` The document states ${score.stated.toFixed(1)}; its own vector gives this.`}
      </p>
      {score.others.length === 0 ? null : (
        <ul className="lines">
          {score.others.map((one) => (
            <li key={one.vector}>
              CVSS {one.version}: {one.baseScore.toFixed(1)} <code>{one.vector}</code>{' '}
              {givenBy(one)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

type Given = Pick<AdvisoryDesk['scores'][number], 'isLinked' | 'source'>

/** A linked vector was scored here; a metric of CSAF 2.1 may name whose score it is. */
function givenBy({ isLinked, source }: Given): string {
  if (isLinked) return 'Computed from the vector that the advisory links.'
  return source === null ? '' : `By ${source}.`
}

function Remedies({ remedies }: { readonly remedies: AdvisoryDesk['remedies'] }) {
  if (remedies.length === 0) return <p>The vendor names none.</p>
  return (
    <ul className="lines">
      {remedies.map((one) => (
        <li key={`${one.category} ${one.details} ${one.productIds.join()}`}>
          <strong>{capitalised(one.category.replaceAll('_', ' '))}</strong>: {one.details}
          {one.url === null ? null : (
            <>
              {' '}
              <VendorLink url={one.url} link={one.link} />
            </>
          )}
          <span className="hint"> {restartOf(one)}</span>
        </li>
      ))}
    </ul>
  )
}

function restartOf({ restart }: AdvisoryDesk['remedies'][number]): string {
  if (restart === null) return 'The vendor does not say what restarts.'
  return restart === 'none' ? 'No restart.' : `Restarts: ${restart.replaceAll('_', ' ')}.`
}

const PRODUCTS_OPEN = 20

function Products({ advisory, desk }: Both) {
  const { products } = advisory
  return (
    <section className="panel" aria-label="Products">
      <Fold
        label={`Products (${products.length})`}
        level={2}
        open={products.length <= PRODUCTS_OPEN}
      >
        <Table
          caption="Products of the advisory, our assets among them, and where each is fixed"
          columns={[
            { head: 'Entry', cell: (row) => row.productId },
            { head: 'Name', cell: (row) => row.name },
            { head: 'Versions', cell: (row) => row.versionText ?? 'Not given' },
            { head: 'Our assets', cell: (row) => <Verdicts desk={desk} of={row.productId} /> },
            { head: 'Fixed', cell: (row) => <Lines lines={row.fixed.map((fix) => fix.text)} /> },
            { head: 'What to do', cell: (row) => <ToDo desk={desk} of={row.productId} /> },
          ]}
          rows={products}
          keyOf={(row) => row.productId}
          empty="The document names no product."
        />
      </Fold>
    </section>
  )
}

type OfProduct = { readonly desk: AdvisoryDesk; readonly of: string }

function Verdicts({ desk, of }: OfProduct) {
  const own = desk.matches.filter(({ productId }) => productId === of)
  if (own.length === 0) return 'None'
  return (
    <ul className="lines">
      {own.map((one) => (
        <li key={one.assetId}>
          {one.assetTag}: <VerdictStatus verdict={one.verdict} />
        </li>
      ))}
    </ul>
  )
}

/** Each kind of remedy once, what restarts, and whether there is a way back. */
function ToDo({ desk, of }: OfProduct) {
  const own = desk.remedies.filter(({ productIds }) => productIds.includes(of))
  const quote = desk.oneWay.find(({ productId }) => productId === of)?.quote
  const kinds = [...new Set(own.map((one) => `${one.category.replaceAll('_', ' ')}`))]
  const restarts = [...new Set(own.flatMap(({ restart }) => restart ?? []))]
  const lines = [
    ...kinds.map(capitalised),
    ...restarts.map((one) => `Restart: ${one.replaceAll('_', ' ')}`),
    ...(quote === undefined ? [] : [`One-way: “${quote}”`]),
  ]
  return <Lines lines={lines} />
}
