import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { serveFieldPanel } from './field-panel/field-panel.ts'
import { writeShippedImages } from './firmware/shipped-images.ts'
import { liveChannels } from './plant/live-channels.ts'
import { FolderTaken } from './plant/plant-register.ts'
import { type PlantOptions, type RunningPlant, startPlant } from './plant/start-plant.ts'
import { siteInventory } from './site/site-inventory.ts'

// node simplant/dist/main.js --state DIR [--port N] [--base-port N] [--boot-ms N] [--seed N]
// Starts the plant, prints one line of JSON, and ends when its parent does.

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    port: { type: 'string' },
    'base-port': { type: 'string' },
    'boot-ms': { type: 'string' },
    seed: { type: 'string' },
  },
})

const stateDir = values.state
if (stateDir === undefined) {
  console.error('simplant: --state DIR is missing: where the plant keeps its controllers')
  process.exit(2)
}

const plant = await startOrSay({
  stateDir,
  ...number('basePort', values['base-port']),
  ...number('bootMs', values['boot-ms']),
  ...number('seed', values.seed),
})
const panel = await serveFieldPanel(plant, Number(values.port ?? 0))
const images = writeShippedImages(join(stateDir, 'images'))
const inventory = join(stateDir, 'inventory.json')
writeFileSync(inventory, JSON.stringify(siteInventory(liveChannels(plant)), null, 2))
const ready = { fieldPanelUrl: panel.url, controllers: plant.controllers(), inventory, images }
console.log(JSON.stringify(ready))
process.send?.(ready)

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  await panel.close()
  await plant.stop()
  process.exit(0)
}
process.on('disconnect', end)
process.on('SIGTERM', end)
process.on('SIGINT', end)
// Without an IPC channel the parent is felt by the end of our standard input.
if (!process.connected) process.stdin.on('end', end).on('error', end).resume()

/** A folder in use is said in one line; anything else is our own mistake and shows its place. */
async function startOrSay(options: PlantOptions): Promise<RunningPlant> {
  try {
    return await startPlant(options)
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error
    console.error(`simplant: ${error.message}`)
    process.exit(2)
  }
}

function number<Name extends string>(name: Name, text: string | undefined) {
  return (text === undefined ? {} : { [name]: Number(text) }) as { [name in Name]?: number }
}
