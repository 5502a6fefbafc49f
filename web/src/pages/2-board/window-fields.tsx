import type { MaintenanceWindow } from '@holdpoint/core'
import { useState } from 'react'
import { useTimeZone } from '../../client/session.tsx'
import { EchoField } from '../../ui/fields.tsx'
import { useNow } from '../../ui/now.ts'
import { instantOfLocal, localOfInstant, relativeTime, siteTime } from '../../ui/time.ts'

const MINUTE = 60_000

/** Typed by the site's clock and read back with zone and distance while they are typed. */
export function WindowFields({ window }: { readonly window: MaintenanceWindow | null }) {
  const timeZone = useTimeZone()
  const now = useNow()
  const local = (at: string) => localOfInstant(at, timeZone)
  const fourHours = () => ({
    opens: local(new Date(Date.now()).toISOString()),
    closes: local(new Date(Date.now() + 4 * 60 * MINUTE).toISOString()),
  })
  const [given, setGiven] = useState(() => ({
    round: 0,
    ...(window === null
      ? fourHours()
      : { opens: local(window.opensAt), closes: local(window.closesAt) }),
  }))
  const fromNow = () => setGiven({ round: given.round + 1, ...fourHours() })
  const echo = (text: string) => {
    const at = instantOfLocal(text, timeZone)
    if (text.trim() === '') return `Clock of the site: ${timeZone}`
    if (at === null) return 'Not understood: year-month-day hour:minute'
    return `${siteTime(at, timeZone)}, ${relativeTime(at, now)}`
  }
  const example = local(new Date(now + 24 * 60 * MINUTE).toISOString())
  return (
    <fieldset className="row-group" key={given.round}>
      <legend>Maintenance window</legend>
      <EchoField
        name="opensAt"
        label="Window opens"
        hint={`Year-month-day hour:minute, for example ${example}`}
        value={given.opens}
        echo={echo}
      />
      <EchoField
        name="closesAt"
        label="Window closes"
        hint={`Year-month-day hour:minute, for example ${example}`}
        value={given.closes}
        echo={echo}
      />
      <button type="button" className="button plain" onClick={fromNow}>
        From now, for four hours
      </button>
    </fieldset>
  )
}
