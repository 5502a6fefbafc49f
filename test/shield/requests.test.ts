import { describe, expect, test } from 'vitest'
import { answerFault } from '../../adapters/shield/src/answers.ts'
import { readRequest } from '../../adapters/shield/src/requests.ts'
import { hex, multipleWrite, pduOf } from './messages.ts'

const good: readonly (readonly [string, Buffer, readonly (readonly [number, number])[]])[] = [
  ['read coils', pduOf(1, 0, 2000), [[0, 1999]]],
  ['read inputs', pduOf(2, 65_535, 1), [[65_535, 65_535]]],
  ['read holding registers', pduOf(3, 10, 125), [[10, 134]]],
  ['read input registers', pduOf(4, 0, 1), [[0, 0]]],
  ['write a coil', pduOf(5, 7, 0xff00), [[7, 7]]],
  ['write a register', pduOf(6, 7, 1), [[7, 7]]],
  ['read exception status', hex('07'), []],
  ['write coils', multipleWrite(15, 3, 10), [[3, 12]]],
  ['write registers', multipleWrite(16, 3, 123), [[3, 125]]],
  ['report server id', hex('11'), []],
  ['mask write', pduOf(22, 4, 0xf2, 0x25), [[4, 4]]],
  [
    'read and write',
    hex('17 0003 0006 000e 0003 06 00ff 00ff 00ff'),
    [
      [3, 8],
      [14, 16],
    ],
  ],
  ['read FIFO', pduOf(24, 0x04de), [[0x04de, 0x04de]]],
  ['read identification', hex('2b 0e 01 00'), []],
]

test.each(good)('a request to %s says what it touches', (_, pdu, ranges) => {
  const read = readRequest(pdu)
  expect(read.ok && read.value.ranges.map(({ from, to }) => [from, to])).toEqual(ranges)
})

test.each(good)('a request to %s is malformed with a byte less or more', (_, pdu) => {
  const longer = readRequest(Buffer.concat([pdu, Buffer.from([0])]))
  expect(longer.ok ? 'taken' : longer.refusal.kind).toBe('malformed')
  if (pdu.length === 1) return
  const shorter = readRequest(pdu.subarray(0, -1))
  expect(shorter.ok ? 'taken' : shorter.refusal.kind).toMatch(/malformed|unknown-function/)
})

test.each([
  ['no coils', pduOf(1, 0, 0), 'the quantity is 0, not 1 to 2000'],
  ['too many coils', pduOf(1, 0, 2001), 'the quantity is 2001, not 1 to 2000'],
  ['too many registers', pduOf(3, 0, 126), 'the quantity is 126, not 1 to 125'],
  ['what lies beyond the last', pduOf(4, 65_535, 2), '2 from 65535 lead beyond 65535'],
  ['a coil half on', pduOf(5, 0, 1), 'a coil is set to 1, not to 0 or 65280'],
  ['too few bytes', multipleWrite(16, 0, 2, 2), 'the byte count is 2, the quantity makes 4'],
  ['too many bytes', multipleWrite(15, 0, 8, 2), 'the byte count is 2, the quantity makes 1'],
  ['124 registers', multipleWrite(16, 0, 124, 248), 'the quantity is 124, not 1 to 123'],
  ['an odd code', hex('2b 0e 05 00'), 'the read device ID code is 5, not 1 to 4'],
])('a request for %s is malformed, and the reason is said', (_, pdu, why) => {
  const read = readRequest(pdu)
  expect(read.ok ? null : read.refusal).toMatchObject({ kind: 'malformed', why })
})

test.each([8, 12, 20, 21, 65, 90, 100, 0, 128, 131, 255])(
  'function %i has no shape here, and can only be refused',
  (functionCode) => {
    const read = readRequest(Buffer.from([functionCode, 0, 0, 0, 0]))
    expect(read.ok ? null : read.refusal).toEqual({ kind: 'unknown-function', functionCode })
  },
)

describe('an answer', () => {
  const asked = (pdu: Buffer) => {
    const request = readRequest(pdu)
    if (!request.ok) throw new Error('a good request was expected')
    return { transaction: 5, unit: 1, request: request.value }
  }
  const says = (request: Buffer, pdu: Buffer, header = { transaction: 5, unit: 1 }) =>
    answerFault(asked(request), { ...header, pdu })

  test.each([
    ['reads', pduOf(3, 0, 2), hex('03 04 0001 0002')],
    ['coils', pduOf(1, 0, 9), hex('01 02 ff01')],
    ['writes', pduOf(6, 1, 2), hex('06 0001 0002')],
    ['multiple writes', multipleWrite(16, 1, 2), hex('10 0001 0002')],
    ['exceptions', pduOf(3, 0, 2), hex('83 02')],
    ['the status', hex('07'), hex('07 6d')],
    ['the server id', hex('11'), hex('11 03 010203')],
    ['a FIFO', pduOf(24, 1), hex('18 0006 0002 01b8 1284')],
    ['both', hex('17 0003 0001 000e 0001 02 00ff'), hex('17 02 00fe')],
    ['the identification', hex('2b 0e 01 00'), hex('2b 0e 01 82 00 00 01 00 02 4142')],
  ])('to %s fits', (_, request, answer) => {
    expect(says(request, answer)).toBeNull()
    const longer = Buffer.concat([answer, Buffer.from([0])])
    expect(says(request, longer)).not.toBeNull()
    expect(says(request, answer, { transaction: 6, unit: 1 })).toMatch('transaction')
    expect(says(request, answer, { transaction: 5, unit: 2 })).toMatch('unit')
  })

  test.each([
    ['of another function', pduOf(3, 0, 2), hex('04 04 0001 0002')],
    ['with more registers', pduOf(3, 0, 2), hex('03 06 0001 0002 0003')],
    ['with a byte count that lies', pduOf(3, 0, 2), hex('03 04 0001')],
    ['that echoes another value', pduOf(6, 1, 2), hex('06 0001 0003')],
    ['with too much in the FIFO', pduOf(24, 1), hex('18 0042 0020')],
    ['whose object is cut', hex('2b 0e 01 00'), hex('2b 0e 01 82 00 00 01 00 09 4142')],
  ])('%s does not fit', (_, request, answer) => {
    expect(says(request, answer)).not.toBeNull()
  })
})
