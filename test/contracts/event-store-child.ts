import { openDatabase, openSiteStore, type SiteStore } from '@holdpoint/postgres'
import { aCommand, anEffect, anEvent } from './event-store-commands.ts'

// A server that does nothing but append, and says which commands were acknowledged:
//   URL DATA-FOLDER NAME
const [, , , url = '', dataFolder = '', name = ''] = process.argv
const database = openDatabase({ url })
const { store, checkpoints } = await openWhenItAnswers()

const WRITERS = 6
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => appendForever(writer)))

async function openWhenItAnswers(): Promise<SiteStore> {
  for (;;) {
    const at = { database, site: 'works', dataFolder, patienceMs: 30_000 }
    const opened = await openSiteStore(at)
    if (opened.ok) return opened.value
    if (opened.refusal.kind !== 'store-unavailable') throw new Error(JSON.stringify(opened.refusal))
  }
}

async function appendForever(writer: number): Promise<never> {
  const stream = `${name}-${writer}`
  for (let version = 0; ; version += 1) {
    const commandId = `${stream}-${version}`
    const effects = [anEffect(commandId)]
    const writes = [{ stream, expectedVersion: version, events: [anEvent('noted', { version })] }]
    const readModels = [{ kind: 'stream', id: stream, body: { version } }]
    const outcome = await store.append(aCommand({ commandId, writes, effects, readModels }))
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    process.stdout.write(`${commandId} ${outcome.value.firstLeaf}\n`)
    if (writer === 0 && version % 10 === 9) await checkpoints.sign()
  }
}
