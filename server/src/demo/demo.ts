import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DemoPerson } from '@holdpoint/api'
import { type PlantNetwork, type Refusal, SYSTEM } from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import { addPatch } from '../act/add-patch.ts'
import { addPerson } from '../act/add-person.ts'
import { importAdvisories } from '../act/import-advisories.ts'
import { type FirewallWish, importFirewall } from '../act/import-firewall.ts'
import { importInventory } from '../act/import-inventory.ts'
import { importNetwork } from '../act/import-network.ts'
import type { Acting, Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { NETWORK_MODEL } from '../read/plant-guard.ts'
import { demoPeople } from './demo-people.ts'
import type { RunningSimplant } from './simplant-process.ts'

export type Demo = {
  readonly persons: readonly DemoPerson[]
  /** Null until the plant has booted. */
  fieldPanelUrl(): string | null
  panelIsAt(url: string): void
}

export function openDemo(): Demo {
  let panel: string | null = null
  return {
    persons: demoPeople,
    fieldPanelUrl: () => panel,
    panelIsAt(url) {
      panel = url
    },
  }
}

/** True when an earlier start has filled the site. */
export async function isFilled(platform: Platform): Promise<boolean> {
  return (await platform.advisories.heads()).length > 0
}

function must<T>(what: string, result: Result<T, readonly Refusal[]>): T {
  if (result.ok) return result.value
  throw new Error(`demo: ${what}: ${result.refusal.map((one) => one.what).join('; ')}`)
}

/**
 * Fills an empty site through the ordinary acts: people, inventory, credentials, patch files and
 * advisories. A second start finds them there and changes nothing.
 */
export async function fillDemo(
  platform: Platform,
  given: {
    readonly plant: RunningSimplant
    readonly advisoryFolder: string
    /** Null: the zones stay those that the assets name. */
    readonly networkFile: string | null
  },
): Promise<void> {
  const { plant, advisoryFolder, networkFile } = given
  for (const { login, name, roles, password } of demoPeople) {
    if ((await platform.people.byLogin(login)) !== null) continue
    const acting = { actor: SYSTEM, commandId: `demo:person:${login}` }
    const wish = { login, name, roles: [...roles], password }
    must(`add ${login}`, await addPerson(platform, wish, acting))
  }
  const engineer = await platform.people.byLogin('tomas')
  const lead = await platform.people.byLogin('mara')
  if (engineer === null || lead === null) throw new Error('demo: its people were just added')
  await keepCredentials(platform, plant)
  const inventory = {
    fileName: 'inventory.json',
    content: await readFile(plant.inventory, 'utf8'),
    source: 'demonstration plant inventory',
  }
  const byEngineer = (key: string) => ({ actor: actorOf(engineer.person), commandId: key })
  const inventoryKey = `demo:inventory:${platform.newId()}`
  must('inventory', await importInventory(platform, inventory, byEngineer(inventoryKey)))
  if (networkFile !== null) {
    await drawNetwork(platform, networkFile, byEngineer('demo:network'))
  }
  for (const image of plant.images) {
    if ((await platform.store.readModel('patch', image.sha256)) !== null) continue
    const content = await readFile(image.path)
    const wish = {
      fileName: image.fileName,
      contentBase64: content.toString('base64'),
      source: `${image.vendor}, download of the demonstration plant`,
      sourceVerifiedBy: 'Tomas Okafor, by the vendor signature in the image',
    }
    const acting = byEngineer(`demo:patch:${image.sha256}`)
    must(`patch ${image.fileName}`, await addPatch(platform, wish, acting))
  }
  const documents = await readFolder(advisoryFolder)
  if (documents.length > 0) {
    const commandId = `demo:advisories:${platform.newId()}`
    const acting = { actor: actorOf(lead.person), commandId }
    must('advisories', await importAdvisories(platform, documents, acting))
  }
}

async function drawNetwork(platform: Platform, file: string, acting: Acting): Promise<void> {
  const { kind, id } = NETWORK_MODEL
  if ((await platform.store.readModel(kind, id)) !== null) return
  const network: PlantNetwork = JSON.parse(await readFile(file, 'utf8'))
  const source = 'demonstration plant'
  must('zones and conduits', await importNetwork(platform, { network, source }, acting))
  const folder = dirname(file)
  const exported: readonly Exported[] = JSON.parse(
    await readFile(join(folder, 'firewalls.json'), 'utf8'),
  )
  for (const { firewall, files, ...rest } of exported) {
    const texts = await Promise.all(
      files.map(async (name) => ({ file: name, text: await readFile(join(folder, name), 'utf8') })),
    )
    const commandId = `${acting.commandId}:${firewall}`
    const wish = { ...rest, tag: firewall, files: texts, source }
    must(`firewall ${firewall}`, await importFirewall(platform, wish, { ...acting, commandId }))
  }
}

/** What was exported of one firewall of the plant, with the files beside the list. */
type Exported = Omit<FirewallWish, 'tag' | 'files' | 'source'> & {
  readonly firewall: string
  readonly files: readonly string[]
}

async function keepCredentials(platform: Platform, plant: RunningSimplant): Promise<void> {
  for (const { credentialId, username, password } of plant.credentials) {
    await platform.credentials.put(credentialId, { username, password })
  }
}

async function readFolder(folder: string) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (fileName) => ({
      fileName,
      content: await readFile(join(folder, fileName), 'utf8'),
    })),
  )
}
