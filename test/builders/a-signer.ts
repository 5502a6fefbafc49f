import { createMessage, generateKey, readPrivateKey, sign } from 'openpgp'

export type Signer = {
  readonly publicKey: string
  readonly privateKey: string
  readonly fingerprint: string
  /** A detached signature over these bytes, in armour. */
  sign(content: string): Promise<string>
}

/** A publisher with an OpenPGP key of its own. */
export async function aSigner(name = 'A vendor'): Promise<Signer> {
  const { privateKey, publicKey } = await generateKey({
    userIDs: [{ name, email: 'psirt@vendor.test' }],
    date: new Date('2024-01-01T00:00:00Z'),
  })
  const key = await readPrivateKey({ armoredKey: privateKey })
  return {
    publicKey,
    privateKey,
    fingerprint: key.getFingerprint().toUpperCase(),
    async sign(content) {
      const message = await createMessage({ binary: new TextEncoder().encode(content) })
      return String(await sign({ message, signingKeys: key, detached: true }))
    },
  }
}
