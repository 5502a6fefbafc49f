import { createHash, createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  aForgedLedger,
  aLedger,
  LOG_KEY,
  type MemoryFiles,
  someEntries,
} from './evidence-fixtures.ts'

// A second verifier, written from RFC 9162 and the C2SP documents; it shares no code with ours.

test('a verifier written from the specifications alone accepts our ledger', async () => {
  for (const size of [1, 2, 255, 256, 257, 600]) {
    const files = await aLedger(someEntries(size))
    expect(foreignVerdict(files, LOG_KEY.verifierKey)).toEqual({
      signed: true,
      size,
      sameRoot: true,
    })
  }
})

test('and it refuses a ledger with one entry changed', async () => {
  const files = await aLedger(someEntries(300))
  const forged = await aForgedLedger(someEntries(300).toReversed())
  files.files.set('tile/entries/000', forged.files.get('tile/entries/000') as Uint8Array)
  expect(foreignVerdict(files, LOG_KEY.verifierKey)).toMatchObject({
    signed: true,
    sameRoot: false,
  })
})

function foreignVerdict({ files }: MemoryFiles, verifierKey: string) {
  const note = Buffer.from(files.get('checkpoint') as Uint8Array).toString()
  const [text, signatures] = note.split('\n\n') as [string, string]
  const [origin, size, root] = text.split('\n')
  const line = signatures.split('\n').find((l) => l.startsWith(`— ${origin} `)) as string
  const signature = Buffer.from(line.split(' ')[2] as string, 'base64').subarray(4)
  const rawKey = Buffer.from(verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1)
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: rawKey.toString('base64url') }
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const leaves: Buffer[] = []
  for (let start = 0; start < Number(size); start += 256) {
    const width = Math.min(256, Number(size) - start)
    const name = `tile/entries/${String(start / 256).padStart(3, '0')}`
    const bundle = Buffer.from(files.get(width === 256 ? name : `${name}.p/${width}`) as Uint8Array)
    for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
      const entry = bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at))
      leaves.push(sha256(Buffer.concat([Buffer.of(0), entry])))
    }
  }
  return {
    signed: verify(null, Buffer.from(`${text}\n`), key, signature),
    size: leaves.length,
    sameRoot: merkleTreeHash(leaves).toString('base64') === root,
  }
}

/** RFC 9162 §2.1.1, from its words. */
function merkleTreeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1))
  const [left, right] = [merkleTreeHash(leaves.slice(0, k)), merkleTreeHash(leaves.slice(k))]
  return sha256(Buffer.concat([Buffer.of(1), left, right]))
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
