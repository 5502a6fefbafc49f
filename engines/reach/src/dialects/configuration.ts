import type { ConfigurationText, NetworkFileFirewall } from '../network-file.ts'
import type { Assumption, Rule } from '../rule.ts'

/** The configuration is not one of its dialect at all: nothing can be said of it. */
export type ConfigurationRefusal = {
  readonly file: string
  readonly line: number | null
  readonly why: string
}

/** Where something stands in a configuration. */
export type Place = { readonly file: string; readonly line: number }

export type Line = Place & { readonly text: string }

/** The lines of all texts, without their ends. */
export function linesOf(texts: readonly ConfigurationText[]): readonly Line[] {
  return texts.flatMap(({ file, text }) =>
    text.split(/\r\n|\n|\r/).map((line, at) => ({ file, line: at + 1, text: line })),
  )
}

/** Collects what was not understood while a configuration is read. */
export class Doubts {
  readonly all: Assumption[] = []
  private readonly wish: Pick<NetworkFileFirewall, 'id' | 'harmless'>

  constructor(wish: Pick<NetworkFileFirewall, 'id' | 'harmless'>) {
    this.wish = wish
  }

  add({ file, line }: Place, what: string): void {
    this.all.push({ firewall: this.wish.id, file, line, what })
  }

  /** True where somebody declared that lines that begin like this change no packet's way. */
  isDeclaredHarmless(text: string): boolean {
    const trimmed = text.trim()
    return (this.wish.harmless ?? []).some((start) => start !== '' && trimmed.startsWith(start))
  }
}

/** A rule that may do anything to any packet: for what was not understood of a whole list. */
export function mayPermitAll(place: Place, what: string): Rule {
  return {
    match: {
      sources: [[0n, ANY]],
      destinations: [[0n, ANY]],
      services: [WHOLE_SERVICE],
      states: [[0, 6]],
    },
    action: { kind: 'permit' },
    unsure: [what],
    name: what,
    ...place,
  }
}

import { ADDRESS_MAX as ANY } from '../address.ts'
import { ANY_SERVICE as WHOLE_SERVICE } from '../rule.ts'
