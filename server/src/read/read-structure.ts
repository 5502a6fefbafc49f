import { type FactField, probeProtocols } from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { z } from 'zod'
import { readFields } from './read-fields.ts'
import { readServices } from './read-services.ts'

const text = z.string().trim().min(1)
const port = z.coerce.number().int().min(1).max(65_535)

const signal = z
  .object({
    name: z.string().min(1),
    means: z.string().min(1),
    table: z.enum(['coil', 'discrete-input', 'input-register', 'holding-register']),
    address: z.number().int().min(0).max(65_535),
    scale: z.number(),
    unit: z.string(),
    low: z.number().nullish(),
    high: z.number().nullish(),
  })
  .transform((one) => ({
    tag: one.name,
    words: one.means,
    address: { table: one.table, address: one.address, scale: one.scale, unit: one.unit },
    low: one.low ?? null,
    high: one.high ?? null,
  }))

const unit = z.number().int().min(0).max(255).optional()
const snmpUser = z.object({
  name: z.string().min(1).max(32),
  auth: z.enum(['sha', 'sha-256']),
  privacy: z.enum(['aes-128', 'none']),
})
const probeTarget = z.object({
  protocol: z.enum(probeProtocols),
  host: z.string().min(1),
  port,
  unit,
  community: z.string().min(1).max(64).optional(),
  snmpUser: snmpUser.optional(),
})

const service = z
  .object({ protocol: text, port, enabled: z.boolean(), usedBy: z.string().nullish() })
  .transform((one) => ({ ...one, usedBy: one.usedBy ?? 'none' }))

const structures: Readonly<Partial<Record<FactField, z.ZodType>>> = {
  services: z.array(service),
  identity: probeTarget,
  /** Where the signals are read, over Modbus TCP. */
  modbus: z
    .object({ host: z.string().min(1), port, unit })
    .transform((one) => ({ protocol: 'modbus-tcp', ...one })),
  maintenance: z.object({
    kind: z.literal('sftp'),
    host: text,
    port,
    hostKeySha256: text,
    credentialId: text,
  }),
  signals: z.array(signal),
}

/** What only JSON can hold, parsed; an empty list says nothing. */
export function readStructure(field: FactField, value: JsonValue): Result<JsonValue, string> {
  const schema = structures[field]
  if (schema === undefined) return refuse('is no structure')
  if (Array.isArray(value) && value.length === 0) return accept(null)
  if (field === 'services' && typeof value === 'string') {
    const services = readServices(value)
    if (services !== null) return accept(services as unknown as JsonValue)
    return refuse(': is not like "modbus-tcp/502 enabled, used by Filtration"')
  }
  const read = readFields(schema, value)
  if (read.data === null) {
    const [fault] = read.faults
    return refuse(`${fault?.path.map((part) => `.${part}`).join('')} ${fault?.words}`)
  }
  // A member that may be missing is missing in JSON too, not undefined.
  return accept(JSON.parse(JSON.stringify(read.data)) as JsonValue)
}
