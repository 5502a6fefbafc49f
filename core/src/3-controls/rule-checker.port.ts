import type { Result } from '@holdpoint/std'

export type RuleCheckRefusal =
  | {
      readonly kind: 'rules-refused'
      readonly tool: string
      readonly line: number
      readonly message: string
    }
  | { readonly kind: 'rule-checker-missing'; readonly tool: string; readonly clearedBy: string }

/** Asks the enforcement point's own program whether it would take the rules; loads nothing. */
export interface RuleChecker {
  check(
    rules: string,
  ): Promise<Result<{ readonly tool: string; readonly version: string }, RuleCheckRefusal>>
}
