import type { Vulnerability } from './advisory.ts'

/** A network service that the words of a vulnerability name. */
export interface NamedService {
  readonly protocol: string
  readonly port: number
  readonly transport: 'tcp' | 'udp'
  /**
   * `port`: the text says the number. `protocol`: it only names the protocol, and the port is the
   * usual one.
   */
  readonly from: 'port' | 'protocol'
}

interface Protocol {
  readonly protocol: string
  readonly words: RegExp
  readonly ports: readonly (readonly [number, 'tcp' | 'udp'])[]
}

// Ports as registered with IANA, or as the vendor's manuals give them.
const PROTOCOLS: readonly Protocol[] = [
  {
    protocol: 'ethernet-ip',
    words: /\bCIP\b|\bEther[Nn]et\/IP\b|\bENIP\b/,
    ports: [
      [44818, 'tcp'],
      [44818, 'udp'],
      [2222, 'udp'],
    ],
  },
  { protocol: 'modbus', words: /\bmodbus\b/i, ports: [[502, 'tcp']] },
  {
    protocol: 's7comm',
    words: /\bS7 ?comm(?:unication|-plus)?\b|\bISO[- ]TSAP\b/i,
    ports: [[102, 'tcp']],
  },
  { protocol: 'https', words: /\bHTTPS\b|\bTLS web server\b/i, ports: [[443, 'tcp']] },
  {
    protocol: 'http',
    words: /\bHTTP(?!S)\b|\b(?:integrated|embedded|built-in)? ?web ?server\b/i,
    ports: [[80, 'tcp']],
  },
  { protocol: 'ssh', words: /\bSSH\b/, ports: [[22, 'tcp']] },
  { protocol: 'ftp', words: /\bFTP\b/, ports: [[21, 'tcp']] },
  { protocol: 'tftp', words: /\bTFTP\b/, ports: [[69, 'udp']] },
  { protocol: 'telnet', words: /\btelnet\b/i, ports: [[23, 'tcp']] },
  { protocol: 'snmp', words: /\bSNMP(?:v[123])?\b/, ports: [[161, 'udp']] },
  {
    protocol: 'dhcp',
    words: /\bDHCP\b/,
    ports: [
      [67, 'udp'],
      [68, 'udp'],
    ],
  },
  { protocol: 'opc-ua', words: /\bOPC ?UA\b/i, ports: [[4840, 'tcp']] },
  {
    protocol: 'dnp3',
    words: /\bDNP ?3\b/i,
    ports: [
      [20000, 'tcp'],
      [20000, 'udp'],
    ],
  },
  { protocol: 'bacnet', words: /\bBACnet\b/i, ports: [[47808, 'udp']] },
  { protocol: 'iec-104', words: /\bIEC ?60870-5-104\b|\bIEC[- ]?104\b/i, ports: [[2404, 'tcp']] },
  { protocol: 'iec-61850-mms', words: /\bMMS\b|\bIEC ?61850\b/, ports: [[102, 'tcp']] },
  { protocol: 'profinet', words: /\bPROFINET\b/i, ports: [[34964, 'udp']] },
  {
    protocol: 'fins',
    words: /\bFINS\b/,
    ports: [
      [9600, 'tcp'],
      [9600, 'udp'],
    ],
  },
  { protocol: 'slmp', words: /\bSLMP\b|\bMELSOFT\b/, ports: [[5007, 'tcp']] },
  {
    protocol: 'codesys',
    words: /\bCODESYS\b/i,
    ports: [
      [1217, 'tcp'],
      [11740, 'tcp'],
    ],
  },
  { protocol: 'mqtt', words: /\bMQTT\b/, ports: [[1883, 'tcp']] },
  { protocol: 'rdp', words: /\bRDP\b|\bRemote Desktop Protocol\b/, ports: [[3389, 'tcp']] },
  { protocol: 'vnc', words: /\bVNC\b/, ports: [[5900, 'tcp']] },
  { protocol: 'smb', words: /\bSMB(?:v[123])?\b/, ports: [[445, 'tcp']] },
]

const PORT =
  /\b(?:(tcp|udp)[ /-]*)?ports? (?:number )?(\d{1,5})(?:[ /]*\(?(tcp|udp)\b)?|\b(\d{1,5})\/(tcp|udp)\b/gi

/**
 * Services that the notes and fixes of a vulnerability name; a first hint for a control, for a
 * person to confirm.
 */
export function namedServices(vulnerability: Vulnerability): readonly NamedService[] {
  const text = [
    ...vulnerability.notes.map((note) => note.text),
    ...vulnerability.remediations.map(({ details }) => details),
  ]
    .join('\n')
    .replace(/https?:\/\/\S+/gi, ' ')
  const named = PROTOCOLS.filter(({ words }) => words.test(text)).flatMap(({ protocol, ports }) =>
    ports.map(([port, transport]) => ({ protocol, port, transport, from: 'protocol' as const })),
  )
  const written = portsIn(text)
  const kept = named.filter(
    (one) =>
      !written.some(({ port, transport }) => port === one.port && transport === one.transport),
  )
  return [...written, ...kept]
}

function portsIn(text: string): readonly NamedService[] {
  const services = [...text.matchAll(PORT)].flatMap(
    ([, before, port, after, bare, bareTransport]) => {
      const number = Number(port ?? bare)
      if (number < 1 || number > 65535) return []
      const known = PROTOCOLS.flatMap(({ protocol, ports }) =>
        ports.map((one) => [protocol, ...one] as const),
      )
      const said = (before ?? after ?? bareTransport)?.toLowerCase()
      const usual = known.find(
        ([, port, transport]) => port === number && (said ?? transport) === transport,
      )
      const transport = said === 'udp' || said === 'tcp' ? said : (usual?.[2] ?? 'tcp')
      return [{ protocol: usual?.[0] ?? 'unnamed', port: number, transport, from: 'port' as const }]
    },
  )
  return [...new Map(services.map((one) => [`${one.port}/${one.transport}`, one])).values()]
}
