import type { Settled } from '../lib/batches.ts'
import type { Tx } from './connect.ts'

/** Work of one module that is to commit with the work of another that is done for many at once. */
export interface Companion<Item> {
  /** Before anything is decided: settles those that are to go no further. Undefined, or no function, lets one go on. */
  admit?(tx: Tx, items: readonly Item[]): Promise<readonly (Settled<unknown> | undefined)[]>
  /** After everything is written, with those that were granted what they asked. */
  follow(tx: Tx, done: readonly { item: Item; answer: unknown }[]): Promise<void>
}

/** A companion with what it has to do for one request. */
export interface Bound {
  companion: Companion<unknown>
  item: unknown
}

/** Binds a companion to one request. */
export const bind = <Item>(companion: Companion<Item>, item: Item): Bound => ({
  companion: companion as Companion<unknown>,
  item,
})
