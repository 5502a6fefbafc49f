import { endCalendarAddress, makeCalendarAddress, readClockCalendar } from '@holdpoint/api'
import { useState } from 'react'
import { readView } from '../../../client/use-view.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { downloadFile } from '../../../ui/download.ts'
import { Panel } from '../../../ui/page.tsx'

/** The days that are due for any calendar program: as a file, or at an address that it reads. */
export function CalendarPanel() {
  const [path, setPath] = useState<string | null>(null)
  const calendar = async () => {
    const { fileName, content } = await readView(readClockCalendar, { params: {}, query: {} })
    downloadFile(fileName, content, 'text/calendar')
  }
  return (
    <Panel title="Calendar">
      <ActButton label="Download the days as a calendar" onPress={() => void calendar()} />
      <p>
        A calendar program can read the days by itself. Whoever knows its address reads what is due,
        without a password and nothing else; a new address ends the one before.
      </p>
      <ActForm
        route={makeCalendarAddress}
        label="Make an address for a calendar program"
        toBody={() => ({})}
        onDone={(made) => setPath(made.path)}
      />
      {path === null ? null : (
        <p role="status" aria-label="Address for a calendar program">
          Shown this once: <code>{new URL(path, window.location.href).href}</code>
        </p>
      )}
      <ActForm
        route={endCalendarAddress}
        label="End my address"
        toBody={() => ({})}
        onDone={() => setPath(null)}
      />
    </Panel>
  )
}
