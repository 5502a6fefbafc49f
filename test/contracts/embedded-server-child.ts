import { embeddedRefusalLine, startEmbeddedPostgres } from '@holdpoint/postgres'

// A server reduced to its database: starts it, says where, and waits to be killed.
const dataFolder = process.argv[3] ?? ''
const started = await startEmbeddedPostgres({ dataFolder, log: () => {} })
if (!started.ok) {
  console.log(embeddedRefusalLine(started.refusal))
} else {
  console.log(started.value.url)
  if (process.argv[4] === 'stop') await started.value.stop()
}
