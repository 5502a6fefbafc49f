import type { AppendCommand, AppendReceipt, AppendRefusal } from '@holdpoint/core'
import type { Result } from '@holdpoint/std'

type Outcome = Result<AppendReceipt, AppendRefusal>

type Waiting = {
  readonly command: AppendCommand
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

const COMMANDS_MAX = 512
const EVENTS_MAX = 2_048

/**
 * Group commit: what arrives while a batch is being written waits and goes into the next one
 * together. Nobody waits for a batch to fill.
 */
export class AppendQueue {
  private readonly write: (commands: readonly AppendCommand[]) => Promise<readonly Outcome[]>
  private waiting: Waiting[] = []
  private working: Promise<void> | null = null

  constructor(write: (commands: readonly AppendCommand[]) => Promise<readonly Outcome[]>) {
    this.write = write
  }

  add(command: AppendCommand): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ command, resolve, reject })
      this.working ??= this.work()
    })
  }

  /** Resolves when nothing waits. */
  async drained(): Promise<void> {
    while (this.working !== null) await this.working
  }

  private async work(): Promise<void> {
    // Those who call in the same turn of the event loop share the first batch.
    await Promise.resolve()
    while (this.waiting.length > 0) await this.settle(this.nextBatch())
    this.working = null
  }

  private nextBatch(): Waiting[] {
    let events = 0
    let count = 0
    for (const { command } of this.waiting) {
      events += command.writes.reduce((sum, write) => sum + write.events.length, 0)
      if (count > 0 && (count === COMMANDS_MAX || events > EVENTS_MAX)) break
      count += 1
    }
    return this.waiting.splice(0, count)
  }

  private async settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.write(batch.map(({ command }) => command))
      for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome)
    } catch (error) {
      // A bug in one command must not take the others of its batch down with it.
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const one of batch) await this.settle([one])
    }
  }
}
