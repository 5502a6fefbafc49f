import { join } from 'node:path'
import type { Change } from '@holdpoint/core'
import { accept, refuse } from '@holdpoint/std'
import { followClosing } from './act/close-change.ts'
import { clocksOfBoard } from './act/follow-into-clocks.ts'
import { hearReleases } from './act/hear-releases.ts'
import { type Config, readConfig } from './config.ts'
import { fillDemo, isFilled, openDemo } from './demo/demo.ts'
import { type RunningSimplant, startSimplant } from './demo/simplant-process.ts'
import { buildApp } from './http/app.ts'
import { startJobWorker } from './jobs/job-worker.ts'
import type { Platform } from './platform.ts'
import { createSignalReader } from './read/signal-reader.ts'
import { startRunner } from './runner/runner.ts'
import { ensureAdministrator } from './wire/first-administrator.ts'
import { openPlatform } from './wire/open-platform.ts'

const log = (line: string) => console.error(`${new Date().toISOString()} ${line}`)

async function main(): Promise<void> {
  const config = readConfig(process.env)
  if (!config.ok) return fail(config.refusal)
  // The plant needs its time to boot, the database its own: they start side by side.
  const booting = bootPlant(config.value).then(
    (plant) => accept(plant),
    (error: Error) => refuse(error.message),
  )
  const opened = await openPlatform(config.value, log)
  if (!opened.ok) {
    const plant = await booting
    if (plant.ok) await plant.value?.stop()
    return fail(opened.refusal)
  }
  const { platform, close } = opened.value
  if (config.value.profile === 'plant') {
    const path = await ensureAdministrator(platform, config.value.dataFolder)
    if (path !== null) console.log(`First sign-in: see ${path}`)
  }
  const signals = createSignalReader(platform)
  const demo = config.value.profile === 'demo' ? openDemo() : null
  const app = await buildApp({ platform, signals, demo, webFolder: config.value.webFolder })
  const listen = () => app.listen({ host: config.value.host, port: config.value.port })
  // A site that is filled can be looked at while its plant still boots; nothing acts before.
  const early = demo !== null && (await isFilled(platform)) ? await listen() : null
  const booted = await booting
  if (!booted.ok) {
    await app.close()
    await close()
    return fail(booted.refusal)
  }
  const plant = booted.value
  if (demo !== null && plant !== null) {
    const { advisoryFolder, networkFile } = config.value
    await fillDemo(platform, { plant, advisoryFolder, networkFile })
    demo.panelIsAt(plant.fieldPanelUrl)
  }
  await finishChanges(platform)
  await hearReleases(platform)
  const runner = startRunner(platform)
  const jobs = startJobWorker(platform)
  const address = early ?? (await listen())
  console.log(`Holdpoint is at ${address}`)
  const fieldPanelUrl = plant?.fieldPanelUrl ?? null
  if (fieldPanelUrl !== null) {
    console.log(`The demonstration plant's field panel is at ${fieldPanelUrl}`)
  }
  process.send?.({ kind: 'ready', address, fieldPanelUrl })

  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    await app.close()
    await runner.stop()
    await jobs.stop()
    await plant?.stop()
    await close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())
  process.on('disconnect', () => void end())
}

async function bootPlant(config: Config): Promise<RunningSimplant | null> {
  if (config.profile !== 'demo') return null
  const stateFolder = join(config.dataFolder, 'simplant')
  return startSimplant({ stateFolder, ...config.demo })
}

/** A crash between an act on a change and what follows from it is made good here; done twice writes once. */
async function finishChanges(platform: Platform): Promise<void> {
  for (const row of await platform.store.listModels('change')) {
    const change = row.body as unknown as Change
    await clocksOfBoard(platform, change)
    if (change.state === 'closed') await followClosing(platform, change)
  }
}

function fail(why: string): void {
  console.error(`holdpoint: ${why}`)
  process.exitCode = 2
}

await main()
