import { describe, expect, test } from 'vitest'
import { openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { noteKeyFromSeed, readSignerKey, verifyEd25519 } from './node/ed25519.ts'
import { type NoteKey, parseSignerKey, parseVerifierKey } from './note-key.ts'
import { sha256 } from './sha256.ts'
import { formatNote, openNote, parseNote, signNote } from './signed-note.ts'

const works = noteKeyFromSeed('works.example/ledger', new Uint8Array(32).fill(1))
const hub = noteKeyFromSeed('hub.example/ledger', new Uint8Array(32).fill(2))
const renamed = noteKeyFromSeed('works.example/ledger', new Uint8Array(32).fill(3))
const TEXT = 'Schicht 2\n\nVentil geprüft\n'

describe('a signed note', () => {
  test('opens with the key that signed it', async () => {
    const opened = await openNote(await signNote(TEXT, works.signer), trusting(works.signer.key))
    expect(opened).toEqual({ ok: true, value: TEXT })
  })

  test('is written again as it was read, empty lines and all', async () => {
    const note = await signNote(TEXT, works.signer)
    const parsed = parseNote(note)
    expect(parsed.ok && formatNote(parsed.value)).toBe(note)
  })

  test('signatures of unknown keys are passed over, also those with a known name', async () => {
    const lines = await Promise.all([hub, renamed, works].map((k) => signatureLine(k.signer)))
    const opened = await openNote(`${TEXT}\n${lines.join('')}`, trusting(works.signer.key))
    expect(opened.ok).toBe(true)
  })

  test('without one known signature it is refused', async () => {
    const note = await signNote(TEXT, hub.signer)
    expect(await openNote(note, trusting(works.signer.key))).toMatchObject({
      refusal: { kind: 'key-unknown' },
    })
    expect((await openNote(note, trusting())).ok).toBe(false)
  })

  test('a false signature of a known key refuses it, whoever else signed', async () => {
    const good = await signatureLine(hub.signer)
    const bad = (await signNote('another text\n', works.signer)).slice('another text\n\n'.length)
    const opened = await openNote(
      `${TEXT}\n${good}${bad}`,
      trusting(hub.signer.key, works.signer.key),
    )
    expect(opened).toMatchObject({ refusal: { kind: 'signature-invalid' } })
  })

  test('sixteen large signatures are accepted, a thousand are not', async () => {
    const line = await signatureLine(works.signer)
    const large = `— hub.example/pq ${Buffer.alloc(5000, 1).toString('base64')}\n`
    const trust = trusting(works.signer.key)
    expect((await openNote(`${TEXT}\n${large.repeat(15)}${line}`, trust)).ok).toBe(true)
    expect((await openNote(`${TEXT}\n${line.repeat(1000)}`, trust)).ok).toBe(false)
  })

  test.each([
    ['nothing', ''],
    ['no signature', `${TEXT}\n`],
    ['no empty line', 'one\n— a AAAAAAA=\n'],
    ['no last newline', 'one\n\n— a AAAAAAA='],
    ['a control character', 'one\ttwo\n\n— a AAAAAAA=\n'],
    ['a carriage return', 'one\r\n\n— a AAAAAAA=\n'],
    ['a hyphen for the dash', 'one\n\n- a AAAAAAA=\n'],
    ['a plus in the name', 'one\n\n— a+b AAAAAAA=\n'],
    ['a wide space in the name', 'one\n\n— a\u2003b AAAAAAA=\n'],
    ['a short signature', 'one\n\n— a AAAAAA==\n'],
    ['spare bits in the base64', 'one\n\n— a AAAAAAB=\n'],
    ['more after the base64', 'one\n\n— a AAAAAAA= b\n'],
  ])('%s is no note', (_why, note) => {
    expect(parseNote(note)).toMatchObject({ ok: false, refusal: { kind: 'note-malformed' } })
  })
})

describe('keys as text', () => {
  test('a key is read as it was written', () => {
    const key = parseVerifierKey(works.verifierKey)
    expect(key).toEqual({ ok: true, value: works.signer.key })
    const signer = readSignerKey(works.signerKey)
    expect(signer.ok && signer.value.key).toEqual(works.signer.key)
  })

  test('an id that does not fit is refused', () => {
    const verifierKey = works.verifierKey.replace(works.signer.key.id, '00000000')
    expect(parseVerifierKey(verifierKey).ok).toBe(false)
    const signerKey = works.signerKey.replace(works.signer.key.id, '00000000')
    expect(readSignerKey(signerKey).ok).toBe(false)
  })

  test('a refused signer key is not repeated in the refusal', () => {
    const refused = parseSignerKey(`${works.signerKey}x`)
    expect(JSON.stringify(refused)).not.toContain(works.signerKey.slice(-20, -2))
    expect(refused.ok).toBe(false)
  })
})

describe('a checkpoint', () => {
  const head = { origin: works.signer.key.name, size: 3, root: sha256(new Uint8Array(1)) }

  test('opens with the key of the log', async () => {
    const note = await signCheckpoint(head, works.signer)
    expect(await openCheckpoint(note, trusting(works.signer.key))).toEqual({
      ok: true,
      value: head,
    })
  })

  test('another log’s key cannot speak for this log, though it is trusted', async () => {
    const text = (await signCheckpoint(head, works.signer)).split('\n\n')[0] ?? ''
    const note = await signNote(`${text}\n`, hub.signer)
    expect(await openCheckpoint(note, trusting(works.signer.key, hub.signer.key))).toMatchObject({
      refusal: { kind: 'key-unknown' },
    })
  })

  test.each([
    ['a leading zero', 'works.example/ledger\n03\nRoot\n'],
    ['a sign', 'works.example/ledger\n+3\nRoot\n'],
    ['a size beyond counting', 'works.example/ledger\n99999999999999999999\nRoot\n'],
    ['a short root', 'works.example/ledger\n3\nAAAA\n'],
    ['two lines', 'works.example/ledger\n3\n'],
    ['an empty line', 'works.example/ledger\n3\nRoot\n\nextension\n'],
  ])('%s is refused', async (_why, text) => {
    const root = Buffer.from(head.root).toString('base64')
    const note = await signNote(text.replace('Root', root), works.signer)
    expect(await openCheckpoint(note, trusting(works.signer.key))).toMatchObject({
      refusal: { kind: 'checkpoint-malformed' },
    })
  })
})

function trusting(...keys: NoteKey[]) {
  return { keys, verify: verifyEd25519 }
}

async function signatureLine(signer: typeof works.signer): Promise<string> {
  return (await signNote(TEXT, signer)).slice(TEXT.length + 1)
}
