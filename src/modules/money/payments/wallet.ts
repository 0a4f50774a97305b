/** A way to pay that a provider keeps for somebody. */
export interface SavedMethod {
  /** The provider's name for it. */
  ref: string
  /** Its network or kind, in the provider's word: `visa`, `sepa_debit`. */
  brand: string
  /** The end of its number, where it has one. */
  last4: string | null
  /** The last month it is good in, where there is one. */
  expires: { year: number; month: number } | null
  /** Whether it is the one to pay with unless another is chosen. */
  preferred: boolean
}

/** Whose saved ways to pay a payment is about: it is made with `method` where one is named, and else what it is made with is kept. */
export interface KeptFor {
  /** The provider's name for the person. */
  customer: string
  method?: string | undefined
}

/**
 * What a provider can do that keeps ways to pay for people: card numbers stay with it, here is just its name for the person. No function runs
 * inside a transaction. All refuse `provider_unavailable` when the provider does not answer.
 */
export interface Wallet {
  /** Makes somebody known, anew each time, and says by which name. */
  open(person: { userId: string; email: string }): Promise<string>
  /** What is kept for a customer, the newest first; nothing for one that is gone. Soon refuses to wait, for people do. */
  list(customer: string): Promise<SavedMethod[]>
  /** Makes one the preferred; false where the customer has no such. */
  prefer(customer: string, method: string): Promise<boolean>
  /** Forgets one for good; false where the customer has no such. */
  remove(customer: string, method: string): Promise<boolean>
  /** Whether a customer is known there still. */
  knows(customer: string): Promise<boolean>
  /** The name of the payment that was made with a method of a customer for an attempt; null where there is none. */
  findCharge(customer: string, attemptId: string): Promise<string | null>
  /** Forgets a customer with all that is kept for them; again is harmless. */
  close(customer: string): Promise<void>
}
