import type { en } from './en.ts'

/** What every catalogue must say: the shape of the English one, with any sentence in place of each. */
export type Catalogue = Sentences<typeof en>

export type Sentences<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Sentences<T[K]> }
