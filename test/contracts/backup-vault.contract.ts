import { createHash } from 'node:crypto'
import type { BackupVault } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { anImage } from './backup-vault-images.ts'

/** A vault under test, and a hand that alters what it holds. */
export type VaultUnderTest = {
  readonly vault: BackupVault
  alter(sha256: string, at: number): Promise<void>
}

export function backupVaultContract(name: string, open: () => Promise<VaultUnderTest>): void {
  describe(name, () => {
    test('an image comes back byte for byte under its digest', async () => {
      const { vault } = await open()
      for (const image of [anImage(1), new Uint8Array(0), anImage(2, 3_000_000)]) {
        const sha256 = createHash('sha256').update(image).digest('hex')
        const receipt = { sha256, sizeBytes: image.length }
        expect(await vault.seal(image)).toEqual({ ok: true, value: receipt })
        const back = await vault.readBack(sha256)
        expect(back.ok && Buffer.compare(back.value, image)).toBe(0)
      }
    })

    test('the same image again is the same receipt, also when sealed at once', async () => {
      const { vault } = await open()
      const both = await Promise.all([vault.seal(anImage(1)), vault.seal(anImage(1))])
      expect(both[0].ok).toBe(true)
      expect(both[1]).toEqual(both[0])
      expect(await vault.seal(anImage(1))).toEqual(both[0])
    })

    test('an image that was never sealed is missing, and a path is no digest', async () => {
      const { vault } = await open()
      for (const sha256 of ['0'.repeat(64), '../../etc/passwd', '', 'A'.repeat(64)]) {
        const refusal = { kind: 'vault-object-missing', sha256 }
        expect(await vault.readBack(sha256)).toEqual({ ok: false, refusal })
      }
    })

    test('an image stays as it was sealed, whatever its giver does with the bytes', async () => {
      const { vault } = await open()
      const image = anImage(1)
      const sealed = await vault.seal(image)
      image.fill(0)
      const back = await vault.readBack(sealed.ok ? sealed.value.sha256 : '')
      expect(back.ok && Buffer.compare(back.value, anImage(1))).toBe(0)
    })

    test('an altered image is refused with both digests; a new seal does not hide it', async () => {
      const { vault, alter } = await open()
      const sealed = await vault.seal(anImage(1))
      const sha256 = sealed.ok ? sealed.value.sha256 : ''
      await alter(sha256, 17)
      const altered = anImage(1)
      altered[17]! ^= 1
      const found = createHash('sha256').update(altered).digest('hex')
      const refusal = { kind: 'vault-object-altered', sha256, found }
      expect(await vault.readBack(sha256)).toEqual({ ok: false, refusal })
      expect(await vault.seal(anImage(1))).toEqual({ ok: false, refusal })
    })
  })
}
