import type { JsonValue } from '@holdpoint/std'
import type { Schema } from './schema.ts'

type Fits = (value: JsonValue) => boolean

/** What a schema asks, said in a way that a program can be written from. */
export type Shape =
  | {
      readonly kind: 'object'
      readonly fields: ReadonlyMap<string, Schema>
      readonly required: ReadonlySet<string>
      readonly min: number
      readonly max: number
    }
  | { readonly kind: 'list'; readonly item: Schema; readonly min: number; readonly unique: boolean }
  | { readonly kind: 'lazily'; readonly schema: () => Schema }
  | { readonly kind: 'text'; readonly mayBeEmpty: boolean }
  | { readonly kind: 'word'; readonly allowed: ReadonlySet<string> }
  | {
      readonly kind: 'chosen'
      readonly choose: (value: JsonValue) => Schema | string
      readonly schemas: readonly Schema[]
    }

/**
 * Writes one program for a whole schema and lets the engine compile it: properties by their names, one
 * after the other, which it finds several times as fast as names that it is handed. Where a page
 * forbids that programs are made from text, the schema is asked as it stands.
 */
export function compiledFits(
  schema: Schema,
  hasTwins: (items: readonly JsonValue[]) => boolean,
): Fits {
  try {
    const program = new Program()
    const whole = program.expression(schema, 'value')
    const parts = [...program.functions, `return (value) => ${whole}`]
    const names = ['ask', 'words', 'choose', 'schemas', 'hasTwins', 'isArray']
    const make = new Function(...names, parts.join('\n'))
    const { asked, words, choices, schemas } = program
    return make(asked, words, choices, schemas, hasTwins, Array.isArray) as Fits
  } catch {
    return schema.fits
  }
}

type Described = Shape & { readonly kind: 'object' | 'list' | 'chosen' }

/** The functions of the program, and the schemas that it asks because they have no shape. */
class Program {
  readonly functions: string[] = []
  readonly asked: Fits[] = []
  readonly words: ReadonlySet<string>[] = []
  readonly choices: ((value: JsonValue) => Schema | string)[] = []
  readonly schemas: Schema[] = []
  private readonly names = new Map<Schema, string>()

  /** An expression that is true where the value of this name fits. */
  expression(schema: Schema, name: string): string {
    const { shape } = schema
    switch (shape?.kind) {
      case 'text':
        return `typeof ${name} === 'string'${shape.mayBeEmpty ? '' : ` && ${name} !== ''`}`
      case 'word':
        return this.isOneOf(shape.allowed, name)
      case 'object':
      case 'list':
      case 'chosen':
        return `${this.functionOf(schema, shape)}(${name})`
      case 'lazily':
        return this.expression(shape.schema(), name)
      default:
        this.asked.push(schema.fits)
        return `ask[${this.asked.length - 1}](${name})`
    }
  }

  // Of a few words the right one is sooner found by comparing.
  private isOneOf(allowed: ReadonlySet<string>, name: string): string {
    if (allowed.size > 6) return `words[${this.words.push(allowed) - 1}].has(${name})`
    return `(${[...allowed].map((word) => `${name} === ${JSON.stringify(word)}`).join(' || ')})`
  }

  private functionOf(schema: Schema, shape: Described): string {
    const known = this.names.get(schema)
    if (known !== undefined) return known
    const name = `fits${this.names.size}`
    // Before its body: a branch has branches.
    this.names.set(schema, name)
    this.functions.push(`function ${name}(value) {\n${this.bodyOf(shape)}\n}`)
    return name
  }

  private bodyOf(shape: Described): string {
    if (shape.kind === 'object') return this.objectBody(shape)
    return shape.kind === 'list' ? this.listBody(shape) : this.chosenBody(shape)
  }

  // Needed properties first: most objects hold few others, and who has met all may stop looking.
  private objectBody({ fields, required, min, max }: Shape & { readonly kind: 'object' }): string {
    const lines = [
      `if (typeof value !== 'object' || value === null || isArray(value)) return false`,
      'let left = 0, one',
      'for (const _ in value) left++',
      `if (left < ${Math.max(min, required.size)} || left > ${max}) return false`,
    ]
    for (const name of required) {
      lines.push(`one = value[${JSON.stringify(name)}]`)
      lines.push(`if (!(${this.expression(fields.get(name) as Schema, 'one')})) return false`)
    }
    lines.push(`left -= ${required.size}`)
    for (const [name, schema] of fields) {
      if (required.has(name)) continue
      lines.push(`if (left === 0) return true`)
      lines.push(`one = value[${JSON.stringify(name)}]`, `if (one !== undefined) {`)
      lines.push(`if (!(${this.expression(schema, 'one')})) return false`, 'left-- }')
    }
    lines.push('return left === 0')
    return lines.join('\n')
  }

  private chosenBody({ choose, schemas }: Shape & { readonly kind: 'chosen' }): string {
    const lines = [`const chosen = choose[${this.choices.push(choose) - 1}](value)`]
    for (const schema of schemas) {
      const place = this.schemas.push(schema) - 1
      lines.push(`if (chosen === schemas[${place}]) return ${this.expression(schema, 'value')}`)
    }
    lines.push('return false')
    return lines.join('\n')
  }

  private listBody({ item, min, unique }: Shape & { readonly kind: 'list' }): string {
    return [
      `if (!isArray(value) || value.length < ${min}) return false`,
      'for (let at = 0; at < value.length; at++) {',
      'const one = value[at]',
      `if (!(${this.expression(item, 'one')})) return false`,
      '}',
      `return ${unique ? '!hasTwins(value)' : 'true'}`,
    ].join('\n')
  }
}
