import { fork } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ControllerTarget } from '@holdpoint/core'
import type { RunningSimplant } from '@holdpoint/server'

type Ready = {
  readonly fieldPanelUrl: string
  readonly inventory: string
  readonly controllers: readonly {
    readonly tag: string
    readonly host: string
    readonly sftpPort: number
    readonly hostKeySha256: string
    readonly username: string
    readonly password: string
  }[]
  readonly images: readonly { path: string; vendor: string; sha256: string }[]
}

type InventoryRow = {
  readonly tag: string
  readonly maintenance?: { readonly credentialId: string } | null
}

/** One line of a controller's own log of the commands that it received. */
export type Witness = { id: string; command: string; event: 'accepted' | 'repeat' }

export type PlantProcess = {
  /** What a server reads to fill an empty site with this plant. */
  readonly plantFile: string
  readonly fieldPanelUrl: string
  target(tag: string): ControllerTarget
  witness(tag: string): readonly Witness[]
  stop(): Promise<void>
}

/** The plant as its own processes, apart from every server: kill -9 of a server leaves it alone. */
export async function startPlantProcess(folder: string): Promise<PlantProcess> {
  const entry = fileURLToPath(new URL('../../simplant/dist/main.js', import.meta.url))
  const child = fork(entry, ['--state', folder, '--port', '0', '--boot-ms', '60'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready))
    child.once('exit', (code) => reject(new Error(`the plant ended with ${code}`)))
  })
  const plantFile = join(folder, 'plant.json')
  writeFileSync(plantFile, JSON.stringify(asTheServerKnowsIt(ready)))
  return {
    plantFile,
    fieldPanelUrl: ready.fieldPanelUrl,
    target(tag) {
      const found = ready.controllers.find((one) => one.tag === tag)
      if (found === undefined) throw new Error(`the plant has no ${tag}`)
      const { host, sftpPort: port, hostKeySha256, username, password } = found
      return { host, port, hostKeySha256, username, password }
    },
    witness(tag) {
      const path = join(folder, 'controllers', tag, 'commands.log')
      const log = existsSync(path) ? readFileSync(path, 'utf8') : ''
      const lines = log.split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as Witness)
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}

function asTheServerKnowsIt(ready: Ready): Omit<RunningSimplant, 'stop'> {
  const rows = JSON.parse(readFileSync(ready.inventory, 'utf8')) as readonly InventoryRow[]
  const credentials = ready.controllers.flatMap(({ tag, username, password }) => {
    const credentialId = rows.find((row) => row.tag === tag)?.maintenance?.credentialId
    return credentialId === undefined ? [] : [{ credentialId, username, password }]
  })
  return {
    fieldPanelUrl: ready.fieldPanelUrl,
    inventory: ready.inventory,
    images: ready.images.map((image) => ({ ...image, fileName: basename(image.path) })),
    credentials,
  }
}
