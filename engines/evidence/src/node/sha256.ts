import { hash } from 'node:crypto'
import type { Sha256 } from '../sha256.ts'

/** SHA-256 by Node's own cryptography: about twice as fast as the portable one on short inputs. */
export const nodeSha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer')
