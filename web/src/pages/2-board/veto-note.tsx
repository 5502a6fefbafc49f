import type { ChangeView } from '@holdpoint/api'

/** On every page where something could go ahead: that nothing does, and what is left. */
export function VetoNote({ view }: { readonly view: ChangeView }) {
  const { veto } = view.change.board
  if (veto === null) return null
  return (
    <section className="panel alarm-note" aria-label="Veto">
      <h2>Vetoed by {veto.name}</h2>
      <p>
        On grounds of {veto.ground}: {veto.reason}. It ends revision {veto.revision}; only a new
        revision that operations signs afresh goes on.
      </p>
    </section>
  )
}
