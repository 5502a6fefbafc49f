import type { MitigationPlan } from '@holdpoint/core'
import { datedInWords } from './both-times.ts'

/** The day on which a plan ends, or the event that it waits for. */
export function dueInWords({ due, eventCame }: Pick<MitigationPlan, 'due' | 'eventCame'>): string {
  if (due.kind === 'day') return due.on
  return eventCame === null ? due.words : `${due.words}: came on ${datedInWords(eventCame, '')}`
}
