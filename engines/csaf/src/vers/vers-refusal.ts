/** Why a text is not a version range, or why a question about it has no answer. */
export interface VersRefusal {
  readonly kind:
    | 'too-long'
    | 'whitespace'
    | 'not-vers'
    | 'bad-type'
    | 'no-constraints'
    | 'stray-pipe'
    | 'bad-comparator'
    | 'misused-asterisk'
    | 'empty-version'
    | 'bad-encoding'
    | 'bad-version'
    | 'not-sorted'
    | 'repeated-version'
    | 'bad-sequence'
    | 'unknown-scheme'
    | 'undecided'
    | 'bad-native-range'
  /** Characters before the fault, counted from 0. */
  readonly at: number
  readonly why: string
}
