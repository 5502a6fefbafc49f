import { type Refusal, refusalOf } from '@holdpoint/core'

export function noSuch(what: string, id: string): readonly Refusal[] {
  return [refusalOf(`no-such-${what}`, `There is no ${what} "${id}"`, 'Check the address')]
}
