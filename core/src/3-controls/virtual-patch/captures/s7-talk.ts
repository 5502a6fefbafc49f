import { bytesOfText } from '../suricata-text.ts'
import { two } from './packet-bytes.ts'
import type { Exchange, MessageOf, ProtocolTalk } from './protocol-talk.ts'

type Known = MessageOf<'s7-job'> | MessageOf<'s7-userdata'>
type Said =
  | { readonly kind: 'job'; readonly code: number; readonly service: string | null }
  | { readonly kind: 'userdata'; readonly group: number; readonly sub: number }

const JOB = 0x01
const ACKNOWLEDGED = 0x03
const USERDATA = 0x07
const PROGRAM_INVOCATION = 0x28
const PROGRAM_STOP = 0x29
const READ_VARIABLE = 0x04
const SETUP = 0xf0

/** TPKT (RFC 1006), COTP class 0 data and S7 communication, after connect and set-up. */
export function s7Talk(exploit: Known): ProtocolTalk {
  const said: Said =
    exploit.template === 's7-job'
      ? { kind: 'job', code: exploit.function, service: exploit.programService }
      : { kind: 'userdata', group: exploit.group, sub: exploit.subfunction }
  const isExploit = (one: Said) => meets(said, one)
  const calm = ordinary.filter((one) => !isExploit(one))
  return {
    ...{ transport: 'tcp', isParsed: false },
    opening: [connect, ...(isExploit(setup) ? [] : [exchange(setup)])],
    exploits: [exchange(said)],
    nearMisses: neighbours(said)
      .filter((one) => !isExploit(one))
      .map(exchange),
    ordinary: calm.map(exchange),
  }
}

const setup: Said = { kind: 'job', code: SETUP, service: null }

const ordinary: readonly Said[] = [
  { kind: 'job', code: READ_VARIABLE, service: null },
  { kind: 'userdata', group: 4, sub: 1 },
  { kind: 'job', code: 0x05, service: null },
  { kind: 'userdata', group: 7, sub: 1 },
]

function meets(exploit: Said, one: Said): boolean {
  if (exploit.kind === 'job') {
    if (one.kind !== 'job' || one.code !== exploit.code) return false
    return exploit.service === null || one.service === exploit.service
  }
  return one.kind === 'userdata' && one.group === exploit.group && one.sub === exploit.sub
}

function neighbours(exploit: Said): readonly Said[] {
  if (exploit.kind === 'userdata') {
    const { group, sub } = exploit
    return [
      { kind: 'userdata', group, sub: sub === 255 ? 254 : sub + 1 },
      { kind: 'userdata', group: group === 15 ? 14 : group + 1, sub },
      ...ordinary,
    ]
  }
  const { code, service } = exploit
  const other = code === PROGRAM_STOP ? PROGRAM_INVOCATION : PROGRAM_STOP
  return [
    ...(service === null
      ? []
      : [{ kind: 'job', code, service: `Q${service}`.slice(0, 9) } as const]),
    { kind: 'job', code: other, service: 'P_PROGRAM' },
    ...ordinary,
  ]
}

const connect: Exchange = {
  what: 'COTP connect',
  request: tpkt([0x11, 0xe0, 0, 0, 0, 1, 0, 0xc0, 1, 0x0a, 0xc1, 2, 1, 0, 0xc2, 2, 1, 2]),
  answer: tpkt([0x11, 0xd0, 0, 1, 0, 1, 0, 0xc0, 1, 0x0a, 0xc1, 2, 1, 0, 0xc2, 2, 1, 2]),
}

function exchange(said: Said): Exchange {
  if (said.kind === 'userdata') {
    const { group, sub } = said
    const head = [0x00, 0x01, 0x12, 0x04, 0x11, 0x40 | group, sub, 0x01]
    const answer = [0x00, 0x01, 0x12, 0x08, 0x12, 0x80 | group, sub, 0x01, 0, 0, 0, 0]
    return {
      what: `S7: user data, group ${group}, subfunction ${sub}`,
      request: s7(USERDATA, head, [0x0a, 0x00, 0x00, 0x00]),
      answer: s7(USERDATA, answer, [0x0a, 0x00, 0x00, 0x00]),
    }
  }
  const { code, service } = said
  const named = service === null ? '' : ` ${service}`
  return {
    what: `S7: job ${code}${named}`,
    request: s7(JOB, parametersOf(code, service), code === 0x05 ? [0, 4, 0, 8, 1] : []),
    answer: s7(ACKNOWLEDGED, [code], []),
  }
}

function parametersOf(code: number, service: string | null): readonly number[] {
  const name = bytesOfText(service ?? 'P_PROGRAM')
  switch (code) {
    case SETUP:
      return [SETUP, 0x00, 0x00, 0x01, 0x00, 0x01, 0x01, 0xe0]
    case PROGRAM_STOP:
      return [code, 0, 0, 0, 0, 0, name.length, ...name]
    case PROGRAM_INVOCATION:
      return [code, 0, 0, 0, 0, 0, 0, 0xfd, 0, 0, name.length, ...name]
    case READ_VARIABLE:
    case 0x05:
      return [code, 0x01, 0x12, 0x0a, 0x10, 0x02, 0x00, 0x01, 0x00, 0x01, 0x84, 0x00, 0x00, 0x00]
    default:
      return [code, 0, 0, 0, 0, 0, 0, 0]
  }
}

function s7(kind: number, parameters: readonly number[], data: readonly number[]) {
  const error = kind === ACKNOWLEDGED ? [0, 0] : []
  const lengths = [...two(parameters.length), ...two(data.length)]
  return tpkt([
    0x02,
    0xf0,
    0x80,
    0x32,
    kind,
    0,
    0,
    0,
    1,
    ...lengths,
    ...error,
    ...parameters,
    ...data,
  ])
}

function tpkt(rest: readonly number[]): readonly number[] {
  return [0x03, 0x00, ...two(rest.length + 4), ...rest]
}
