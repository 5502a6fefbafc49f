import { collectAdvisories } from '@holdpoint/feeds'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, exitWith, printJson, readFileOrSay } from '../terminal.ts'

type Options = {
  readonly provider: string
  readonly out: string
  readonly ca?: readonly string[]
  readonly pause: string
  readonly json?: true
}

/** `advisories collect`: on a connected machine, without a server; the folder is carried across. */
export function addAdvisoryCollect(program: Command): void {
  group(program, 'advisories', 'Security advisories (CSAF)')
    .command('collect')
    .description(
      'Bring what a CSAF provider publishes into a folder, hashes and signatures checked',
    )
    .requiredOption('--provider <domain>', 'a domain, or the address of its provider metadata')
    .requiredOption('--out <folder>', 'where to; a second run brings only what changed')
    .option('--ca <file...>', 'certificate authorities in PEM, instead of those of the system')
    .option('--pause <ms>', 'between two documents', '100')
    .option('--json', 'print one JSON value')
    .action(collectCommand)
}

async function collectCommand(options: Options): Promise<void> {
  const pauseMs = Number(options.pause)
  if (!Number.isInteger(pauseMs) || pauseMs < 0 || pauseMs > 600_000) {
    throw new BadInput(`--pause ${options.pause}: must be milliseconds from 0 to 600000`)
  }
  const abort = new AbortController()
  const onInterrupt = () => {
    abort.abort()
    console.error('holdpoint: ending; the same command goes on where this one stopped')
  }
  process.once('SIGINT', onInterrupt)
  const authorities = await Promise.all(
    (options.ca ?? []).map(async (file) => Buffer.from(await readFileOrSay(file)).toString('utf8')),
  )
  const answer = await collectAdvisories({
    provider: options.provider,
    folder: options.out,
    pauseMs,
    signal: abort.signal,
    tell: (done, total) => {
      if (done % 50 === 0 || done === total) console.error(`${done}/${total}`)
    },
    ...(authorities.length === 0 ? {} : { authorities }),
  })
  process.off('SIGINT', onInterrupt)
  if (!answer.ok) throw new BadInput(`${answer.refusal.url}: ${answer.refusal.words}`)
  const { refused, stored, unchanged, listed, provider, ended } = answer.value
  if (options.json === true) printJson(answer.value)
  else {
    for (const { url, words } of refused) console.log(`refused  ${url}: ${words}`)
    console.log(
      `${provider}: ${listed} listed, ${stored} stored, ${unchanged} unchanged, ${refused.length} refused`,
    )
  }
  exitWith(refused.length === 0 && !ended)
}
