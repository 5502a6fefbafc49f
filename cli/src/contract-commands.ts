import {
  type AnyRoute,
  allRoutes,
  call,
  exportEvidence,
  exportLedger,
  importAdvisories,
  importAssets,
  previewAssetImport,
  stageAdvisories,
  stageArchive,
  startAdvisoryImport,
} from '@holdpoint/api'
import type { Command } from 'commander'
import { z } from 'zod'
import { group } from './command-group.ts'
import { fieldsOfFile, takesFile } from './file-options.ts'
import { sendTo } from './server-link.ts'
import { BadInput, printJson, readFileOrSay, sayRefused } from './terminal.ts'
import { writeFiles } from './write-files.ts'

type Property = {
  readonly type?: string | readonly string[]
  readonly enum?: readonly string[]
  readonly description?: string
}

type Shape = {
  readonly properties?: Readonly<Record<string, Property>>
  readonly required?: readonly string[]
  readonly oneOf?: readonly unknown[]
}

/**
 * Every act of the API as a command, from the same contract: `holdpoint board sign --id … --role …`.
 * A body that options cannot hold is given whole with `--body FILE`; a password may stand in the
 * environment as HOLDPOINT_PASSWORD, where no list of processes shows it.
 */
export function addContractCommands(program: Command): void {
  for (const route of allRoutes.filter((one) => !ownCommands.has(one))) addRoute(program, route)
}

/** Joined in commands of their own: `advisories import`, `assets import`. */
const ownCommands: ReadonlySet<AnyRoute> = new Set<AnyRoute>([
  importAdvisories,
  stageAdvisories,
  stageArchive,
  startAdvisoryImport,
  importAssets,
  previewAssetImport,
])

function addRoute(program: Command, route: AnyRoute): void {
  const [first = '', ...rest] = route.name.split(' ')
  const name = rest.join('-')
  const parent = name === '' ? program : group(program, first, `${first} over the server's API`)
  const command = parent.command(name === '' ? first : name).description(route.summary)
  const params = shapeOf(route.params)
  const query = shapeOf(route.query)
  const body = shapeOf(route.body)
  for (const key of Object.keys(params.properties ?? {})) {
    command.requiredOption(`--${kebab(key)} <value>`, `${key} in the address`)
  }
  for (const [key, property] of Object.entries({ ...query.properties, ...body.properties })) {
    if (Object.hasOwn(params.properties ?? {}, key)) continue
    command.option(`--${kebab(key)} <value>`, describe(property))
  }
  if (route.method === 'POST') command.option('--body <file>', 'the whole body as a JSON file')
  if (takesFile(route)) command.option('--file <file>', 'read it from this file')
  if (route === exportEvidence || route === exportLedger) {
    command.option('--out <folder>', 'write the files here')
  }
  command.option('--server <url>', 'default http://127.0.0.1:7410, or HOLDPOINT_SERVER')
  command.option('--json', 'print one JSON value (the default for these commands)')
  command.action((options: Record<string, string | true | undefined>) =>
    run(route, { params, query, body }, options),
  )
}

function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: 'input' }) as Shape
}

function describe(property: Property): string {
  if (property.enum !== undefined) return property.enum.join(' | ')
  return typeof property.type === 'string' ? property.type : 'JSON'
}

function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

type Shapes = { readonly params: Shape; readonly query: Shape; readonly body: Shape }

async function run(
  route: AnyRoute,
  shapes: Shapes,
  options: Record<string, string | true | undefined>,
): Promise<void> {
  const body = await bodyOf(route, shapes, options)
  const send = sendTo(options.server === true ? undefined : options.server)
  const params = valuesOf(shapes.params, options)
  const query = valuesOf(shapes.query, options)
  const idempotencyKey = crypto.randomUUID()
  const result = await call(send, route, { params, query, body, idempotencyKey })
  if (!result.ok) return sayRefused(result.refusal)
  const files = (result.value as { readonly files?: readonly WrittenFile[] } | null)?.files
  if (typeof options.out === 'string' && files !== undefined) {
    await writeFiles(options.out, files)
    console.log(`${files.length} files written to ${options.out}`)
    return
  }
  printJson(result.value)
}

type WrittenFile = { readonly path: string; readonly contentBase64: string }

function valuesOf(shape: Shape, options: Record<string, string | true | undefined>) {
  const out: Record<string, unknown> = {}
  for (const [key, property] of Object.entries(shape.properties ?? {})) {
    const given = options[key]
    if (typeof given === 'string') out[key] = readValue(key, property, given)
  }
  return out
}

/** Text stays text; numbers, truth values and structures are JSON. */
function readValue(key: string, property: Property, given: string): unknown {
  if (property.type === 'string' || property.enum !== undefined) return given
  try {
    return JSON.parse(given) as unknown
  } catch {
    throw new BadInput(`--${kebab(key)}: "${given}" is not JSON`)
  }
}

async function bodyOf(
  route: AnyRoute,
  shapes: Shapes,
  options: Record<string, string | true | undefined>,
): Promise<unknown> {
  if (route.method !== 'POST') return {}
  const secret = process.env.HOLDPOINT_PASSWORD
  const fromFile = await fieldsOfFile(route, options.file)
  const asked = Object.hasOwn(shapes.body.properties ?? {}, 'password')
  const fromOutside = asked && secret !== undefined ? { password: secret } : {}
  const given = { ...fromFile, ...fromOutside, ...valuesOf(shapes.body, options) }
  if (typeof options.body !== 'string') return given
  const text = new TextDecoder().decode(await readFileOrSay(options.body))
  try {
    return { ...(JSON.parse(text) as object), ...given }
  } catch {
    throw new BadInput(`${options.body}: not JSON`)
  }
}
