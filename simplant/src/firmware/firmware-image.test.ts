import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firmwareImage, readFirmwareImage } from './firmware-image.ts'
import { shippedImages } from './shipped-images.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20261123)
const SMALL = { ...shippedImages[0]!, payloadBytes: 256 }

describe('a firmware image', () => {
  test.each(shippedImages)('$orderNumber $version reads back as $line', (specification) => {
    const read = readFirmwareImage(firmwareImage(specification))
    expect(read).toMatchObject({
      ok: true,
      value: {
        header: specification,
        signature: specification.line === 'signed' ? 'valid' : 'absent',
      },
    })
  })

  test('the same words give the same bytes', () => {
    expect(firmwareImage(SMALL)).toEqual(firmwareImage(SMALL))
  })

  test('no changed byte passes for a validly signed image', () => {
    const image = firmwareImage(SMALL)
    fc.assert(
      fc.property(fc.nat(image.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(image)
        changed[at] = (changed[at] ?? 0) ^ flip
        const read = readFirmwareImage(changed)
        expect(read.ok && read.value.signature).not.toBe('valid')
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('a signature is good in one spelling only', () => {
    const one = text(SMALL)
    const spelt = /"signature":"[^"]+?(.)=="/.exec(one)
    const last = spelt?.[1] ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    // The last letter of 64 bytes carries two bits; the other four are not looked at by decoders.
    const other = alphabet[alphabet.indexOf(last) ^ 1] ?? ''
    const changed = one.replace(`${last}=="`, `${other}=="`)
    expect(changed).not.toBe(one)
    const read = readFirmwareImage(Buffer.from(changed, 'latin1'))
    expect(read.ok && read.value.signature).toBe('invalid')
  })

  test('the signature of one image is not good for another version', () => {
    const [older, newer] = [text(SMALL), text({ ...SMALL, version: '11.005' })]
    const signature = /"signature":"[^"]+"/
    const forged = newer.replace(signature, signature.exec(older)?.[0] ?? '')
    const read = readFirmwareImage(Buffer.from(forged, 'latin1'))
    expect(read.ok && read.value.signature).toBe('invalid')
  })
})

function text(specification: typeof SMALL): string {
  return Buffer.from(firmwareImage(specification)).toString('latin1')
}
