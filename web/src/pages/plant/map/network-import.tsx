import { importNetwork } from '@holdpoint/api'
import { useRef } from 'react'
import { useAct } from '../../../client/use-act.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileField } from '../../../ui/fields.tsx'
import { FormContext } from '../../../ui/form-context.ts'
import { Panel } from '../../../ui/page.tsx'
import { useProblems } from '../../../ui/problems.tsx'

const FORM = 'import-network'

/** The whole list at once: it takes the place of the one before. */
export function NetworkImport() {
  const act = useAct(importNetwork, { words: 'Zones and conduits imported', formId: FORM })
  const problems = useProblems()
  const file = useRef<File | null>(null)

  const refuse = (what: string) => {
    const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
    problems.show([{ field: `${FORM}-content`, refusal }])
  }
  const bring = async () => {
    const chosen = file.current
    if (chosen === null) return refuse('List of zones and conduits: no file is chosen')
    const network = parsed(await chosen.text())
    if (network === undefined) return refuse(`${chosen.name}: this is not JSON`)
    await act.run({ source: chosen.name, network: network as never })
  }
  return (
    <Panel title="Import zones and conduits" id="import-network">
      <FormContext value={FORM}>
        <form className="act-form" onSubmit={(event) => event.preventDefault()}>
          <FileField
            name="content"
            label="List of zones and conduits"
            hint="JSON with zones and conduits, as the documentation of the inventory describes."
            accept=".json,application/json"
            onChoose={([chosen]) => {
              file.current = chosen ?? null
            }}
          />
          <ActButton label="Import zones and conduits" pending={act.pending} onPress={bring} />
        </form>
      </FormContext>
    </Panel>
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
