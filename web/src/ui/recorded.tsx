import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

type Note = { readonly leaf: number | null; readonly words: string }
type Recorded = {
  readonly note: Note | null
  readonly show: (leaf: number | null, words: string) => void
  readonly clear: () => void
}

const RecordedContext = createContext<Recorded>({ note: null, show: () => {}, clear: () => {} })

export function RecordedProvider({ children }: { readonly children: ReactNode }) {
  const [note, setNote] = useState<Note | null>(null)
  const recorded = useMemo(
    () => ({
      note,
      show: (leaf: number | null, words: string) => setNote({ leaf, words }),
      clear: () => setNote(null),
    }),
    [note],
  )
  return <RecordedContext value={recorded}>{children}</RecordedContext>
}

export function useRecorded(): Recorded {
  return useContext(RecordedContext)
}

/** What was done last, by the number of its ledger entry. Always in the page, so that it is read out. */
export function RecordedNote() {
  const { note } = useRecorded()
  return (
    <div role="status" aria-label="Last act" className="recorded">
      {note === null ? null : <p>{wordsOf(note)}</p>}
    </div>
  )
}

function wordsOf({ leaf, words }: Note): string {
  return leaf === null ? words : `Recorded as ledger entry ${leaf}: ${words}`
}
