import { type AssetFacts, mapAssetRow, readAssetList, readCsv } from '@holdpoint/csaf'
import { BadInput, readFileOrSay } from '../terminal.ts'

/** An asset list: JSON, or CSV with a header row where the file is called so. */
export async function readAssets(path: string): Promise<readonly AssetFacts[]> {
  const bytes = await readFileOrSay(path)
  return path.toLowerCase().endsWith('.csv') ? fromCsv(path, bytes) : fromJson(path, bytes)
}

function fromJson(path: string, bytes: Uint8Array): readonly AssetFacts[] {
  const list = readAssetList(bytes)
  if (list.ok) return list.value
  const { refusal } = list
  if (refusal.kind === 'not-json') {
    throw new BadInput(`${path}: line ${refusal.line}: not JSON: ${refusal.why}`)
  }
  const [{ row, field, words }] = refusal.faults
  const where = row === 0 ? '' : `row ${row}${field === '' ? '' : `, ${field}`}: `
  throw new BadInput(`${path}: ${where}${words}`)
}

function fromCsv(path: string, bytes: Uint8Array): readonly AssetFacts[] {
  const table = readCsv(bytes)
  if (!table.ok) {
    const { line, column, why } = table.refusal
    throw new BadInput(`${path}: line ${line}, column ${column}: ${why}`)
  }
  return table.value.rows.map((row, index) => {
    const mapped = mapAssetRow(row)
    if (mapped.kind === 'asset') return mapped.asset
    throw new BadInput(`${path}: row ${index + 1}: ${mapped.missing.join(', ')} missing`)
  })
}
