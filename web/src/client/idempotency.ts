/** One key for one act: a repeat of the same act after a lost answer carries the same key. */
export class ActKey {
  private last: { readonly act: string; readonly key: string } | null = null
  private readonly newKey: () => string

  constructor(newKey: () => string) {
    this.newKey = newKey
  }

  /** `act` is the request as text; another request is another act. */
  keyFor(act: string): string {
    if (this.last?.act !== act) this.last = { act, key: this.newKey() }
    return this.last.key
  }

  /** The server has answered, yes or no: the next press is a new act. */
  answered(): void {
    this.last = null
  }
}

/** Without an answer, or with the server's own failure, nobody knows whether the act landed. */
export function outcomeIsUnknown(status: number): boolean {
  return status === 0 || status >= 500
}
