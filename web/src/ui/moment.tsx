import { useTimeZone } from '../client/session.tsx'
import { useNow } from './now.ts'
import { relativeTime, siteTime } from './time.ts'

/** A moment by the site's clock, and how far it is from now. */
export function Moment({ at }: { readonly at: string }) {
  const timeZone = useTimeZone()
  const now = useNow()
  return (
    <time dateTime={at}>
      {siteTime(at, timeZone)} <span className="relative">({relativeTime(at, now)})</span>
    </time>
  )
}

/** Only how long ago, where the clock time would crowd a table; the clock time is one hover away. */
export function Age({ at }: { readonly at: string }) {
  const timeZone = useTimeZone()
  const now = useNow()
  return (
    <time dateTime={at} title={siteTime(at, timeZone)}>
      {relativeTime(at, now)}
    </time>
  )
}
