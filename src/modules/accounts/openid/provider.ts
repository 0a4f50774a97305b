/** The providers one may sign in by. `oidc` is any OpenID provider an operator chose. */
export const providerIds = ['google', 'facebook', 'x', 'linkedin', 'github', 'oidc'] as const

export type ProviderId = (typeof providerIds)[number]

/** Who somebody is, as a provider says. */
export interface Identity {
  /** Never changes and is never given to another: what an account is linked by. */
  subject: string
  /** As it came; may be empty. */
  name: string
  email: string | null
  /** Whether the provider vouches that the address is that person's. */
  emailVerified: boolean
}

/** What binds the answer of a provider to the browser that was sent there. */
export interface Proofs {
  state: string
  /** RFC 7636, 43 characters. */
  verifier: string
  /** OpenID Connect Core 1.0 §3.1.2.1. */
  nonce: string
  /** Our address that the provider sends the browser back to. */
  returnTo: string
}

/** A provider's answer: the code, and who says so where the provider tells (RFC 9207). */
export interface Answer {
  code: string
  issuer: string | undefined
}

/** One provider that is set up. Both functions throw `ProviderFault`. */
export interface SignInProvider {
  id: ProviderId
  /** As people know it. */
  name: string
  /** Where a browser is sent to. */
  address(proofs: Proofs): Promise<string>
  /** Exchanges the code and says who came. `now` is what the times in an ID token are held against. */
  identify(answer: Answer, proofs: Proofs, now: Date): Promise<Identity>
}

/** Why a provider's word is not taken: it could not be reached, or what it said does not prove who it is. */
export class ProviderFault extends Error {
  readonly kind: 'silent' | 'unproven'

  constructor(kind: 'silent' | 'unproven', reason: string, cause?: unknown) {
    super(reason, { cause })
    this.kind = kind
  }
}
