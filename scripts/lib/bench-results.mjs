import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { inRepo } from './repo.mjs'
import { run } from './run.mjs'

const RESULTS = inRepo('bench', 'RESULTS.md')

/** Where and when a figure was measured; without it a figure means nothing. */
export async function circumstances() {
  const cpus = os.cpus()
  const commit = await git(['rev-parse', '--short', 'HEAD'])
  const changed = await git([
    'status',
    '--porcelain',
    '--untracked-files=no',
    '--',
    '.',
    ':!bench/RESULTS.md',
  ])
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    measuredAt: new Date().toISOString(),
    commit: commit === '' ? 'unknown' : `${commit}${changed === '' ? '' : ' with changes'}`,
  }
}

async function git(args) {
  const { code, output } = await run('git', args, { keep: 'all' }).catch(() => ({ code: 1 }))
  return code === 0 ? output.trim() : ''
}

/** The program's answer is the last line that it prints. */
export function readAnswer(name, output) {
  const line = output.trim().split('\n').at(-1) ?? ''
  try {
    const answer = JSON.parse(line)
    if (typeof answer.figures === 'object' && answer.figures !== null) return answer
  } catch {
    // Falls through to the refusal, which quotes the line.
  }
  throw new Error(`bench/${name}.mjs must print JSON with "figures" last, not: ${line}`)
}

export function section(name, answer, measured) {
  const { figures, name: _name, ...told } = answer
  const rows = Object.entries(figures).map(([figure, value]) => `| ${figure} | ${show(value)} |`)
  const remarks = Object.entries(told).map(([key, value]) => `- ${key}: ${show(value)}`)
  const where = `${measured.cpu}, ${measured.cores} cores, ${measured.memoryGb} GB`
  return [
    `## ${name}`,
    '',
    `Measured ${measured.measuredAt.slice(0, 10)} at commit ${measured.commit},`,
    `Node ${measured.node}, ${where}, ${measured.system}.`,
    '',
    '| figure | value |',
    '|---|---:|',
    ...rows,
    ...(remarks.length > 0 ? ['', ...remarks] : []),
    '',
  ].join('\n')
}

function show(value) {
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 })
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, each]) => `${key} ${show(each)}`)
    .join(', ')
}

/** Replaces the section of that name, or adds it at the end. */
export function withSection(text, name, replacement) {
  const sections = text.split(/^(?=## )/m)
  const at = sections.findIndex((each) => each.startsWith(`## ${name}\n`))
  if (at === -1) return `${text.trimEnd()}\n\n${replacement}`
  return sections
    .map((each, i) => (i === at ? separated(replacement, at, sections) : each))
    .join('')
}

const separated = (text, at, all) => (at < all.length - 1 ? `${text}\n` : text)

export function record(name, answer, measured) {
  const text = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '# Benchmark results\n'
  writeFileSync(RESULTS, withSection(text, name, section(name, answer, measured)))
}
