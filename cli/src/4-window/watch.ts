import { type ChangeView, call, readChange } from '@holdpoint/api'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { commitsOf, sendTo } from '../server-link.ts'
import { BadInput } from '../terminal.ts'

type Options = { readonly id: string; readonly server?: string }

/** `window watch`: says what happens in a run, until no step is under way. */
export function addWindowCommands(program: Command): void {
  group(program, 'window', "window over the server's API")
    .command('watch')
    .description('Follow a run: each new entry in one line, until no step is under way')
    .requiredOption('--id <value>', 'the change')
    .option('--server <url>', 'default http://127.0.0.1:7410, or HOLDPOINT_SERVER')
    .action(watch)
}

async function watch({ id, server }: Options): Promise<void> {
  const send = sendTo(server)
  let shown = -1
  for await (const _ of commitsOf(server)) {
    const read = await call(send, readChange, { params: { id }, query: {}, body: {} })
    if (!read.ok) throw new BadInput(read.refusal.refusals[0]?.what ?? `no change ${id}`)
    const view = read.value
    for (const entry of newEntries(view, shown)) {
      console.log(`${entry.at}  ${entry.byName}: ${entry.words}`)
      shown = entry.leaf
    }
    if (!underWay(view)) {
      console.log(`${view.change.state}; next: ${view.nextUp.what}`)
      return
    }
  }
  throw new BadInput('the server ended the connection; ask again')
}

function newEntries(view: ChangeView, shown: number) {
  return view.history.filter((one) => one.leaf > shown).toSorted((a, b) => a.leaf - b.leaf)
}

function underWay({ change }: ChangeView): boolean {
  return Object.values(change.run.steps).some(
    ({ status }) => status === 'intended' || status === 'sent',
  )
}
