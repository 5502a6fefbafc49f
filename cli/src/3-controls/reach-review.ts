import {
  type Box,
  changesBetween,
  packetInALine,
  packetsInWords,
  reviewRules,
  witnessOf,
  type ZoneChange,
} from '@holdpoint/reach'
import type { Command } from 'commander'
import { exitWith, printJson } from '../terminal.ts'
import { readNetwork } from './network-file.ts'

const SHOWN_MAX = 50

/** `reach-changes` and `reach-review`: what a new configuration changes, and rules to look at. */
export function addReachReviews(program: Command): void {
  program
    .command('reach-changes')
    .description(
      'Say which packets a network newly lets pass and newly refuses; exit code 1 if any',
    )
    .requiredOption('--before <file>', 'the network as it is (JSON)')
    .requiredOption('--after <file>', 'the network as it would be (JSON)')
    .option('--json', 'print one JSON value')
    .action(async (options: { before: string; after: string; json?: true }) => {
      const [before, after] = [await readNetwork(options.before), await readNetwork(options.after)]
      const found = changesBetween(before, after)
      const said = { ...found, changes: found.changes.map(changeInWords) }
      if (options.json === true) printJson(said)
      else sayChanges(said.changes)
      exitWith(found.changes.length === 0)
    })
  program
    .command('reach-review')
    .description(
      'Name rules that no packet meets and rules that permit too much; exit code 1 if any',
    )
    .requiredOption('--network <file>', 'zones, firewalls and their configurations (JSON)')
    .option('--json', 'print one JSON value')
    .action(async (options: { network: string; json?: true }) => {
      const remarks = reviewRules(await readNetwork(options.network))
      if (options.json === true) printJson({ remarks })
      else {
        for (const { firewall, rule, file, line, kind, why } of remarks) {
          console.log(`${firewall}: ${kind}: ${rule} (${file}:${line}): ${why}`)
        }
        if (remarks.length === 0) console.log('no rule to look at')
      }
      exitWith(remarks.length === 0)
    })
}

function partInWords(boxes: readonly Box[]) {
  const [first] = boxes
  return {
    witness: first === undefined ? null : packetsInWords(witnessOf(first)),
    line: first === undefined ? null : packetInALine(witnessOf(first)),
    packets: boxes.slice(0, SHOWN_MAX).map(packetsInWords),
    packetsLeftOut: Math.max(0, boxes.length - SHOWN_MAX),
  }
}

function changeInWords({ from, to, allowed, denied, isUnknown }: ZoneChange) {
  return { from, to, isUnknown, allowed: partInWords(allowed), denied: partInWords(denied) }
}

function sayChanges(changes: readonly ReturnType<typeof changeInWords>[]): void {
  for (const { from, to, isUnknown, allowed, denied } of changes) {
    if (isUnknown) console.log(`${from} to ${to}: too many pieces to tell what changed`)
    if (allowed.line !== null) console.log(`${from} to ${to}: newly let through: ${allowed.line}`)
    if (denied.line !== null) console.log(`${from} to ${to}: newly refused: ${denied.line}`)
  }
  if (changes.length === 0) console.log('the same packets pass')
}
