declare const brand: unique symbol

/** A type that only its parser can make: the `as` lives in the parser and nowhere else. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
