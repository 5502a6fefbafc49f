import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { call, importAssets, previewAssetImport } from '@holdpoint/api'
import { importPresets } from '@holdpoint/core'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { sendTo } from '../server-link.ts'
import { printJson, readFileOrSay, sayRefused } from '../terminal.ts'
import { readMapping } from './read-mapping.ts'

type Options = {
  readonly source?: string
  readonly preset?: string
  readonly sheet?: string
  readonly mapping?: string
  readonly preview?: true
  readonly digest?: string
  readonly server?: string
}

/** `assets import`: any inventory file; the same preview and the same import as on the screen. */
export function addAssetsImport(program: Command): void {
  group(program, 'assets', 'The inventory')
    .command('import')
    .description('Import an inventory: CSV, .xlsx, JSON, CycloneDX, NetBox, Nmap XML, capture')
    .argument('<file>', 'the inventory')
    .requiredOption('--source <name>', 'who says so; the same name each time')
    .option('--preset <id>', importPresets.map((one) => one.id).join(' | '))
    .option('--sheet <name>', 'of a workbook; by default its first sheet')
    .option('--mapping <file>', 'what each column means: the "mapping" of a preview, as JSON')
    .option('--preview', 'show what would change, row by row; write nothing')
    .option('--digest <sha256>', 'of a preview: import exactly what it showed, or nothing')
    .option('--server <url>', 'default http://127.0.0.1:7410, or HOLDPOINT_SERVER')
    .option('--json', 'print one JSON value (the default for this command)')
    .action(importCommand)
}

async function importCommand(path: string, options: Options): Promise<void> {
  const bytes = await readFileOrSay(path)
  const { source = '', preset, sheet, digest } = options
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping)
  const wish = {
    fileName: basename(path),
    contentBase64: Buffer.from(bytes).toString('base64'),
    source,
    ...(preset === undefined ? {} : { preset }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(mapping === undefined ? {} : { mapping }),
  }
  const send = sendTo(options.server)
  const asked = { params: {}, query: {}, idempotencyKey: randomUUID() }
  const answer =
    options.preview === true
      ? await call(send, previewAssetImport, { ...asked, body: wish })
      : await call(send, importAssets, {
          ...asked,
          body: { ...wish, ...(digest === undefined ? {} : { digest }) },
        })
  if (!answer.ok) return sayRefused(answer.refusal)
  printJson(answer.value)
}
