import {
  type CanonicalVers,
  canonicalVers,
  compareInScheme,
  fromNative,
  type VersRefusal,
  versContains,
} from '@holdpoint/csaf'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, exitWith, printJson } from '../terminal.ts'

interface Options {
  readonly json?: true
}

/** `vers …`: version ranges by the Version Range Specifier, offline. */
export function addVersCommands(program: Command): void {
  const vers = group(program, 'vers', 'Version ranges (vers)')
  vers
    .command('compare')
    .description('Which of two versions comes first: -1, 0 or 1')
    .argument('<scheme>', 'the vers type, such as npm, pypi, maven or ot')
    .argument('<a>')
    .argument('<b>')
    .option('--json', 'print one JSON value')
    .action((scheme: string, a: string, b: string, options: Options) => {
      say(valueOrSay(compareInScheme(scheme, a, b), `${scheme} ${a} ${b}`, null), options)
    })
  vers
    .command('contains')
    .description('Whether a version lies in a range; exit code 1 if not')
    .argument('<range>', 'such as "vers:ot/>=V3.0|<V3.2.14"')
    .argument('<version>')
    .option('--json', 'print one JSON value')
    .action((range: string, version: string, options: Options) => {
      const within = valueOrSay(versContains(range, version), `${range} ${version}`, range)
      say(within, options)
      exitWith(within)
    })
  vers
    .command('canonical')
    .description('A range with its constraints in order')
    .argument('<range>')
    .option('--json', 'print one JSON value')
    .action((range: string, options: Options) => {
      sayRange(valueOrSay(canonicalVers(range), range, range), options)
    })
  vers
    .command('from-native')
    .description("A range in an ecosystem's own words as vers")
    .argument('<scheme>', 'such as npm, pypi, gem, conan, nuget, maven')
    .argument('<range>', 'such as "^1.2.3 || >=2.0"')
    .option('--json', 'print one JSON value')
    .action((scheme: string, range: string, options: Options) => {
      sayRange(valueOrSay(fromNative(scheme, range), `${scheme} ${range}`, null), options)
    })
}

type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: VersRefusal }

/** `located` is the text that the place of a refusal counts in; null where there is none. */
function valueOrSay<T>(outcome: Readonly<Outcome<T>>, what: string, located: string | null): T {
  if (outcome.ok) return outcome.value
  const { why, at } = outcome.refusal
  const place = located === null || at === 0 ? '' : ` (at character ${at + 1})`
  throw new BadInput(`${what}: ${why}${place}`)
}

function say(result: number | boolean, options: Options): void {
  if (options.json === true) printJson({ result })
  else console.log(String(result))
}

/** A range that breaks a rule is printed all the same, with the rule that it breaks. */
function sayRange({ text, fault }: CanonicalVers, options: Options): void {
  if (options.json === true) {
    printJson(fault === null ? { result: text } : { result: text, fault: fault.why })
    return
  }
  console.log(text)
  if (fault !== null) console.error(`holdpoint: not a valid range: ${fault.why}`)
}
