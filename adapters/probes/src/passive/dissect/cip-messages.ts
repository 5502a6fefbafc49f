import { u16le, u32le } from '../big-endian.ts'
import { LIMITS } from '../capture-limits.ts'
import type { Conversation } from '../network/dissector.ts'
import { tellAttribute, tellIdentity } from './cip-identity.ts'
import { type CipPath, cipPath } from './cip-path.ts'

const GET_ALL = 0x01
const GET_LIST = 0x03
const MULTIPLE = 0x0a
const GET_SINGLE = 0x0e
const UNCONNECTED_SEND = 0x52
const FORWARD_OPENS: readonly number[] = [0x54, 0x5b]
const IDENTITY_OBJECT = 1
const CONNECTION_MANAGER = 6
const ANSWER = 0x80
const SERVICES_MAX = 64

type Question = { readonly service: number; readonly path: CipPath; readonly inner: Question[] }

type Span = { readonly bytes: Buffer; readonly start: number; readonly end: number }

/**
 * CIP requests and their answers over one TCP connection. An answer does not say what it answers:
 * only together with its question it is an identity, and of the device that the route names.
 */
export class CipMessages {
  readonly #conversation: Conversation
  readonly #questions = new Map<string, Question>()
  /** By the identifier that comes back to the originator: the route of the connection. */
  readonly #routes = new Map<number, { readonly unit: string | null; readonly out: number }>()

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  request(key: string, span: Span): void {
    const question = this.#question(span, 0)
    // A later question under the same key takes the place of an earlier one in any case.
    this.#questions.delete(key)
    if (question === null || !matters(question)) return
    this.#questions.set(key, question)
    const oldest = this.#questions.keys().next()
    if (this.#questions.size > LIMITS.openQuestionsMax && oldest.done !== true) {
      this.#questions.delete(oldest.value)
    }
  }

  answer(key: string, route: string | null, span: Span): void {
    const question = this.#questions.get(key)
    if (question === undefined) return
    this.#questions.delete(key)
    this.#answered(question, route, span)
  }

  /** The route of a connection, by the identifier that its answers carry. */
  routeOf(answerConnection: number): { readonly unit: string | null; readonly out: number } | null {
    return this.#routes.get(answerConnection) ?? null
  }

  clear(): void {
    this.#questions.clear()
  }

  #question(span: Span, depth: number): Question | null {
    const { bytes, start, end } = span
    const service = bytes[start] ?? 0
    const dataAt = start + 2 + (bytes[start + 1] ?? 0) * 2
    if (service >= ANSWER || dataAt > end) return null
    const path = cipPath(bytes, start + 2, dataAt)
    if (path === null) return null
    const data = { bytes, start: dataAt, end }
    if (service === UNCONNECTED_SEND && path.classId === CONNECTION_MANAGER) {
      return depth === 0 ? this.#routed(data) : null
    }
    if (FORWARD_OPENS.includes(service) && path.classId === CONNECTION_MANAGER) {
      return { service, path: { ...path, unit: openedRoute(service, data) }, inner: [] }
    }
    if (service !== MULTIPLE || depth > 1) return { service, path, inner: [] }
    const inner = parts(data).map((part) => this.#question(part, 2) ?? NO_QUESTION)
    return { service, path, inner }
  }

  /** Unconnected_Send (CIP volume 1, 3-5.5.4): a request in a request, then its route. */
  #routed({ bytes, start, end }: Span): Question | null {
    const size = u16le(bytes, start + 2)
    const innerEnd = start + 4 + size
    const routeAt = innerEnd + (size & 1)
    const routeEnd = routeAt + 2 + (bytes[routeAt] ?? 0) * 2
    if (routeEnd > end) return null
    const inner = this.#question({ bytes, start: start + 4, end: innerEnd }, 1)
    const route = cipPath(bytes, routeAt + 2, routeEnd)
    if (inner === null || route === null) return null
    return { ...inner, path: { ...inner.path, unit: route.unit } }
  }

  #answered(question: Question, route: string | null, span: Span): void {
    const { bytes, start, end } = span
    const dataAt = start + 4 + (bytes[start + 3] ?? 0) * 2
    const status = bytes[start + 2] ?? 0
    if (bytes[start] !== question.service + ANSWER || dataAt > end) return
    const unit = question.path.unit ?? route
    if (question.service === MULTIPLE) {
      const answers = parts({ bytes, start: dataAt, end })
      if (answers.length !== question.inner.length) return
      for (const [i, part] of answers.entries()) {
        const asked = question.inner[i]
        if (asked !== undefined) this.#answered(asked, unit, part)
      }
      return
    }
    const data = { bytes, start: dataAt, end }
    if (FORWARD_OPENS.includes(question.service)) {
      if (status === 0) this.#opened(unit, data)
    } else if (question.path.classId === IDENTITY_OBJECT && question.path.instance === 1) {
      this.#identity(question, unit, status, data)
    }
  }

  #opened(unit: string | null, { bytes, start, end }: Span): void {
    if (end - start < 8) return
    if (this.#routes.size >= LIMITS.openQuestionsMax) this.#routes.clear()
    this.#routes.set(u32le(bytes, start + 4), { unit, out: u32le(bytes, start) })
  }

  #identity(question: Question, unit: string | null, status: number, span: Span): void {
    const { bytes, start, end } = span
    const { book, server } = this.#conversation
    const device = () => book.of(server, unit)
    if (question.service === GET_ALL && status === 0) tellIdentity(device(), bytes, start, end)
    if (question.service === GET_SINGLE && status === 0) {
      tellAttribute(device(), question.path.attribute, bytes, start, end)
    }
    if (question.service !== GET_LIST) return
    const count = u16le(bytes, start)
    let at = start + 2
    for (let i = 0; i < count && at + 4 <= end; i++) {
      const [attribute, attributeStatus] = [u16le(bytes, at), u16le(bytes, at + 2)]
      at += 4
      if (attributeStatus !== 0) continue
      const size = tellAttribute(device(), attribute, bytes, at, end)
      if (size === null) return
      at += size
    }
  }
}

const NO_QUESTION: Question = {
  service: -1,
  path: { classId: -1, instance: -1, attribute: -1, unit: null },
  inner: [],
}

function matters({ service, path, inner }: Question): boolean {
  if (FORWARD_OPENS.includes(service) || path.classId === IDENTITY_OBJECT) return true
  return inner.some(matters)
}

/** Multiple_Service_Packet: a count, that many offsets from the count on, then the messages. */
function parts({ bytes, start, end }: Span): Span[] {
  const count = u16le(bytes, start)
  if (count > SERVICES_MAX || start + 2 + count * 2 > end) return []
  const offsets = Array.from({ length: count }, (_, i) => u16le(bytes, start + 2 + i * 2))
  const spans = offsets.map((offset, i) => ({
    bytes,
    start: start + offset,
    end: i + 1 < count ? start + (offsets[i + 1] ?? 0) : end,
  }))
  const sound = spans.every((span) => span.start < span.end && span.end <= end)
  return sound ? spans : []
}

/** Forward_Open (CIP volume 1, 3-5.5.2); the large one has wider parameters. */
function openedRoute(service: number, { bytes, start, end }: Span): string | null {
  const sizeAt = start + (service === 0x54 ? 35 : 39)
  const pathEnd = sizeAt + 1 + (bytes[sizeAt] ?? 0) * 2
  if (pathEnd > end) return null
  return cipPath(bytes, sizeAt + 1, pathEnd)?.unit ?? null
}
