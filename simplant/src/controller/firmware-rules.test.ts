import { describe, expect, test } from 'vitest'
import { firmwareImage } from '../firmware/firmware-image.ts'
import type { ControllerState, SlotContent } from './controller-state.ts'
import { atBoot, mayBootOther, mayPut, settled } from './firmware-rules.ts'

const HARDWARE = { vendor: 'Rockwell Automation', orderNumber: '1756-EN2T', series: 'A' }

describe('the rules of the firmware slots', () => {
  // Every pair of lines, running and offered: only one of the four is a way back.
  test.each([
    ['unsigned', 'unsigned', true],
    ['unsigned', 'signed', true],
    ['signed', 'signed', true],
    ['signed', 'unsigned', false],
  ] as const)('from %s to %s: %s', (runs, offered, allowed) => {
    const image = firmwareImage({ ...HARDWARE, version: '9.9', line: offered, payloadBytes: 64 })
    const state = aState({ slots: { a: content(runs), b: content(offered) } })
    expect(mayPut(state, HARDWARE, image).ok).toBe(allowed)
    expect(mayBootOther(state).ok).toBe(allowed)
  })

  test('an image of another vendor, order number or series does not fit', () => {
    for (const other of [{ vendor: 'Siemens' }, { orderNumber: '1756-EN3T' }, { series: 'D' }]) {
      const specification = { ...HARDWARE, ...other, version: '9.9', line: 'signed' as const }
      const image = firmwareImage({ ...specification, payloadBytes: 64 })
      expect(mayPut(aState({}), HARDWARE, image).ok).toBe(false)
    }
  })

  test('the way back is not overwritten before the new image is confirmed', () => {
    const image = firmwareImage({ ...HARDWARE, version: '9.9', line: 'signed', payloadBytes: 64 })
    expect(mayPut(aState({ confirmed: false }), HARDWARE, image).ok).toBe(false)
  })

  test('an unconfirmed image falls back after its last start, but never to unsigned', () => {
    const slots = { a: content('unsigned'), b: content('unsigned') }
    const worn = { bootSlot: 'b', claimedSlot: 'b', confirmed: false, unconfirmedBoots: 3 } as const
    expect(atBoot(aState({ ...worn, slots }), 3, false).bootSlot).toBe('a')
    const burnt = { a: content('unsigned'), b: content('signed') }
    expect(atBoot(aState({ ...worn, slots: burnt }), 3, false).bootSlot).toBe('b')
  })

  test('a start settles what was open: done where it ended up there, failed elsewhere', () => {
    const open = { command: 'activate-firmware', state: 'begun', detail: '' } as const
    const effects = {
      there: { ...open, bootsInto: 'a' },
      elsewhere: { ...open, bootsInto: 'b' },
    } as const
    const after = settled(aState({ effects })).effects
    expect([after.there?.state, after.elsewhere?.state]).toEqual(['done', 'failed'])
  })
})

function content(line: SlotContent['line']): SlotContent {
  return { version: '1.0', line, sha256: '00', signature: line === 'signed' ? 'valid' : 'absent' }
}

function aState(facts: Partial<ControllerState>): ControllerState {
  return {
    serial: '1',
    bootSlot: 'a',
    claimedSlot: 'a',
    slots: { a: content('unsigned'), b: null },
    bootCounter: 1,
    confirmed: true,
    unconfirmedBoots: 0,
    wantedMode: 'run',
    programBase64: '',
    configuration: '',
    retained: { holding: [], coils: [] },
    effects: {},
    ...facts,
  }
}
