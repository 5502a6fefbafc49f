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
      const content = contentAt({ bytes: bytesOfText(programService), offset: 0 })
      const name = content.replace(/; offset.*/, '; distance:0; within:64')
      return { ...found, options: [...found.options, name] }
    }
    case 's7-userdata':
      return raw([
        ...isoHead(0x07),
        { offset: S7_PARAMETERS, bytes: [0x00, 0x01, 0x12] },
        { offset: S7_PARAMETERS + 5, bytes: [0x40 | message.group, message.subfunction] },
      ])
    case 'enip-service': {
      const path = [message.service, message.class, message.attribute].filter((one) => one !== null)
      return {
        protocol: 'enip',
        options: [`cip_service:${path.join(',')}`],
        needs: ['app-layer.protocols.enip.enabled: yes'],
        blindTo: ['the service wrapped in an Unconnected Send (0x52) or in an open connection'],
      }
    }
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
    blindTo: ['a connection whose first message has a function that Suricata does not know (90)'],
  }
}

/** Suricata's ranges leave out their ends. */
function addressRange(first: number, last: number): string {
  if (first === 0 && last === 65_535) return ''
  if (first === last) return `, address ${first}`
  if (first === 0) return `, address <${last + 1}`
  if (last === 65_535) return `, address >${first - 1}`
  return `, address ${first - 1}<>${last + 1}`
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
