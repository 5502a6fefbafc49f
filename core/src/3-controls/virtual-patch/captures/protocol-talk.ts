import type { ExploitMessage } from '../vulnerability-facts.ts'
import type { SentMessage } from './conversation.ts'

/** A request and what the device answers; null: it answers nothing. */
export type Exchange = {
  readonly what: string
  readonly request: readonly number[]
  readonly answer: readonly number[] | null
}

/** How a protocol sounds: with the exploit in it, nearly, and on an ordinary day. */
export type ProtocolTalk = {
  readonly transport: 'tcp' | 'udp'
  /** Before anything else in every connection. */
  readonly opening: readonly Exchange[]
  /** Ways to send the exploit's message: each must be named. */
  readonly exploits: readonly Exchange[]
  /** Neighbours of the exploit's message: none may be named. */
  readonly nearMisses: readonly Exchange[]
  /** What a plant asks all day; without what is the exploit here. */
  readonly ordinary: readonly Exchange[]
  /** Whether the sensor puts segments together before it looks. */
  readonly isParsed: boolean
}

export type MessageOf<Template extends ExploitMessage['template']> = Extract<
  ExploitMessage,
  { template: Template }
>

export function messagesOf(
  exchanges: readonly Exchange[],
  splitAt: number | null = null,
): readonly SentMessage[] {
  return exchanges.flatMap(({ request, answer }) => [
    { from: 'client', bytes: request, splitAt } as const,
    ...(answer === null ? [] : [{ from: 'server', bytes: answer } as const]),
  ])
}
