import { type AddressInfo, createServer } from 'node:net'
import type { ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../test/builders/seed.ts'
import { mayBeSent } from './allowed-requests.ts'
import { createIdentityProbe } from './identity-probe.ts'
import { opcUaRequests } from './opcua-requests.ts'
import { filled } from './request-pattern.ts'

const NO_SECURITY = 'http://opcfoundation.org/UA/SecurityPolicy#None'
const TOO_MANY_SESSIONS = 0x8056_0000
const POLICY_REJECTED = 0x8055_0000

describe('an OPC UA server that lies, babbles or hangs up', () => {
  test('the honest one, of our own bytes, is read: the others differ from it in one thing', async () => {
    const { result, asked } = await asking(honest)
    expect(result).toMatchObject({
      ok: true,
      value: {
        ...{ vendor: 'Maker', product: 'Server', firmware: '1.2' },
        connections: { used: 3, of: 20, counts: 'OPC UA sessions' },
      },
    })
    expect(asked.map(nameOf)).toEqual([
      ...['hello', 'open', 'endpoints', 'create', 'activate', 'read', 'end', 'close'],
    ])
  })

  test('an answer that is cut anywhere is no identity', async () => {
    for (const step of ['hello', 'open', 'endpoints', 'create', 'read'] as const) {
      const whole = honest(step, 1) ?? Buffer.alloc(0)
      for (let length = 0; length < whole.length; length += 5) {
        const { result } = await asking((asked, number) => {
          const answer = honest(asked, number)
          return asked === step && answer !== null ? { last: answer.subarray(0, length) } : answer
        })
        const ends = ['probe-malformed-answer', 'probe-refused', 'probe-no-free-slot']
        expect(ends, `${step} ${length}`).toContain(kindOf(result))
      }
    }
  })

  test('a size that does not fit what it holds is no identity', async () => {
    for (const size of [0, 7, 8, 23, 100, 0x7fff_ffff, 0xffff_ffff]) {
      const { result } = await asking((step, number) => {
        const answer = honest(step, number)
        if (step !== 'read' || answer === null) return answer
        answer.writeUInt32LE(size, 4)
        return { last: answer }
      })
      expect(kindOf(result), String(size)).toBe('probe-malformed-answer')
    }
  })

  test('a text or a list of a length that cannot be is no identity', async () => {
    for (const huge of [u32(0xffff_fff0), u32(0x7fff_ffff), u32(70_000)]) {
      const list = await asking(instead('endpoints', () => service(431, huge)))
      expect(kindOf(list.result)).toBe('probe-malformed-answer')
      const text = [u32(3), '01', '16', '01005401', '01', u32(4), huge].join('')
      const build = await asking(instead('read', (number) => service(634, text)(number)))
      expect(kindOf(build.result)).toBe('probe-malformed-answer')
    }
  })

  test('a chunk that never ends is given up, and nothing more is sent', async () => {
    const { result, asked } = await asking((step, number) => {
      if (step !== 'endpoints') return honest(step, number)
      const chunk = Buffer.from(message('MSGC', [u32(9), u32(8), u32(1), u32(number)].join('')))
      return { over: chunk }
    })
    expect(kindOf(result)).toBe('probe-malformed-answer')
    expect(asked.map(nameOf)).toEqual(['hello', 'open', 'endpoints'])
  })

  test('an answer in two chunks is put together', async () => {
    const { result } = await asking((step, number) => {
      const answer = honest(step, number)
      if (step !== 'read' || answer === null) return answer
      const cut = 60
      const first = Buffer.from(answer.subarray(0, cut))
      first.write('C', 3, 'latin1')
      first.writeUInt32LE(cut, 4)
      const second = Buffer.concat([answer.subarray(0, 24), answer.subarray(cut)])
      second.writeUInt32LE(second.length, 4)
      return Buffer.concat([first, second])
    })
    expect(result).toMatchObject({ ok: true, value: { firmware: '1.2' } })
  })

  test('who refuses a channel without security stays unknown, and says why', async () => {
    const { result } = await asking(instead('open', () => error(POLICY_REJECTED)))
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'probe-refused' } })
    expect(whyOf(result)).toBe('the server answered Bad_SecurityPolicyRejected (0x80550000)')
  })

  test('who has no session left is asked nothing more, and the channel is closed', async () => {
    const { result, asked } = await asking(
      instead('create', (number) => service(397, '', TOO_MANY_SESSIONS)(number)),
    )
    expect(kindOf(result)).toBe('probe-no-free-slot')
    expect(whyOf(result)).toBe('the server answered Bad_TooManySessions (0x80560000)')
    expect(asked.map(nameOf)).toEqual(['hello', 'open', 'endpoints', 'create', 'close'])
  })

  test('counts that the server does not read out are left out', async () => {
    const unread = ['02', u32(0x8034_0000)].join('')
    const { result } = await asking(
      instead('read', (number) => service(634, u32(3) + value + unread + unread)(number)),
    )
    expect(result).toMatchObject({ ok: true, value: { firmware: '1.2' } })
    expect(result.ok && result.value.connections).toBe(undefined)
  })

  test('BuildInfo that is not read out leaves vendor and version unknown', async () => {
    const unread = ['02', u32(0x801f_0000)].join('')
    const { result } = await asking(
      instead('read', (number) => service(634, u32(3) + unread + sessions)(number)),
    )
    expect(result).toMatchObject({ ok: true, value: { vendor: 'not said', firmware: null } })
    expect(result.ok && result.value.remark).toMatch(/Bad_UserAccessDenied/)
  })

  test('an answer to another question is malformed', async () => {
    const { result } = await asking((step, number) =>
      honest(step, step === 'endpoints' ? number + 1 : number),
    )
    expect(kindOf(result)).toBe('probe-malformed-answer')
  })

  test(`hostile bytes give a refusal, never a throw or a version (seed ${SEED})`, async () => {
    const steps = ['hello', 'open', 'endpoints', 'create', 'activate', 'read'] as const
    const tails = fc.tuple(fc.constantFrom(...steps), fc.uint8Array({ maxLength: 120 }))
    for (const [step, tail] of fc.sample(tails, { seed: SEED, numRuns: 150 })) {
      const { result } = await asking((asked, number) => {
        const answer = honest(asked, number)
        if (asked !== step || answer === null) return answer
        const kept = Math.min(answer.length, 8 + ((tail[0] ?? 0) % 60))
        const bytes = Buffer.concat([answer.subarray(0, kept), Buffer.from(tail)])
        bytes.writeUInt32LE(bytes.length, 4)
        return { last: bytes }
      })
      expect(result.ok && result.value.firmware === '1.2' ? step : '').toMatch(/^(?:activate|)$/)
    }
  })
})

describe('the list of what may be sent over OPC UA', () => {
  const target: ProbeTarget = { protocol: 'opc-ua', host: '127.0.0.1', port: 4840 }
  const ids = { channel: Buffer.alloc(4, 1), token: Buffer.alloc(4, 2), time: Buffer.alloc(8, 3) }
  const session = Buffer.from('0500000400000001020304', 'hex')
  const { read, activate } = opcUaRequests(target)
  const honestRead = filled(read.bytes, { ...ids, session }, 6)

  test('a read of BuildInfo is on it; of any other node, or a write, is not', () => {
    expect(mayBeSent(target, honestRead)).toBe(true)
    const other = Buffer.from(honestRead)
    other[other.indexOf('d408', 0, 'hex')] = 0xd5
    expect(mayBeSent(target, other)).toBe(false)
    const write = Buffer.from(honestRead)
    write.writeUInt16LE(673, 26)
    expect(mayBeSent(target, write)).toBe(false)
  })

  test('a hole takes only what has its form', () => {
    const without = (name: string, bytes: Buffer) =>
      mayBeSent(target, filled(read.bytes, { ...ids, session, [name]: bytes }, 6))
    expect(without('session', Buffer.from('0201000a000000', 'hex'))).toBe(true)
    for (const odd of ['', '07', '0500000a00000001', '8501000100000001', '05000000010000']) {
      expect(without('session', Buffer.from(odd, 'hex')), odd).toBe(false)
    }
    const long = Buffer.concat([Buffer.from('05000000010000', 'hex'), Buffer.alloc(256)])
    expect(without('session', long)).toBe(false)
    const policy = Buffer.from('0500000001000000ff'.slice(0, 18), 'hex')
    const sent = (given: Buffer) =>
      mayBeSent(target, filled(activate.bytes, { ...ids, session, policy: given }, 5))
    expect(sent(policy)).toBe(true)
    expect(sent(Buffer.from('0900000001000000ff', 'hex'))).toBe(false)
  })

  test('a message that is longer than its length says is not on it', () => {
    expect(mayBeSent(target, Buffer.concat([honestRead, Buffer.from([0])]))).toBe(false)
    const short = Buffer.from(honestRead)
    short.writeUInt32LE(honestRead.length - 1, 4)
    expect(mayBeSent(target, short)).toBe(false)
  })
})

type Step = keyof ReturnType<typeof opcUaRequests>
/** `last` hangs up after it; `over` comes again for ever. */
type Said = Buffer | { readonly last: Buffer } | { readonly over: Buffer } | null
type Answer = (step: Step, number: number) => Said

/** The honest answer, but for one step. */
function instead(step: Step, say: (number: number) => Buffer | ((n: number) => Buffer)): Answer {
  return (asked, number) => {
    if (asked !== step) return honest(asked, number)
    const said = say(number)
    return typeof said === 'function' ? said(number) : said
  }
}

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes.toString('hex')
}
const text = (value: string) => u32(value.length) + Buffer.from(value).toString('hex')
const NULL = 'ffffffff'

function message(type: string, body: string): Buffer {
  return Buffer.concat([
    Buffer.from(type),
    Buffer.from(u32(8 + body.length / 2), 'hex'),
    Buffer.from(body, 'hex'),
  ])
}

const error = (status: number) => message('ERRF', u32(status) + NULL)

function header(number: number, status = 0): string {
  return ['00'.repeat(8), u32(number), u32(status), '00', u32(0), '000000'].join('')
}

function service(type: number, body: string, status = 0): (number: number) => Buffer {
  const id = `0100${u32(type).slice(0, 4)}`
  return (number) => {
    const ids = [u32(9), u32(8), u32(1), u32(number)].join('')
    return message('MSGF', [ids, id, header(number, status), body].join(''))
  }
}

const application = [text('urn:a'), text('urn:p'), '02', text('A'), u32(0), NULL, NULL, u32(0)]
const anonymous = [u32(1), text('anon'), u32(0), NULL, NULL, NULL]
const endpoint = [NULL, ...application, NULL, u32(1), text(NO_SECURITY), ...anonymous, NULL, '00']
const build = [NULL, text('Maker'), text('Server'), text('1.2'), text('7'), '00'.repeat(8)].join('')
const value = ['01', '16', '01005401', '01', u32(build.length / 2), build].join('')

/** How many are open, and how many may be. */
const sessions = ['01', '07', u32(3), '01', '07', u32(20)].join('')

/** OPC 10000-4 in the encoding of OPC 10000-6, written after the standard. */
function honest(step: Step, number: number): Buffer | null {
  switch (step) {
    case 'hello':
      return message('ACKF', u32(0) + u32(65_536).repeat(3) + u32(16))
    case 'open': {
      const security = [u32(9), text(NO_SECURITY), NULL, NULL, u32(1), u32(number)]
      const token = [u32(9), u32(8), '00'.repeat(8), u32(60_000)]
      const body = ['0100c101', header(number), u32(0), ...token, NULL]
      return message('OPNF', [...security, ...body].join(''))
    }
    case 'endpoints':
      return service(431, u32(1) + endpoint.join(''))(number)
    case 'create':
      return service(464, ['01000100', '0201000a000000'].join(''))(number)
    case 'activate':
      return service(470, NULL)(number)
    case 'read':
      return service(634, u32(3) + value + sessions)(number)
    case 'end':
      return service(476, '')(number)
    case 'close':
      return null
  }
}

const types: Readonly<Record<number, Step>> = {
  ...{ 428: 'endpoints', 461: 'create', 467: 'activate', 631: 'read', 473: 'end', 452: 'close' },
}

function nameOf(request: Buffer): Step | 'unknown' {
  const kind = request.toString('latin1', 0, 3)
  if (kind === 'HEL') return 'hello'
  if (kind === 'OPN') return 'open'
  return types[request.readUInt16LE(26)] ?? 'unknown'
}

async function asking(answer: Answer) {
  const asked: Buffer[] = []
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (request) => {
      asked.push(request)
      const step = nameOf(request)
      const numbered = step === 'hello' ? 0 : request.readUInt32LE(step === 'open' ? 71 : 20)
      const said = step === 'unknown' ? null : answer(step, step === 'open' ? 1 : numbered)
      if (said === null) return
      if (Buffer.isBuffer(said)) socket.write(said)
      else if ('last' in said) socket.end(said.last)
      else for (let i = 0; i < 5000; i++) socket.write(said.over)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const target: ProbeTarget = { protocol: 'opc-ua', host: '127.0.0.1', port }
  const result = await createIdentityProbe({ gapMs: 0, answerMs: 2000 }).identify(target)
  await new Promise((resolve) => server.close(resolve))
  return { result, asked }
}

type Refused = { ok: boolean; refusal?: ProbeRefusal }

const kindOf = (result: Refused) => result.refusal?.kind ?? 'an identity'

function whyOf({ refusal }: Refused): string {
  return refusal !== undefined && 'why' in refusal ? refusal.why : 'no reason'
}
