import { type Preset, type Validation, validateCsaf } from '@holdpoint/csaf'
import { readStrictJson } from '@holdpoint/std'
import { type Command, Option } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, exitWith, printJson, readFileOrSay } from '../terminal.ts'
import { jsonFilesOf } from './json-files.ts'

interface Judged extends Validation {
  readonly file: string
}

const PRESETS: readonly Preset[] = ['mandatory', 'optional', 'informative', 'full']

/** `advisories validate`: offline, without a server. */
export function addAdvisoryValidate(program: Command): void {
  group(program, 'advisories', 'Security advisories (CSAF)')
    .command('validate')
    .description(
      'Run the tests of CSAF 2.0 or 2.1, clause 6, on documents; exit 1 if one is invalid',
    )
    .argument('<file...>', 'CSAF files or folders of them')
    .addOption(
      new Option('--preset <name>', 'which tests run beside the schema; the mandatory ones decide')
        .choices(PRESETS)
        .default('mandatory'),
    )
    .option('--json', 'print one JSON value')
    .action(async (paths: string[], options: { preset: Preset; json?: true }) => {
      const files = await jsonFilesOf(paths)
      if (files.length === 0) throw new BadInput(`${paths.join(' ')}: no .json file there`)
      const judged: Judged[] = []
      for (const file of files) judged.push(await judge(file, options.preset))
      if (options.json === true) printJson(judged)
      else for (const one of judged) say(one)
      exitWith(judged.every(({ valid }) => valid))
    })
}

async function judge(file: string, preset: Preset): Promise<Judged> {
  const json = readStrictJson(await readFileOrSay(file))
  if (!json.ok)
    throw new BadInput(`${file}: not JSON, line ${json.refusal.line}: ${json.refusal.why}`)
  return { file, ...validateCsaf(json.value, { preset, now: Date.now() }) }
}

function say({ file, version, valid, tests }: Judged): void {
  console.log(`${valid ? 'valid  ' : 'invalid'} ${file} (CSAF ${version})`)
  for (const { id, errors } of tests) {
    for (const { path, message } of errors) console.log(`        ${id}  ${path || '/'} ${message}`)
  }
}
