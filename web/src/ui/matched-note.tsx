import { readMatching } from '@holdpoint/api'
import { useView } from '../client/use-view.ts'
import { Age } from './moment.tsx'
import { counted } from './words.ts'

/** What counts of findings rest on: no nought stands without its age and what it covers. */
export function MatchedNote() {
  const { data } = useView(readMatching, { params: {}, query: {} })
  if (data === undefined) return null
  const { run, isBehind } = data
  if (run === null) {
    return <p className="hint">Nothing was matched yet, so that no finding says nothing.</p>
  }
  return (
    <p className="hint">
      Findings of {counted(run.assets, 'asset')} and{' '}
      {counted(run.advisories, 'advisory', 'advisories')}, matched <Age at={run.at} />
      {isBehind ? '; what changed since is not matched yet' : ''}.
    </p>
  )
}
