import { readFileSync } from 'node:fs'
import type { Change } from '@holdpoint/core'
import {
  buildApp,
  createSignalReader,
  fillDemo,
  followClosing,
  isFilled,
  openDemo,
  openPlatform,
  type Platform,
  type RunningSimplant,
  readConfig,
  startJobWorker,
  startRunner,
} from '@holdpoint/server'
import { type Lie, lying } from './crash-lies.ts'
import { crashPoints, type Watch, withCrashPoints } from './crash-points.ts'

/** The server as `main.ts` wires it, with crash points around its ports; the plant lives apart. */
export type CrashOrder = {
  readonly plantFile: string
  readonly advisoryFolder: string
  readonly watch: Watch | null
  readonly lie: Lie | null
}

const order = JSON.parse(process.env.HOLDPOINT_CRASH ?? '{}') as CrashOrder
const config = readConfig(process.env)
if (!config.ok) throw new Error(config.refusal)
const log = (line: string) => console.error(line)
const opened = await openPlatform(config.value, log)
if (!opened.ok) throw new Error(opened.refusal)
const platform = watched(opened.value.platform)

const demo = openDemo()
if (!(await isFilled(platform))) {
  const plant = JSON.parse(readFileSync(order.plantFile, 'utf8')) as RunningSimplant
  await fillDemo(platform, { plant, advisoryFolder: order.advisoryFolder, networkFile: null })
}
for (const row of await platform.store.listModels('change')) {
  const change = row.body as unknown as Change
  if (change.state === 'closed') await followClosing(platform, change)
}
const runner = startRunner(platform)
const jobs = startJobWorker(platform)
const signals = createSignalReader(platform)
const app = await buildApp({ platform, signals, demo, webFolder: null })
const address = await app.listen({ host: '127.0.0.1', port: config.value.port })
process.send?.({ kind: 'ready', address })
process.on('disconnect', async () => {
  await app.close()
  await runner.stop()
  await jobs.stop()
  await opened.value.close()
  process.exit(0)
})

function watched(platform: Platform): Platform {
  const told = order.lie === null ? platform : lying(platform, order.lie)
  return order.watch === null ? told : withCrashPoints(told, crashPoints(order.watch))
}
