/** The plant's "no" is a value; our bug is a throw. */
export type Result<T, R> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R }

export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse<R>(refusal: R): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal }
}

/** Keeps the refusal as it is and maps what was accepted. */
export function mapResult<T, U, R>(result: Result<T, R>, map: (value: T) => U): Result<U, R> {
  return result.ok ? accept(map(result.value)) : result
}
