import { appLockerCollections, firewallProfiles, type HardeningPolicy } from '@holdpoint/core'
import { readJson } from '@holdpoint/std'
import { z } from 'zod'
import { BadInput, readFileOrSay } from '../terminal.ts'

const about = { collection: z.enum(appLockerCollections), why: z.string() }

const rule = z.discriminatedUnion('by', [
  z.strictObject({ ...about, by: z.literal('path'), path: z.string() }),
  z.strictObject({
    ...about,
    by: z.literal('publisher'),
    publisher: z.string(),
    product: z.string(),
  }),
  z.strictObject({
    ...about,
    by: z.literal('hash'),
    sha256: z.string(),
    fileName: z.string(),
    sizeBytes: z.number(),
  }),
])

const policyShape = z.strictObject({
  title: z.string(),
  smb1: z.literal('off').nullable().default(null),
  servicesOff: z.array(z.strictObject({ name: z.string(), why: z.string() })).default([]),
  appLocker: z
    .strictObject({
      mode: z.enum(['audit', 'enforce']),
      collections: z.array(z.enum(appLockerCollections)),
      allowed: z.array(rule).default([]),
    })
    .nullable()
    .default(null),
  firewall: z
    .strictObject({
      profiles: z.array(z.enum(firewallProfiles)),
      outbound: z.enum(['allow', 'block']).default('allow'),
    })
    .nullable()
    .default(null),
})

const requestShape = z.strictObject({
  format: z.literal('holdpoint-collection-request-1'),
  nonce: z.string().min(32),
  key: z.string().min(64),
  host: z.string().min(1),
  issuedAt: z.string(),
})

/** What a host is to be like, as docs/stages/3-controls/hardening.md describes it. */
export function readHardeningFile(path: string): Promise<HardeningPolicy> {
  return readShape(path, policyShape)
}

export function readRequestFile(path: string) {
  return readShape(path, requestShape)
}

async function readShape<Shape extends z.ZodType>(
  path: string,
  shape: Shape,
): Promise<z.output<Shape>> {
  const json = readJson(await readFileOrSay(path))
  if (!json.ok) throw new BadInput(`${path}: line ${json.refusal.line}: ${json.refusal.why}`)
  const parsed = shape.safeParse(json.value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new BadInput(`${path}: /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'unreadable'}`)
}
