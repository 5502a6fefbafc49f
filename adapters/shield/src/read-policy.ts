import { isIP } from 'node:net'
import { accept, type Result, readStrictJson, refuse } from '@holdpoint/std'
import { z } from 'zod'
import type { Allowance, ShieldPolicy } from './policy.ts'
import { functionsWithoutAddresses, knownFunctions } from './requests.ts'

/** Where a policy file is wrong: `line 4`, or the path of a field. */
export type PolicyFault = { readonly where: string; readonly why: string }

const CODES: ReadonlySet<number> = new Set(knownFunctions)
const KNOWN = `${knownFunctions.join(', ')} (43 only to read the identification)`

const whole = (least: number, most: number) => z.int().min(least).max(most)
const words = z.string().trim().min(1, 'must not be empty')
const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-11-24T03:00:00Z' })
  .transform((text) => Date.parse(text))

const endpoint = z.strictObject({
  address: z.string().refine((text) => isIP(text) !== 0, 'must be an IPv4 or IPv6 address'),
  port: whole(1, 65_535),
})

const allowance = z
  .strictObject({
    function: z.int().refine((code) => CODES.has(code), {
      error: `can be allowed only where its shape is known: ${KNOWN}`,
    }),
    from: whole(0, 65_535).optional(),
    to: whole(0, 65_535).optional(),
  })
  .transform((written, context): Allowance => {
    const { function: functionCode, from, to } = written
    if (functionsWithoutAddresses.includes(functionCode)) {
      if (from === undefined && to === undefined) return { functionCode, range: null }
      return say(context, `function ${functionCode} has no addresses: leave out from and to`)
    }
    if (from === undefined || to === undefined) {
      return say(context, `function ${functionCode} needs the addresses from and to`)
    }
    if (from > to) return say(context, `from ${from} lies after to ${to}`)
    return { functionCode, range: { from, to } }
  })

function say(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

const unitAllowance = { unit: whole(0, 255), allow: z.array(allowance).min(1) }

const exception = z
  .strictObject({
    ...{ approvedBy: words, reason: words, from: instant, until: instant },
    ...unitAllowance,
  })
  .refine(({ from, until }) => from < until, { error: 'must be after from', path: ['until'] })
  .transform(({ from, until, ...rest }) => ({ ...rest, fromMs: from, untilMs: until }))

const LIMITS = {
  ...{ connectionsMax: 32, connectionsPerClientMax: 8 },
  ...{ queuedBytesMax: 4096, idleMs: 60_000 },
}

const policyShape = z
  .strictObject({
    conduit: words,
    listen: endpoint,
    device: endpoint,
    units: z.array(z.strictObject(unitAllowance)).min(1).optional(),
    failMode: z
      .strictObject({ mode: z.enum(['closed', 'open']), signedBy: words, signedAt: instant })
      .transform(({ signedAt, ...rest }) => ({ ...rest, signedAtMs: signedAt })),
    exceptions: z.array(exception).default([]),
    pollTimeoutMs: whole(10, 600_000),
    upstreamTimeoutMs: whole(5, 600_000),
    limits: z
      .strictObject({
        connectionsMax: whole(1, 4096).default(LIMITS.connectionsMax),
        connectionsPerClientMax: whole(1, 4096).default(LIMITS.connectionsPerClientMax),
        // One whole message is the least that can be judged.
        queuedBytesMax: whole(260, 1_048_576).default(LIMITS.queuedBytesMax),
        idleMs: whole(100, 86_400_000).default(LIMITS.idleMs),
      })
      .default(LIMITS),
  })
  .superRefine((policy, context) => {
    const fault = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path })
    if (policy.upstreamTimeoutMs >= policy.pollTimeoutMs) {
      fault('must be shorter than pollTimeoutMs', 'upstreamTimeoutMs')
    }
    if (policy.limits.idleMs <= policy.pollTimeoutMs) {
      fault('must be longer than pollTimeoutMs', 'limits', 'idleMs')
    }
    const { listen, device } = policy
    if (listen.address === device.address && listen.port === device.port) {
      fault('is where the shield itself listens', 'device')
    }
    const seen = new Set<number>()
    policy.units?.forEach(({ unit }, at) => {
      if (seen.has(unit)) fault(`unit ${unit} stands here twice`, 'units', at, 'unit')
      seen.add(unit)
    })
  })

/** Reads a policy as it is written: docs/stages/3-controls.md describes every field. */
export function readShieldPolicy(
  bytes: Uint8Array,
): Result<ShieldPolicy, readonly [PolicyFault, ...PolicyFault[]]> {
  const json = readStrictJson(bytes)
  if (!json.ok) return refuse([{ where: `line ${json.refusal.line}`, why: json.refusal.why }])
  const parsed = policyShape.safeParse(json.value)
  if (parsed.success) return accept({ ...parsed.data, units: parsed.data.units ?? null })
  const [first, ...rest] = parsed.error.issues.map(({ path, message }) => ({
    where: `/${path.join('/')}`,
    why: message,
  }))
  return refuse([first ?? { where: '/', why: 'not a policy' }, ...rest])
}
