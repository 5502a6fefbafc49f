import { type RefObject, useEffect, useState } from 'react'

/** Rows above and below what is seen, so that a turn of the wheel finds them there. */
const AHEAD = 12
/** No browser lays out a page that is much higher. */
const HEIGHT_MAX = 8_000_000

export type VisibleRows = {
  readonly from: number
  readonly to: number
  readonly rowHeight: number
  /** Of all rows that can be scrolled to. */
  readonly height: number
  readonly count: number
  readonly scrollTo: (index: number) => void
}

/** Which rows of a long list are seen, all of one height. */
export function useVisibleRows(list: RefObject<HTMLDivElement | null>, total: number): VisibleRows {
  const narrow = useNarrow()
  const rowHeight = narrow ? 132 : 56
  const [top, setTop] = useState(0)
  const [seen, setSeen] = useState(800)
  const count = Math.min(total, Math.floor(HEIGHT_MAX / rowHeight))

  useEffect(() => {
    const element = list.current
    if (element === null) return
    const look = () => {
      setTop(element.scrollTop)
      setSeen(element.clientHeight)
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sized = new ResizeObserver(look)
    sized.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sized.disconnect()
    }
  }, [list])

  const from = Math.max(0, Math.floor(top / rowHeight) - AHEAD)
  const to = Math.min(count, Math.ceil((top + seen) / rowHeight) + AHEAD)
  return {
    from: Math.min(from, Math.max(0, count - 1)),
    to,
    rowHeight,
    height: count * rowHeight,
    count,
    scrollTo: (index) => {
      const element = list.current
      if (element === null) return
      const above = index * rowHeight
      const below = above + rowHeight - element.clientHeight
      if (element.scrollTop > above) element.scrollTop = above
      else if (element.scrollTop < below) element.scrollTop = below
    },
  }
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches)
  useEffect(() => {
    const media = matchMedia(NARROW)
    const hear = () => setNarrow(media.matches)
    media.addEventListener('change', hear)
    return () => media.removeEventListener('change', hear)
  }, [])
  return narrow
}

const NARROW = '(max-width: 640px)'
