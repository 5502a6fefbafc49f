import { type Answer, type Box, packetInALine, packetsInWords, reach } from '@holdpoint/reach'
import type { Command } from 'commander'
import { BadInput, exitWith, printJson } from '../terminal.ts'
import { readNetwork } from './network-file.ts'

type Options = {
  readonly network: string
  readonly from: string
  readonly to: string
  readonly service: string
  readonly json?: true
}

/** `reach`: offline, without a server; no packet is sent. Exit code 1 where something passes. */
export function addReachCommand(program: Command): void {
  program
    .command('reach')
    .description(
      'Say exactly which packets the firewalls of a network let through, and by which rule',
    )
    .requiredOption('--network <file>', 'zones, firewalls and their configurations (JSON)')
    .requiredOption('--from <end>', 'zone:ID, host:ADDRESS or any')
    .requiredOption('--to <end>', 'zone:ID, host:ADDRESS or any')
    .requiredOption('--service <service>', 'tcp/502, udp/161-162, icmp/8, protocol/89 or any')
    .option('--json', 'print one JSON value')
    .action(async (options: Options) => {
      const network = await readNetwork(options.network)
      const answer = reach(network, options)
      if (!answer.ok) throw new BadInput(`--${answer.refusal.where}: ${answer.refusal.why}`)
      if (options.json === true) printJson(answerInWords(answer.value))
      else sayAnswer(answer.value)
      exitWith(answer.value.verdict === 'none')
    })
}

/** The answer as it is printed: addresses and ports in words. */
export function answerInWords(answer: Answer) {
  return {
    ...answer,
    packets: answer.packets.map(packetsInWords),
    witness: answer.witness === null ? null : witnessInWords(answer.witness),
  }
}

function witnessInWords(box: Box) {
  const words = packetsInWords(box)
  const ported = words.protocol === 'tcp' || words.protocol === 'udp'
  return {
    ...words,
    sourcePort: ported ? box.sourcePort[0] : null,
    destinationPort: ported ? box.destinationPort[0] : words.destinationPort,
  }
}

const verdicts = {
  none: 'Nothing gets through.',
  some: 'Some packets get through.',
  all: 'Everything that was asked for gets through.',
} as const

function sayAnswer(answer: Answer): void {
  console.log(verdicts[answer.verdict])
  if (answer.witness !== null) console.log(`for example: ${packetInALine(answer.witness)}`)
  for (const { firewall, rule, chain, file, line } of answer.path) {
    const where = line > 0 ? ` (${file}:${line})` : ''
    console.log(`  ${firewall}: ${rule ?? `the end of ${chain}`}${where}`)
  }
  for (const box of answer.packets.slice(0, 20)) {
    const { source, destination, protocol, destinationPort } = packetsInWords(box)
    console.log(`  ${protocol} ${source} → ${destination} port ${destinationPort}`)
  }
  const more = answer.packets.length - 20 + answer.packetsLeftOut
  if (more > 0) console.log(`  and ${more} sets more`)
  if (answer.replies !== null && answer.replies !== 'all') {
    console.log(`what answers comes back: ${answer.replies}`)
  }
  console.log(`a session that is open already goes on: ${answer.openSessions}`)
  for (const { firewall, file, line, what } of answer.assumptions) {
    const where = [firewall, line > 0 ? `${file}:${line}` : ''].filter((one) => one !== '')
    console.log(`assumed: ${[...where, what].join(': ')}`)
  }
}
