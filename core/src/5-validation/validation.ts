import type { RunView } from '../4-window/run.ts'
import type { Instant } from '../plant/instant.ts'

/** One reading of one functional test, by whom and in which phase. Never replaced, only followed. */
export type TestRecord = {
  readonly testId: string
  readonly phase: 'after-patch' | 'after-rollback'
  readonly measured: number
  readonly unit: string
  readonly passed: boolean
  readonly readBy: 'probe' | 'person'
  readonly personId: string
  readonly at: Instant
}

/** A failed test that both safety and operations accept in writing. */
export type DeviationSignature = {
  readonly testId: string
  readonly role: 'plant-safety-officer' | 'operations-manager'
  readonly personId: string
  readonly reason: string
  readonly at: Instant
}

/** The firmware as re-read by two ways; a device can lie, so both must agree. */
export type FirmwareReading = {
  /** What the device says over its own protocol. */
  readonly claimed: string | null
  /** What the boot slot that runs holds, and the digest of its image. */
  readonly booted: string | null
  readonly bootedSha256: string | null
  readonly confirmed: boolean
  readonly at: Instant
}

export type Rematch = {
  readonly verdict: 'affected' | 'not-affected' | 'review'
  readonly reasons: readonly string[]
  readonly firmware: string
  readonly at: Instant
}

export type Validation = {
  readonly tests: readonly TestRecord[]
  /** How many of them were read on another image than the one that runs, and prove nothing now. */
  readonly testsOutdated: number
  /** The image that the last reading of the firmware found; a silent device says nothing new. */
  readonly imageRead: string | null
  readonly deviations: readonly DeviationSignature[]
  readonly firmware: FirmwareReading | null
  readonly rematch: Rematch | null
  readonly lesson: string | null
  readonly closedAs: 'installed' | 'rolled-back' | 'not-installed' | null
}

export const emptyValidation: Validation = {
  tests: [],
  testsOutdated: 0,
  imageRead: null,
  deviations: [],
  firmware: null,
  rematch: null,
  lesson: null,
  closedAs: null,
}

/** What validation looks at: the change as stages 0 to 5 know it. */
export type ValidationView = RunView & { readonly validation: Validation }

export type ValidationCommand =
  | {
      readonly kind: 'record-test'
      readonly testId: string
      readonly measured: number
      readonly readBy: 'probe' | 'person'
    }
  | {
      readonly kind: 'sign-deviation'
      readonly testId: string
      readonly role: DeviationSignature['role']
      readonly reason: string
    }
  | { readonly kind: 'verify-firmware'; readonly reading: Omit<FirmwareReading, 'at'> }
  | { readonly kind: 'rematch'; readonly rematch: Omit<Rematch, 'at'> }
  | { readonly kind: 'record-lesson'; readonly lesson: string }
  | { readonly kind: 'close' }

export type ValidationEvent =
  | { readonly kind: 'functional-test-recorded'; readonly body: TestRecord }
  | { readonly kind: 'deviation-signed'; readonly body: DeviationSignature }
  | { readonly kind: 'firmware-verified'; readonly body: FirmwareReading }
  | { readonly kind: 'finding-rematched'; readonly body: Rematch }
  | {
      readonly kind: 'lesson-recorded'
      readonly body: { readonly lesson: string; readonly personId: string; readonly at: Instant }
    }
  | {
      readonly kind: 'closed'
      readonly body: {
        readonly as: 'installed' | 'rolled-back' | 'not-installed'
        readonly firmware: string | null
        readonly personId: string
        readonly at: Instant
      }
    }

export function evolveValidation(validation: Validation, event: ValidationEvent): Validation {
  switch (event.kind) {
    case 'functional-test-recorded': {
      // A deviation accepts the reading that its signers saw; a new reading asks them afresh.
      const { testId } = event.body
      const deviations = validation.deviations.filter((one) => one.testId !== testId)
      return { ...validation, tests: [...validation.tests, event.body], deviations }
    }
    case 'deviation-signed':
      return { ...validation, deviations: [...validation.deviations, event.body] }
    case 'firmware-verified':
      return { ...boundToImage(validation, event.body), firmware: event.body, rematch: null }
    case 'finding-rematched':
      return { ...validation, rematch: event.body }
    case 'lesson-recorded':
      return { ...validation, lesson: event.body.lesson }
    case 'closed':
      return { ...validation, closedAs: event.body.as }
  }
}

/** A functional test speaks for the image on which it was read, and for no other. */
function boundToImage(validation: Validation, reading: FirmwareReading): Validation {
  if (reading.booted === null) return validation
  const imageRead = `${reading.booted} ${reading.bootedSha256 ?? 'unread'}`
  if (validation.imageRead === null || validation.imageRead === imageRead) {
    return { ...validation, imageRead }
  }
  return { ...validation, imageRead, testsOutdated: validation.tests.length, deviations: [] }
}

/** The newest reading of a test in a phase, on the image that runs; the others stay on record. */
export function newestReading(
  validation: Validation,
  testId: string,
  phase: TestRecord['phase'],
): TestRecord | null {
  const counted = validation.tests.slice(validation.testsOutdated)
  return counted.findLast((one) => one.testId === testId && one.phase === phase) ?? null
}
