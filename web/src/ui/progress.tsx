type ProgressProps = {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly words: string
  readonly onCancel: () => void
  readonly cancelLabel: string
}

/** Work that takes a while: how far it is, and the way out. */
export function Progress({ label, done, total, words, onCancel, cancelLabel }: ProgressProps) {
  return (
    <div className="progress">
      <p aria-live="polite">{words}</p>
      <progress aria-label={label} value={done} max={Math.max(total, 1)} />
      <button type="button" className="button plain" onClick={onCancel}>
        {cancelLabel}
      </button>
    </div>
  )
}
