import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ETC = '/etc/apt'

/**
 * Runs with the options that make apt-get see the machine's own sources and the backports of the
 * same mirrors, under the same keys, from a folder of their own: nothing of the machine's own
 * configuration or package lists changes. Gives null where no source names a release.
 */
export async function withBackports(act) {
  const sources = machineSources()
  const derived = sources.flatMap(({ name, text }) => {
    const found = backportsOf(name, text)
    return found === '' ? [] : [{ name: `backports-${name}`, text: found }]
  })
  if (derived.length === 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'holdpoint-apt-'))
  const lists = mkdtempSync(join(tmpdir(), 'holdpoint-apt-lists-'))
  try {
    // What apt downloads it downloads as a user of its own, who must be let in.
    for (const one of [folder, lists]) chmodSync(one, 0o755)
    for (const { name, text } of [...sources, ...derived]) writeFileSync(join(folder, name), text)
    return await act([
      ...['-o', 'Dir::Etc::sourcelist=/dev/null', '-o', `Dir::Etc::sourceparts=${folder}`],
      ...['-o', `Dir::State::lists=${lists}`, ...derived.flatMap(({ text }) => preferring(text))],
    ])
  } finally {
    for (const one of [folder, lists]) rmSync(one, { recursive: true, force: true })
  }
}

/**
 * What a file of sources says of its release, said of the release's backports; '' where it names
 * no release with the component main. A third party's repository seldom does.
 */
export function backportsOf(name, text) {
  return name.endsWith('.sources') ? ofStanzas(text) : ofLines(text)
}

/** Else the package would come from there and its libraries, too old for it, from the release. */
function preferring(text) {
  const [suite] = /[a-z]+-backports/.exec(text) ?? []
  return suite === undefined ? [] : ['--target-release', suite]
}

const RELEASE = /^[a-z]+$/

function ofStanzas(text) {
  const stanzas = text.split(/\n(?:[ \t]*\n)+/).flatMap((stanza) => {
    const lines = stanza.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
    const field = (key) => {
      const line = lines.find((one) => one.toLowerCase().startsWith(`${key}:`))
      return line?.slice(key.length + 1).trim() ?? ''
    }
    const releases = field('suites')
      .split(/\s+/)
      .filter((suite) => RELEASE.test(suite))
    const isUsed = /\bdeb\b(?!-)/.test(field('types')) && field('enabled') !== 'no'
    if (!isUsed || releases.length === 0 || !/\bmain\b/.test(field('components'))) return []
    const suites = releases.map((release) => `${release}-backports`).join(' ')
    const rest = lines.filter((line) => !/^(suites|types):/i.test(line))
    return [['Types: deb', `Suites: ${suites}`, ...rest].join('\n')]
  })
  return stanzas.map((stanza) => `${stanza}\n`).join('\n')
}

function ofLines(text) {
  return text
    .split('\n')
    .flatMap((line) => {
      const parts = /^\s*deb\s+(\[[^\]]*\]\s+)?(\S+)\s+([a-z]+)\s+([^#]*\bmain\b[^#]*)/.exec(line)
      if (parts === null) return []
      const [, options = '', address, release, components] = parts
      return [`deb ${options}${address} ${release}-backports ${components.trim()}\n`]
    })
    .join('')
}

function machineSources() {
  const parts = join(ETC, 'sources.list.d')
  const names = existsSync(parts) ? readdirSync(parts) : []
  const files = names
    .filter((name) => /\.(?:list|sources)$/.test(name))
    .map((name) => ({ name, path: join(parts, name) }))
  const main = { name: 'main.list', path: join(ETC, 'sources.list') }
  return [...(existsSync(main.path) ? [main] : []), ...files].map(({ name, path }) => ({
    ...{ name, text: readFileSync(path, 'utf8') },
  }))
}
