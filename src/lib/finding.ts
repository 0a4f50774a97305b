/** Something in the database that must not be: which invariant it breaks, and what is off, in words an operator can act on. */
export interface Finding {
  invariant: string
  what: string
}
