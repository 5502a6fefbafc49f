import { listInventorySources } from '@holdpoint/api'
import { useView } from '../../../client/use-view.ts'
import { Age } from '../../../ui/moment.tsx'

/** The names that were used before: their mapping is proposed again. */
export function KnownSources() {
  const view = useView(listInventorySources, { params: {}, query: {} })
  const sources = view.data?.sources ?? []
  if (sources.length === 0) return null
  return (
    <div className="hint">
      <p>Imported before, with the mapping kept:</p>
      <ul className="lines">
        {sources.map(({ source, importedAt }) => (
          <li key={source}>
            {source}, <Age at={importedAt} />
          </li>
        ))}
      </ul>
    </div>
  )
}
