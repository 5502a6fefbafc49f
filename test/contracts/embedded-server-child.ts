import { embeddedRefusalLine, startEmbeddedPostgres } from '@holdpoint/postgres'

// A server reduced to its database: starts it, says where, and waits to be stopped or killed.
const dataFolder = process.argv[3] ?? ''
const started = await startEmbeddedPostgres({ dataFolder, log: () => {} })
if (!started.ok) {
  console.log(embeddedRefusalLine(started.refusal))
} else {
  console.log(started.value.url)
  process.once('SIGTERM', () => started.value.stop())
}
