/** What one article repairs for one product, as Microsoft's security response centre writes it. */
export type ArticleWish = {
  readonly product: string
  readonly build: string
  readonly article: string | null
  readonly day: string
  readonly words?: string
}

type AdvisoryWish = {
  readonly cve: string
  readonly version?: string
  readonly articles: readonly ArticleWish[]
  readonly namespace?: string
}

/** An advisory of one vulnerability, of a product each article: its builds below and its repaired one. */
export function aMicrosoftAdvisory(wish: AdvisoryWish): string {
  const { cve, articles, version = '1', namespace = 'https://msrc.microsoft.com' } = wish
  const date = `${articles[0]?.day ?? '2026-08-11'}T07:00:00.000Z`
  const products = articles.map((one, at) => productBranch(one, at))
  return JSON.stringify({
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      publisher: { category: 'vendor', name: 'Microsoft Security Response Center', namespace },
      title: `A flaw that ${cve} names`,
      tracking: {
        current_release_date: date,
        id: `msrc_${cve}`,
        initial_release_date: date,
        revision_history: [{ date, number: version, summary: 'Published' }],
        status: 'final',
        version,
      },
    },
    product_tree: { branches: [{ category: 'vendor', name: 'Microsoft', branches: products }] },
    vulnerabilities: [
      {
        cve,
        notes: [{ category: 'description', text: 'A flaw.' }],
        product_status: {
          known_affected: articles.map((_, at) => `below-${at}`),
          fixed: articles.map((_, at) => `fixed-${at}`),
        },
        remediations: articles.map(remediation),
      },
    ],
  })
}

function productBranch({ product, build }: ArticleWish, at: number): object {
  const leaf = (category: string, name: string, id: string) => ({
    category,
    name,
    product: { name: `${product} ${name}`, product_id: `${id}-${at}` },
  })
  const below = leaf('product_version_range', `<${build}`, 'below')
  const fixed = leaf('product_version', build, 'fixed')
  return { category: 'product_name', name: product, branches: [below, fixed] }
}

function remediation({ build, article, day, words = '' }: ArticleWish, at: number): object {
  const place =
    article === null ? 'https://aka.ms/releases' : `https://support.microsoft.com/help/${article}`
  return {
    category: 'vendor_fix',
    date: `${day}T07:00:00.000Z`,
    details: `${build}:Security Update:${place}${words}`,
    product_ids: [`below-${at}`],
    url: place,
    restart_required: { category: 'machine' },
  }
}
