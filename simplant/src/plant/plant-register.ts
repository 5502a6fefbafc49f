import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { invariant } from '@holdpoint/std'
import ssh2 from 'ssh2'
import { writeDurably } from '../controller/durable-file.ts'

/**
 * Keys, credential and hardware of one controller; kept, so that a restarted plant is the same
 * plant.
 */
export type RegisteredController = {
  readonly tag: string
  readonly hostKey: string
  readonly hostKeySha256: string
  readonly username: string
  readonly password: string
  /** Null for the hardware that the site description names; a fitted spare has its own. */
  readonly spareSerial: string | null
  readonly programmed: boolean
  readonly spareNumber: number
}

export type PlantRegister = {
  readonly firstPort: number | null
  readonly controllers: readonly RegisteredController[]
}

export function loadRegister(stateDir: string): PlantRegister {
  const path = join(stateDir, 'plant.json')
  mkdirSync(stateDir, { recursive: true })
  return existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { firstPort: null, controllers: [] }
}

export function saveRegister(stateDir: string, register: PlantRegister): void {
  writeDurably(join(stateDir, 'plant.json'), `${JSON.stringify(register, null, 2)}\n`)
}

/**
 * Claims the folder for this process. Refused while the process that claimed it lives and still
 * holds the ports; one that was killed left both, or a number that another program has now.
 */
export async function claimFolder(
  stateDir: string,
  portsAreHeld: () => Promise<boolean>,
): Promise<void> {
  const path = join(stateDir, 'owner.json')
  const owner = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { pid: number })
    : null
  if (owner !== null && owner.pid !== process.pid && lives(owner.pid) && (await portsAreHeld())) {
    throw new FolderTaken(`another plant runs in ${stateDir}, as process ${owner.pid}`)
  }
  writeDurably(path, `${JSON.stringify({ pid: process.pid })}\n`)
}

export class FolderTaken extends Error {}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function newlyRegistered(tag: string): RegisteredController {
  return {
    tag,
    ...newHostKey(),
    username: 'maintenance',
    password: randomBytes(18).toString('base64url'),
    spareSerial: null,
    programmed: true,
    spareNumber: 0,
  }
}

export function newHostKey(): Pick<RegisteredController, 'hostKey' | 'hostKeySha256'> {
  const { private: hostKey, public: publicKey } = readableKeyPair()
  const blob = publicKey.split(' ')[1]
  invariant(blob !== undefined, 'an OpenSSH public key is a type and a body')
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64')
  return { hostKey, hostKeySha256: `SHA256:${digest.replace(/=+$/, '')}` }
}

/**
 * Of the ed25519 keys that ssh2 makes, those whose public part begins with a zero byte, one in
 * 256, lose that byte; ssh2 cannot read them back, and its server ends at the start.
 */
export function readableKeyPair(
  make = () => ssh2.utils.generateKeyPairSync('ed25519'),
): ReturnType<typeof make> {
  for (;;) {
    const pair = make()
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair
  }
}

/** A serial that the site has never seen, written as this vendor writes them. */
export function spareSerial(
  vendor: string,
  seed: number,
  tag: string,
  spareNumber: number,
): string {
  const digest = createHash('sha256').update(`${seed} ${tag} ${spareNumber}`).digest()
  if (vendor === 'Rockwell Automation') return digest.toString('hex', 0, 4).toUpperCase()
  return String(digest.readUIntBE(0, 5) % 1e11).padStart(11, '0')
}
