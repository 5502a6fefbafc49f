import type { ControllerFault } from '../controller/controller-messages.ts'
import type { RunningPlant } from '../plant/start-plant.ts'
import { siteAsset, siteName, tankSignals } from '../site/site.ts'
import { commandPump } from './pump-command.ts'

/** Faults that the panel offers, with what a person would say of them. */
export const faultWords: { readonly [kind in ControllerFault['kind']]: string } = {
  'power-loss-while-flashing': 'Power goes in the middle of the next flash',
  'power-loss-after-accepting': 'Power goes right after the next command is accepted',
  'boots-old-slot': 'The next new image does not start; it boots the old one',
  'reports-new-runs-old': 'The next update is only claimed: new version said, old code runs',
  hang: 'Hangs: accepts connections and says nothing',
  'slow-link': 'Slow link: two seconds to every answer',
  'pump-does-not-start-after-update': 'After an update the pump does not start',
  'relief-opens-late-after-update': 'After an update the relief valve opens 15 psi too late',
}

/** What one look at the field shows. */
export function panelView(plant: RunningPlant) {
  return {
    site: siteName,
    field: plant.field(),
    signals: tankSignals,
    controllers: plant.controllers().map(({ tag }) => ({
      tag,
      ...plant.light(tag),
      processUnit: siteAsset(tag).processUnit,
      product: siteAsset(tag).product,
      spare: siteAsset(tag).spare,
      faults: plant.faults(tag),
    })),
  }
}

export type PanelAct =
  | { readonly kind: 'fit-spare'; readonly tag: string }
  | { readonly kind: 'inject'; readonly tag: string; readonly fault: ControllerFault }
  | { readonly kind: 'clear-faults'; readonly tag: string }
  | { readonly kind: 'kill'; readonly tag: string }
  | { readonly kind: 'restart'; readonly tag: string }
  | { readonly kind: 'pump'; readonly run: boolean }
  | { readonly kind: 'demand'; readonly percent: number }

const SLOW_LINK_MS = 2000

/** A form or a JSON body, read field by field; null where it is no act of this panel. */
export function parsePanelAct(body: unknown, plant: RunningPlant): PanelAct | null {
  if (typeof body !== 'object' || body === null) return null
  const { kind, tag, fault, run, percent } = body as Record<string, unknown>
  if (kind === 'pump') return { kind, run: run === true || run === 'true' }
  if (kind === 'demand') {
    const number = Number(percent)
    return Number.isFinite(number) ? { kind, percent: number } : null
  }
  const known = plant.controllers().find((controller) => controller.tag === tag)?.tag
  if (known === undefined) return null
  if (kind === 'inject') {
    const planted = faultOf(fault)
    return planted === null ? null : { kind, tag: known, fault: planted }
  }
  if (kind === 'fit-spare' || kind === 'clear-faults' || kind === 'kill' || kind === 'restart') {
    return { kind, tag: known }
  }
  return null
}

/** Does what a hand in the field would do; the text is what the panel says then. */
export async function performPanelAct(plant: RunningPlant, act: PanelAct): Promise<string> {
  switch (act.kind) {
    case 'fit-spare': {
      if (siteAsset(act.tag).spare === 'none') return `There is no spare for ${act.tag}.`
      const fitted = await plant.fitSpare(act.tag)
      return `Spare fitted for ${act.tag}; its host key is ${fitted.hostKeySha256}.`
    }
    case 'inject':
      plant.inject(act.tag, act.fault)
      return `${act.tag}: ${faultWords[act.fault.kind]}.`
    case 'clear-faults':
      plant.clearFaults(act.tag)
      return `${act.tag}: no fault is planted.`
    case 'kill':
      await plant.kill(act.tag)
      return `${act.tag} is without power.`
    case 'restart':
      await plant.restart(act.tag)
      return `${act.tag} has power and answers.`
    case 'pump':
      return commandPump(plant.controller('PLC-101'), act.run)
    case 'demand':
      plant.setDemand(act.percent)
      return `The works take ${act.percent} % of their demand.`
  }
}

function faultOf(kind: unknown): ControllerFault | null {
  if (typeof kind === 'object' && kind !== null) {
    return faultOf((kind as Record<string, unknown>).kind)
  }
  if (kind === 'slow-link') return { kind, delayMs: SLOW_LINK_MS }
  const found = Object.keys(faultWords).find((known) => known === kind)
  return found === undefined ? null : ({ kind: found } as ControllerFault)
}
