import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NoteSigner } from '@holdpoint/evidence'
import { noteKeyFromSeed, readSignerKey } from '@holdpoint/evidence/node'
import { accept, type Result, refuse } from '@holdpoint/std'
import { makeDurableFile } from './durable-file.ts'

export type SiteKeyRefusal = {
  readonly kind: 'site-key-refused'
  readonly file: string
  readonly why: string
}

/** The Ed25519 key that signs the site's checkpoints; made at the first start, for us alone. */
export async function siteSigner(at: {
  readonly dataFolder: string
  readonly site: string
}): Promise<Result<NoteSigner, SiteKeyRefusal>> {
  const folder = join(at.dataFolder, 'keys')
  const file = join(folder, `${encodeURIComponent(at.site)}.signer`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const text = (await kept(file)) ?? (await made(file, at.site))
    const signer = readSignerKey(text.trim())
    if (!signer.ok) return refuse({ kind: 'site-key-refused', file, why: signer.refusal.why })
    const origin = ledgerOrigin(at.site)
    if (signer.value.key.name === origin) return accept(signer.value)
    const why = `it is the key of ${signer.value.key.name}, not of ${origin}`
    return refuse({ kind: 'site-key-refused', file, why })
  } catch (error) {
    return refuse({ kind: 'site-key-refused', file, why: (error as Error).message })
  }
}

/** The name under which a site's ledger signs. */
export function ledgerOrigin(site: string): string {
  return `holdpoint/${encodeURIComponent(site)}`
}

async function kept(file: string): Promise<string | null> {
  try {
    const text = await readFile(file, 'utf8')
    await chmod(file, 0o600)
    return text
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function made(file: string, site: string): Promise<string> {
  const { signerKey } = noteKeyFromSeed(ledgerOrigin(site), randomBytes(32))
  await makeDurableFile(file, `${signerKey}\n`, 0o600)
  // Ours, or that of a server that started at the same moment.
  return readFile(file, 'utf8')
}
