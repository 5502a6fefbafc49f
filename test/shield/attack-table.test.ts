import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { labLacks } from '@holdpoint/lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AttackLab } from './lab/attack-lab.ts'
import { attacks, type Cell, cellOf, wordsOf } from './lab/attacks.ts'
import { type Defence, defences } from './lab/defences.ts'
import { adu, pduOf } from './messages.ts'

const POLLS = 2000
const SOURCE = 'test/shield/lab/smuggle.cpp'

const lacks = await labLacks()
const noCompiler = spawnSync('g++', ['--version']).error !== undefined

type Row = { readonly cells: readonly Cell[]; readonly microseconds: readonly number[] }

describe.skipIf(lacks !== null || noCompiler)(
  'what a client that may only read can write (needs network namespaces, nftables and g++)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'attack-'))
    const smuggle = join(folder, 'smuggle')
    const rows = new Map<string, Row>()
    let lab: AttackLab
    let port = 61_000

    beforeAll(async () => {
      const built = spawnSync('g++', ['-O1', '-o', smuggle, SOURCE], { encoding: 'utf8' })
      if (built.status !== 0) throw new Error(built.stderr)
      lab = await AttackLab.open()
    })
    afterAll(async () => {
      await lab?.close()
      print(rows)
      rmSync(folder, { recursive: true })
    })

    async function tried(defence: Defence): Promise<Row> {
      const take = await defence.put(lab, folder)
      await lab.received()
      const seen = await Promise.all(
        attacks.map((attack) => {
          port += 1
          return attack.send(lab, { smuggle, port })
        }),
      )
      const received = await lab.received()
      const cells = attacks.map((attack, at) => {
        const back = seen[at] ?? { answers: [], ended: null }
        return cellOf(attack, back, received)
      })
      const read = adu(pduOf(3, 0, 10))
      // A program that has just begun is slow for its own sake.
      await lab.polls(read, POLLS)
      const microseconds = await lab.polls(read, POLLS)
      await take()
      const row = { cells, microseconds: microseconds.toSorted((a, b) => a - b) }
      rows.set(defence.name, row)
      return row
    }

    function reached({ cells }: Row): readonly string[] {
      return attacks.filter((_, at) => cells[at]?.reached).map(({ name }) => name)
    }

    for (const defence of defences) {
      test.skipIf(defence.lacks)(titleOf(defence), async () => {
        const row = await tried(defence)
        expect(row.cells).toHaveLength(attacks.length)
        if (!defence.name.startsWith('Suricata')) expect(row.microseconds).toHaveLength(POLLS)
      })
    }

    test('without a defence everything reaches the device: the table can fail', () => {
      expect(reached(rows.get('none') as Row)).toEqual(
        attacks.filter(({ forbidden }) => forbidden).map(({ name }) => name),
      )
    })

    test.each(['nft @ih match', 'iptables u32'])(
      '%s stops what stands alone in a packet, and nothing else',
      (name) => {
        const row = rows.get(name)
        if (row === undefined) return
        expect(reached(row)).toEqual(
          attacks.filter((one) => one.forbidden && / /.test(one.name)).map(({ name }) => name),
        )
      },
    )

    test('the strict guard of the kernel stops all but overlapping segments: it is no guarantee', () => {
      expect(reached(rows.get('nft strict (guard)') as Row)).toEqual(['overlapping segments'])
      const together = attacks.findIndex(({ name }) => name === '2 reads in one')
      expect(rows.get('nft strict (guard)')?.cells[together]?.readsAnswered).toBe(0)
    })

    test('with the shield no write ever reaches it, and every legal read is answered', () => {
      const row = rows.get('shield') as Row
      expect(reached(row)).toEqual([])
      expect(row.cells.map(({ exception }) => exception)).toEqual(
        attacks.map(({ forbidden }) => (forbidden ? 1 : null)),
      )
      const answered = row.cells.map(({ readsAnswered }) => readsAnswered)
      expect(answered).toEqual(attacks.map(({ reads }) => reads))
    })
  },
)

/** What is missing is said in the name, so that a skip says it too. */
function titleOf({ name, needs }: Defence): string {
  return `the row of ${name}${needs === null ? '' : ` (needs ${needs})`}`
}

function print(rows: ReadonlyMap<string, Row>): void {
  const head = ['defence', ...attacks.map(({ name }) => name), 'reads', 'us median', 'us p99']
  const lines = [head, head.map(() => '---')]
  for (const { name, needs } of defences) {
    const row = rows.get(name)
    if (row === undefined) lines.push([name, `not tried: needs ${needs}`])
    else lines.push([name, ...wordsIn(row), ...timesOf(row)])
  }
  console.log(lines.map((line) => `| ${line.join(' | ')} |`).join('\n'))
}

function wordsIn({ cells }: Row): readonly string[] {
  return attacks.flatMap((attack, at) => {
    const cell = cells[at]
    return cell === undefined ? [] : [wordsOf(attack, cell)]
  })
}

function timesOf({ microseconds }: Row): readonly string[] {
  const at = (share: number) => microseconds[Math.floor(microseconds.length * share)]
  const told = [at(0.5), at(0.99)].map((us) => (us === undefined ? '-' : us.toFixed(0)))
  return [`${microseconds.length}/${POLLS}`, ...told]
}
