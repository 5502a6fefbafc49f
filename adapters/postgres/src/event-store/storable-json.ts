import type { AppendCommand } from '@holdpoint/core'
import type { JsonValue } from '@holdpoint/std'

export type NotStorable = { readonly where: string; readonly why: string }

/**
 * JSON can say what PostgreSQL cannot hold as text: U+0000, and half of a surrogate pair. Found
 * here, it refuses one command; found by the database, it would break the whole batch.
 */
export function firstNotStorable(command: AppendCommand): NotStorable | null {
  for (const [where, value] of parts(command)) {
    const found = UNSTORABLE.exec(JSON.stringify(value))
    if (found === null) continue
    return { where, why: `it holds ${found[0].slice(-6)}, which a database cannot keep` }
  }
  return null
}

// As JSON text: an odd number of backslashes before `u` makes it an escape. JSON.stringify writes a
// surrogate as an escape only where it is alone.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

/** The same JSON with each such character replaced by U+FFFD: to be shown, never signed. */
export function storableJson(json: string): string {
  return json.replace(new RegExp(UNSTORABLE, 'g'), (found) => `${found.slice(0, -6)}\\ufffd`)
}

function parts(command: AppendCommand): readonly (readonly [string, JsonValue])[] {
  const { commandId, by, rules, writes, readModels, effects, effectMoves } = command
  return [
    ['the command', { commandId, by, rules }],
    ...writes.flatMap(({ stream, events }) =>
      events.map(({ kind, body }) => [`an event ${kind}`, { stream, kind, body }] as const),
    ),
    ...readModels.map((model) => [`a read model ${model.kind}`, { ...model }] as const),
    ...effects.map((effect) => [`an effect ${effect.kind}`, { ...effect }] as const),
    ...effectMoves.map((move) => ["an effect's result", { ...move }] as const),
  ]
}
