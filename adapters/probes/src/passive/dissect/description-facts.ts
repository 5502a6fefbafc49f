import type { CapturedProtocol } from '../captured-fact.ts'
import type { KnownDevice } from '../known-device.ts'

/** Vendors that name themselves in a description, by the word that does. */
const vendorWords: readonly (readonly [RegExp, string])[] = [
  [/\bSiemens\b/i, 'Siemens'],
  [/\bRuggedCom\b/i, 'RuggedCom'],
  [/\b(Rockwell Automation|Allen-Bradley)\b/i, 'Rockwell Automation'],
  [/\bSchneider Electric\b/i, 'Schneider Electric'],
  [/\bHirschmann\b/i, 'Hirschmann'],
  [/\bCisco\b/i, 'Cisco'],
  [/\bMoxa\b/i, 'Moxa'],
  [/\bPhoenix Contact\b/i, 'Phoenix Contact'],
  [/\bWAGO\b/i, 'WAGO'],
  [/\bBeckhoff\b/i, 'Beckhoff'],
  [/\bWestermo\b/i, 'Westermo'],
  [/\bABB\b/, 'ABB'],
  [/\bHoneywell\b/i, 'Honeywell'],
  [/\bEmerson\b/i, 'Emerson'],
  [/\bYokogawa\b/i, 'Yokogawa'],
  [/\bMitsubishi Electric\b/i, 'Mitsubishi Electric'],
  [/\bOmron\b/i, 'Omron'],
  [/\bB&R\b/, 'B&R'],
  [/\bAdvantech\b/i, 'Advantech'],
  [/\bLantronix\b/i, 'Lantronix'],
  [/\bDigi International\b/i, 'Digi International'],
  [/\bDell Inc\b/i, 'Dell'],
  [/\bHewlett[- ]Packard\b/i, 'Hewlett-Packard'],
  [/\bFortinet\b|\bFortiGate\b/i, 'Fortinet'],
  [/\bPalo Alto Networks\b/i, 'Palo Alto Networks'],
]

/** Siemens order numbers: `6ES7 215-1AG40-0XB0`, `6GK5 208-0BA10-2AA3`. */
const MLFB = /\b(6[A-Z]{2}\d ?\d[0-9A-Z]{2}-\d[0-9A-Z]{4}-\d[0-9A-Z]{3})\b/
const HARDWARE = /\bHW: ?(?:Version )?([0-9][0-9A-Za-z.]*)/
const FIRMWARE = /\b(?:FW|SW): ?(?:Version )?(V?\.?[0-9][0-9A-Za-z.]*)/
const IOS_VERSION = /\bCisco IOS\b.*?\bVersion ([0-9][^\s,]*)/

/** What a free text says by itself; nothing is concluded from what it leaves out. */
export function tellDescription(
  device: KnownDevice,
  protocol: CapturedProtocol,
  text: string,
): void {
  device.fact(protocol, 'description', text)
  const vendor = vendorWords.find(([word]) => word.test(text))?.[1]
  if (vendor !== undefined) device.fact(protocol, 'vendor', vendor)
  device.fact(protocol, 'orderNumber', MLFB.exec(text)?.[1] ?? null)
  device.fact(protocol, 'hardware', HARDWARE.exec(text)?.[1] ?? null)
  const firmware = FIRMWARE.exec(text)?.[1] ?? IOS_VERSION.exec(text)?.[1] ?? null
  device.fact(protocol, 'firmware', firmware === null ? null : firmware.replace(/^V\./, 'V'))
}
