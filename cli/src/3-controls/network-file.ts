import { dirname, resolve } from 'node:path'
import {
  type ConfigurationText,
  dialects,
  type Network,
  type NetworkFile,
  readNetworkFile,
} from '@holdpoint/reach'
import { readJson, textOfUtf8 } from '@holdpoint/std'
import { z } from 'zod'
import { BadInput, readFileOrSay } from '../terminal.ts'

const text = z.string().min(1)
const face = z.union([text, z.strictObject({ zone: text, addresses: z.array(text).optional() })])

/** The network of `holdpoint reach`, as docs/reach.md describes it. */
const shape = z.strictObject({
  zones: z.array(
    z.strictObject({ id: text, name: z.string().optional(), subnets: z.array(text).optional() }),
  ),
  hosts: z
    .array(
      z.strictObject({ id: text, addresses: z.array(text).min(1), name: z.string().optional() }),
    )
    .optional(),
  firewalls: z.array(
    z.strictObject({
      id: text,
      name: z.string().optional(),
      dialect: z.enum(dialects),
      file: text.optional(),
      files: z.array(text).min(1).optional(),
      configuration: z.string().optional(),
      interfaces: z.record(text, face),
      routes: z.array(z.strictObject({ to: text, interface: text })).optional(),
      harmless: z.array(text).optional(),
      virtual: text.optional(),
    }),
  ),
  complete: z.boolean().optional(),
  about: z.string().optional(),
})

type Written = z.infer<typeof shape>['firewalls'][number]

/** Reads the network and the configurations that it names, beside it; bad input says where. */
export async function readNetwork(path: string): Promise<Network> {
  return (await readWrittenNetwork(path)).network
}

/** The same with what was written, for whoever builds it. */
export async function readWrittenNetwork(
  path: string,
): Promise<{ readonly network: Network; readonly written: NetworkFile }> {
  const json = readJson(await readFileOrSay(path))
  if (!json.ok) throw new BadInput(`${path}: ${json.refusal.why}`)
  const parsed = shape.safeParse(json.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new BadInput(
      `${path}: /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not a network'}`,
    )
  }
  const { firewalls, about: _about, ...rest } = parsed.data
  const read: NetworkFile['firewalls'][number][] = []
  for (const [at, one] of firewalls.entries()) {
    const { file: _file, files: _files, configuration: _text, ...kept } = one
    const configurations = await configurationsOf(one, `${path}: /firewalls/${at}`, dirname(path))
    read.push({ ...kept, configurations } as NetworkFile['firewalls'][number])
  }
  const written = { ...rest, firewalls: read } as NetworkFile
  const network = readNetworkFile(written)
  if (network.ok) return { network: network.value, written }
  const words = network.refusal.map(({ where, why }) => `${where}: ${why}`)
  throw new BadInput(`${path}: ${words.join('; ')}`)
}

async function configurationsOf(
  one: Written,
  where: string,
  folder: string,
): Promise<readonly ConfigurationText[]> {
  const names = [...(one.file === undefined ? [] : [one.file]), ...(one.files ?? [])]
  const inline = one.configuration
  if (names.length === 0 && inline === undefined) {
    throw new BadInput(`${where}: give "file", "files" or "configuration"`)
  }
  const out: ConfigurationText[] = inline === undefined ? [] : [{ file: one.id, text: inline }]
  for (const name of names) {
    const read = textOfUtf8(await readFileOrSay(resolve(folder, name)))
    if (read === null) throw new BadInput(`${where}: ${name} is not UTF-8 text`)
    out.push({ file: name, text: read })
  }
  return out
}
