import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The plant in a box as its own processes; nothing of it runs inside the server. */
export type RunningSimplant = {
  readonly fieldPanelUrl: string
  readonly inventory: string
  readonly images: readonly { path: string; fileName: string; vendor: string; sha256: string }[]
  readonly credentials: readonly { credentialId: string; username: string; password: string }[]
  stop(): Promise<void>
}

const ready = z.object({
  fieldPanelUrl: z.string(),
  inventory: z.string(),
  controllers: z.array(z.object({ tag: z.string(), username: z.string(), password: z.string() })),
  images: z.array(z.object({ path: z.string(), vendor: z.string(), sha256: z.string() })),
})

const inventoryRow = z.object({
  tag: z.string(),
  maintenance: z.object({ credentialId: z.string() }).nullish(),
})

const START_MS_MAX = 60_000

export async function startSimplant(given: {
  readonly stateFolder: string
  readonly panelPort: number
  readonly basePort: number
  readonly bootMs: number | null
}): Promise<RunningSimplant> {
  const entry = fileURLToPath(import.meta.resolve('@holdpoint/simplant/main'))
  const args = ['--state', given.stateFolder, '--port', String(given.panelPort)]
  if (given.basePort > 0) args.push('--base-port', String(given.basePort))
  if (given.bootMs !== null) args.push('--boot-ms', String(given.bootMs))
  const child = fork(entry, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const message = await new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill()
      reject(new Error('the demonstration plant did not start in time'))
    }, START_MS_MAX)
    child.once('message', (value) => {
      clearTimeout(timer)
      resolve(value)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the demonstration plant ended with code ${code ?? 'unknown'}`))
    })
  })
  const plant = ready.parse(message)
  const rows = z.array(inventoryRow).parse(JSON.parse(await readFile(plant.inventory, 'utf8')))
  const credentials = plant.controllers.flatMap(({ tag, username, password }) => {
    const credentialId = rows.find((row) => row.tag === tag)?.maintenance?.credentialId
    return credentialId === undefined ? [] : [{ credentialId, username, password }]
  })
  return {
    fieldPanelUrl: plant.fieldPanelUrl,
    inventory: plant.inventory,
    images: plant.images.map((image) => ({ ...image, fileName: basename(image.path) })),
    credentials,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}
