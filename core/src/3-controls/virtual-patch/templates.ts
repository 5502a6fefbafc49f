import { bytesOfText, contentAt } from './suricata-text.ts'
import type { ExploitMessage } from './vulnerability-facts.ts'

/** One exploit message as the part of a rule that knows the protocol. */
export type RuleTemplate = {
  /** The word after alert or drop. */
  readonly protocol: 'modbus' | 'enip' | 'dnp3' | 'tcp' | 'udp'
  readonly options: readonly string[]
  /** What the sensor must have switched on. */
  readonly needs: readonly string[]
  /** Ways past the rule that are known, and that no proof of ours denies. */
  readonly blindTo: readonly string[]
}

const SEGMENTS = 'the same message in several small segments, where the sensor sees one by one'
const WRAPPED = 'the service wrapped in an Unconnected Send (0x52)'
const NOT_FIRST = 'the message behind another one in the same segment'

export function templateOf(message: ExploitMessage): RuleTemplate {
  switch (message.template) {
    case 'modbus-function': {
      const { function: code, subfunction } = message
      const sub = subfunction === null ? '' : `, subfunction ${subfunction}`
      return modbus(`modbus: function ${code}${sub}`)
    }
    case 'modbus-registers': {
      const { access, table, first, last } = message
      return modbus(`modbus: access ${access} ${table}${addressRange(first, last)}`)
    }
    case 'modbus-raw-function':
      return raw([
        { offset: 2, bytes: [0, 0] },
        { offset: 7, bytes: [message.function] },
        ...(message.umasCode === null ? [] : [{ offset: 9, bytes: [message.umasCode] }]),
      ])
    case 's7-job': {
      const { function: code, programService } = message
      const found = raw([...isoHead(0x01), { offset: S7_PARAMETERS, bytes: [code] }])
      if (programService === null) return found
      // Behind its length, so that a longer name that ends in the same letters is another one.
      const bytes = [programService.length, ...bytesOfText(programService)]
      const content = contentAt({ bytes, offset: 0 })
      const name = content.replace(/; offset.*/, '; distance:0; within:64')
      return { ...found, options: [...found.options, name] }
    }
    case 's7-userdata':
      return raw([
        ...isoHead(0x07),
        { offset: S7_PARAMETERS, bytes: [0x00, 0x01, 0x12] },
        { offset: S7_PARAMETERS + 5, bytes: [0x40 | message.group, message.subfunction] },
      ])
    case 'enip-service':
      return message.class === null
        ? {
            protocol: 'enip',
            options: [`cip_service:${message.service}`],
            needs: ['app-layer.protocols.enip.enabled: yes'],
            blindTo: [WRAPPED, SEGMENTS],
          }
        : cipPath(message.service, message.class, message.attribute)
    case 'dnp3-function': {
      const { function: code, object } = message
      const of = object === null ? [] : [`dnp3_obj:${object.group},${object.variation}`]
      return {
        protocol: 'dnp3',
        options: [`dnp3_func:${code}`, ...of],
        needs: ['app-layer.protocols.dnp3.enabled: yes'],
        blindTo: ['the message inside of an encrypted tunnel'],
      }
    }
    case 'raw-bytes': {
      const { transport, contents } = message
      const blindTo = transport === 'tcp' ? [SEGMENTS, NOT_FIRST] : ['the same in fragments']
      return { protocol: transport, options: contents.map(contentAt), needs: [], blindTo }
    }
  }
}

function modbus(option: string): RuleTemplate {
  return {
    protocol: 'modbus',
    options: [option],
    needs: ['app-layer.protocols.modbus.enabled: yes'],
    blindTo: [
      'a connection whose first message has a function that Suricata does not know (90)',
      'a connection whose first message looks to Suricata like another protocol (transaction 0x0103)',
    ],
  }
}

/**
 * Suricata counts registers from 1, as the data model of Modbus does, and leaves out the ends of a
 * range; what is on the wire counts from 0. The last register of all has no number there.
 */
function addressRange(first: number, last: number): string {
  if (first === 0 && last === 65_535) return ''
  if (first === last) return `, address ${first + 1}`
  if (last === 65_534) return `, address >${first}`
  if (first === 0) return `, address <${last + 2}`
  return `, address ${first}<>${last + 2}`
}

/**
 * Suricata's own word for a class is met for few services only: the path is looked for by its bytes,
 * in either width, behind the heads of an unconnected and of a connected request.
 */
function cipPath(service: number, of: number, attribute: number | null): RuleTemplate {
  const named = attribute === null ? '' : `(?:\\x24.|\\x25\\x00..)?${segment(0x30, attribute)}`
  const heads = `(?:\\x6f\\x00.{38}|\\x70\\x00.{44})`
  const path = `^${heads}${byte(service)}.${segment(0x20, of)}${named}`
  return {
    protocol: 'tcp',
    options: [
      contentAt({ bytes: [service], offset: 40 }).replace('depth:1', 'depth:7'),
      `pcre:"/${path}/s"`,
    ],
    needs: [],
    blindTo: [WRAPPED, 'the service among several in one packet (0x0A)', SEGMENTS, NOT_FIRST],
  }
}

/** A logical segment of eight bits or of sixteen. */
function segment(kind: number, value: number): string {
  const wide = `${byte(kind | 1)}\\x00${byte(value & 0xff)}${byte(value >>> 8)}`
  return value > 0xff ? wide : `(?:${byte(kind)}${byte(value)}|${wide})`
}

function byte(value: number): string {
  return `\\x${value.toString(16).padStart(2, '0')}`
}

/** Behind TPKT (4), COTP data (3) and the S7 header (10). */
const S7_PARAMETERS = 17

function isoHead(kind: number): readonly { readonly bytes: readonly number[]; offset: number }[] {
  return [
    { offset: 0, bytes: [0x03, 0x00] },
    { offset: 4, bytes: [0x02, 0xf0, 0x80, 0x32, kind] },
  ]
}

function raw(contents: readonly { bytes: readonly number[]; offset: number }[]): RuleTemplate {
  const options = contents.map(contentAt)
  return { protocol: 'tcp', options, needs: [], blindTo: [SEGMENTS, NOT_FIRST] }
}
