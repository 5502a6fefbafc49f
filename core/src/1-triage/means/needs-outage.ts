import type { MeansFacts } from './means-facts.ts'

/** Whether the process has to wait for it; what is not known counts as yes. */
export function needsOutage({ asset, answers, impact, updates }: MeansFacts): boolean {
  const stops = impact === null || impact.lineStops !== 'no'
  const restarts = updates.length === 0 || updates.some(({ restart }) => restart !== 'none')
  const near = asset.kind === 'sis-controller' || answers.nearSafetySystem !== 'no'
  return near || (stops && restarts)
}
