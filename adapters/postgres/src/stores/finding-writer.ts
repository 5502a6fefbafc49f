import type pg from 'pg'
import { storableJson } from '../event-store/storable-json.ts'
import { CopiedRows, copied, copiedList } from './copy-rows.ts'
import { tableOf } from './finding-generation.ts'
import type { FindingRun, RunFinding, ShowEntry } from './finding-record.ts'

const ROWS_AT_A_TIME = 20_000
/** So many runs are written before what is on its way to the database moves on. */
const RUNS_A_TURN = 200

/** Runs and entries of a generation are numbered through. */
export type NextNumbers = { readonly nextRun: number; readonly nextEntry: number }

/** Writes runs into one generation, by COPY, without holding more than a part of them as text. */
export class FindingWriter {
  private readonly client: pg.ClientBase
  private readonly generation: number
  private readonly entryNumbers = new Map<string, Map<string, number>>()
  private entryCount: number
  private runs: number
  private entries = new CopiedRows()
  private matches = new CopiedRows()
  private members = new CopiedRows()
  private written = 0
  private onItsWay: Promise<void> = Promise.resolve()

  private readonly show: ShowEntry

  constructor(
    client: pg.ClientBase,
    generation: number,
    show: ShowEntry,
    { nextRun, nextEntry }: NextNumbers = { nextRun: 0, nextEntry: 0 },
  ) {
    this.client = client
    this.generation = generation
    this.show = show
    this.runs = nextRun
    this.entryCount = nextEntry
  }

  /** The numbers that were not given to anything. */
  next(): NextNumbers {
    return { nextRun: this.runs, nextEntry: this.entryCount }
  }

  async write(run: FindingRun): Promise<void> {
    if (run.findings.length === 0 || run.assetIds.length === 0) return
    const number = this.runs++
    for (const finding of run.findings) this.addMatch(number, finding)
    for (const assetId of run.assetIds) {
      this.members.add(`${this.generation}\t${copied(assetId)}\t${number}`)
    }
    this.written += run.findings.length * run.assetIds.length
    if (this.matches.count + this.members.count >= ROWS_AT_A_TIME) await this.send()
    else if (this.runs % RUNS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve))
  }

  /** How many findings were written: members times matches. */
  async end(): Promise<number> {
    await this.send()
    await this.onItsWay
    return this.written
  }

  /** The database takes one part while the next is made. */
  private async send(): Promise<void> {
    await this.onItsWay
    this.onItsWay = this.flush()
    // Who waits next is told of a failure; until then it is nobody's surprise.
    this.onItsWay.catch(() => {})
  }

  private addMatch(run: number, finding: RunFinding): void {
    const { verdict, confidence, rule, reasons } = finding
    const json = JSON.stringify(reasons)
    const said = copied(json.includes('\\u') ? storableJson(json) : json)
    const by = `${copied(verdict)}\t${copied(confidence)}\t${copied(rule)}`
    this.matches.add(`${this.generation}\t${run}\t${this.entryOf(finding)}\t${by}\t${said}`)
  }

  private entryOf(finding: RunFinding): number {
    const { advisoryId, productId, cves } = finding
    const ofAdvisory = this.entryNumbers.get(advisoryId) ?? new Map<string, number>()
    this.entryNumbers.set(advisoryId, ofAdvisory)
    const known = ofAdvisory.get(productId)
    if (known !== undefined) return known
    const entry = this.entryCount++
    ofAdvisory.set(productId, entry)
    const { productName, highestScore } = this.show(finding)
    const values = [this.generation, entry, advisoryId, productId, productName].map(copied)
    this.entries.add([...values, copiedList(cves), copied(highestScore)].join('\t'))
    return entry
  }

  private async flush(): Promise<void> {
    const { entries, matches, members } = this
    this.entries = new CopiedRows()
    this.matches = new CopiedRows()
    this.members = new CopiedRows()
    const { generation } = this
    await entries.copyInto(this.client, tableOf('finding_entry', generation))
    await matches.copyInto(this.client, tableOf('finding_match', generation))
    await members.copyInto(this.client, tableOf('finding_member', generation))
  }
}
