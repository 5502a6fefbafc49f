import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import {
  readShieldPolicy,
  renderShieldRules,
  type ShieldMode,
  type ShieldPolicy,
  type ShieldRecord,
  type ShieldSummary,
  shieldModes,
  startShield,
} from '@holdpoint/shield'
import { type Command, Option } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, printJson, readFileOrSay } from '../terminal.ts'

const ABOUT = 'A shield before one device: what its policy does not allow is not forwarded'

/** `shield modbus` runs until it is told to end; `shield rules` prints what leads clients to it. */
export function addShieldCommands(program: Command): void {
  const shield = group(program, 'shield', ABOUT)
  shield
    .command('modbus')
    .description('Stand before a Modbus/TCP device until SIGTERM or SIGINT')
    .requiredOption('--policy <file>', 'what is allowed, and who signed it (JSON)')
    .addOption(
      new Option('--mode <mode>', 'learn and alert forward everything')
        .choices(shieldModes)
        .default('enforce'),
    )
    .option('--log <file>', 'append one line of JSON for each refusal; else they go to stderr')
    .option('--json', 'print one JSON value a line: when it listens, and when it ends')
    .action(runShield)
  shield
    .command('rules')
    .description('Print the nftables rules that lead clients to the shield; nothing is loaded')
    .requiredOption('--policy <file>', 'as above')
    .option('--guard', 'print the kernel guard instead: it stops honest mistakes only')
    .option('--rollback', 'print what takes the rules away again')
    .option('--json', 'print one JSON value')
    .action(printRules)
}

type RunOptions = {
  readonly policy: string
  readonly mode: ShieldMode
  readonly log?: string
  readonly json?: true
}

async function runShield({ policy: file, mode, log, json }: RunOptions): Promise<void> {
  const { policy, sha256 } = await readPolicyFile(file)
  const records = openLog(log)
  const shield = await startShield(policy, { mode, now: Date.now, record: records.write })
  if (!shield.ok) throw new BadInput(`${shield.refusal.what}. ${shield.refusal.clearedBy}`)
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  const { conduit, device, listen } = policy
  if (json === true) {
    printLine({ kind: 'listening', mode, conduit, listen, device, policySha256: sha256 })
  } else {
    console.log(`${conduit}: ${mode}, at ${listen.address} port ${listen.port}`)
    console.log(`before ${device.address} port ${device.port}, policy ${sha256}`)
  }
  await ended
  await shield.value.close()
  records.close()
  const summary = shield.value.summary()
  if (json === true) printLine({ kind: 'ended', ...summary })
  else saySummary(summary)
}

function printLine(value: unknown): void {
  console.log(JSON.stringify(value))
}

function saySummary({ counts, seen, seenIsWhole, proposedUnits }: ShieldSummary): void {
  for (const [what, count] of Object.entries(counts)) console.log(`${what}: ${count}`)
  for (const { unit, functionCode, requests, ranges } of seen) {
    const where = ranges.map(({ from, to }) => `${from}-${to}`).join(', ')
    console.log(`unit ${unit}, function ${functionCode}: ${requests} requests, ${where}`)
  }
  if (!seenIsWhole) console.log('more was seen than could be kept')
  console.log('a policy that allows what was seen and no more would have these units:')
  console.log(JSON.stringify(proposedUnits))
}

type Log = { readonly write: (record: ShieldRecord) => void; readonly close: () => void }

/** Written before the client is answered. Where that fails it is said, and refused all the same. */
function openLog(path: string | undefined): Log {
  const handle = path === undefined ? process.stderr.fd : openToAppend(path)
  return {
    write(record) {
      try {
        writeSync(handle, `${JSON.stringify(record)}\n`)
      } catch (fault) {
        const code = (fault as NodeJS.ErrnoException).code ?? 'unknown error'
        console.error(`holdpoint: the log cannot be written (${code}): ${record.why}`)
      }
    },
    close() {
      if (path !== undefined) closeSync(handle)
    },
  }
}

function openToAppend(path: string): number {
  try {
    return openSync(path, 'a', 0o640)
  } catch (fault) {
    throw new BadInput(`${path}: ${(fault as NodeJS.ErrnoException).code ?? 'cannot be opened'}`)
  }
}

type RulesOptions = {
  readonly policy: string
  readonly guard?: true
  readonly rollback?: true
  readonly json?: true
}

async function printRules({ policy: file, guard, rollback, json }: RulesOptions): Promise<void> {
  const { policy } = await readPolicyFile(file)
  const rendered = renderShieldRules(policy)
  if (!rendered.ok) {
    throw new BadInput(`${file}: ${rendered.refusal.where}: ${rendered.refusal.why}`)
  }
  if (json === true) {
    printJson(rendered.value)
    return
  }
  const printed = guard === true ? rendered.value.guard : rendered.value
  if (printed === null) {
    throw new BadInput(`${file}: the kernel guard needs IPv4 and a function of 1 to 6`)
  }
  process.stdout.write(rollback === true ? printed.rollback : printed.rules)
  if (guard === true || rollback === true) return
  console.error(`Without the shield: ${rendered.value.withoutShield}`)
  console.error(`Open sessions: ${rendered.value.openSessions}`)
}

async function readPolicyFile(
  file: string,
): Promise<{ readonly policy: ShieldPolicy; readonly sha256: string }> {
  const bytes = await readFileOrSay(file)
  const policy = readShieldPolicy(bytes)
  if (!policy.ok) {
    const faults = policy.refusal.map(({ where, why }) => `${where}: ${why}`)
    throw new BadInput(`${file}: ${faults.join('; ')}`)
  }
  return { policy: policy.value, sha256: createHash('sha256').update(bytes).digest('hex') }
}
