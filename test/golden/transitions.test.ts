import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type ChangeState,
  changeStates,
  moversOf,
  type Role,
  roleWords,
  stateWords,
} from '@holdpoint/core'
import { expect, test } from 'vitest'

const page = fileURLToPath(new URL('../../docs/change-states.md', import.meta.url))

type Move = { readonly from: ChangeState; readonly to: ChangeState; readonly by: readonly Role[] }

const moves: readonly Move[] = changeStates.flatMap((from) =>
  changeStates
    .map((to) => ({ from, to, by: moversOf(from, to) }))
    .filter(({ by }) => by.length > 0),
)

test('the page about the states of a change says what the table of transitions says', () => {
  const rendered = renderPage()
  // A changed table is a changed page: HOLDPOINT_WRITE_GOLDEN=1 writes it, a person reads the diff.
  if (process.env.HOLDPOINT_WRITE_GOLDEN === '1') writeFileSync(page, rendered)
  expect(readFileSync(page, 'utf8')).toBe(rendered)
})

test('every state is reached from the first one, and only a closed change is final', () => {
  const reached = new Set<ChangeState>(['drafted'])
  for (const state of reached) {
    for (const { to } of moves.filter(({ from }) => from === state)) reached.add(to)
  }
  expect([...reached].sort()).toEqual([...changeStates].sort())
  const final = changeStates.filter((state) => !moves.some(({ from }) => from === state))
  expect(final).toEqual(['closed'])
})

test('operations can veto from every state but closed, and nobody else can', () => {
  for (const from of changeStates.filter((state) => state !== 'closed' && state !== 'vetoed')) {
    // While rolling back the veto is recorded and the rollback goes on.
    const to = from === 'rolling-back' ? 'rolling-back' : 'vetoed'
    expect(moversOf(from, to), from).toEqual(['operations-manager', 'operator'])
  }
})

test('running the software moves nothing', () => {
  for (const { by } of moves) expect(by).not.toContain('administrator')
})

function renderPage(): string {
  return [
    '# The states of a change',
    '',
    'Written from [the table of transitions](../core/src/change/transitions.ts) by',
    '[its test](../test/golden/transitions.test.ts). The guard, the refusal, the button and its',
    'tooltip read the same table. A move that is not here does not exist; a move that is here can',
    'still be refused, with every reason at once.',
    '',
    '```mermaid',
    ...diagram(),
    '```',
    '',
    '| from | to | who may |',
    '|---|---|---|',
    ...moves.map(
      ({ from, to, by }) => `| ${stateWords[from]} | ${landing(from, to)} | ${who(by)} |`,
    ),
    '',
  ].join('\n')
}

function diagram(): string[] {
  return [
    'stateDiagram-v2',
    ...changeStates.map((state) => `  state "${stateWords[state]}" as ${nodeOf(state)}`),
    '  [*] --> drafted',
    ...moves.map(({ from, to, by }) => `  ${nodeOf(from)} --> ${nodeOf(to)}: ${short(by)}`),
    '  closed --> [*]',
  ]
}

/** Mermaid reads a dash in a name as the start of an arrow. */
function nodeOf(state: ChangeState): string {
  return state.replaceAll('-', '_')
}

function landing(from: ChangeState, to: ChangeState): string {
  return from === to ? `${stateWords[to]}, with the veto recorded` : stateWords[to]
}

function who(by: readonly Role[]): string {
  return by.map((role) => roleWords[role]).join(', ')
}

function short(by: readonly Role[]): string {
  return by.length > 2 ? 'everybody on standby' : by.map((role) => roleWords[role]).join(' or ')
}
