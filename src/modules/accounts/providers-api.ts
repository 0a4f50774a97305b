import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Form, Id, Instant, Nullable, OneOf, TimeZone } from '../../http/shapes.ts'
import { providerIds } from './openid/provider.ts'

const ProviderId = OneOf(...providerIds)
/** A path of ours, never another site's: two slashes, or a backslash, would lead there. */
const OwnPath = T.String({ maxLength: 2000, pattern: '^/(?![/\\\\])[\\x21-\\x7e]*$' })
/** What providers put in addresses; theirs to choose, so just its length and characters are held to something. */
const Parameter = (maxLength: number) => T.String({ minLength: 1, maxLength, pattern: '^[\\x20-\\x7e]+$' })
const Came = T.Object({ outcome: OneOf('signed-in', 'second-factor', 'email-wanted', 'linked'), next: T.String() })
const Address = T.Object({ address: T.String() })

/** Signing in by other providers: OpenID Connect and OAuth 2.0 (docs/decisions/0016-sign-in-by-providers.md). */
export const providersApi = {
  'GET /api/sign-in-providers': {
    summary: 'The providers one may sign in by here',
    access: 'public',
    reply: T.Object({ items: T.Array(T.Object({ id: T.String(), name: T.String() })) }),
  },
  'POST /api/provider-sign-ins': {
    summary: 'Begin to sign this browser in by a provider: the address to send it to',
    access: 'public',
    limit: 'sign-in',
    body: Form({ provider: ProviderId, next: T.Optional(OwnPath), timeZone: T.Optional(TimeZone) }),
    reply: Address,
    status: 201,
  },
  'POST /api/provider-sign-ins/return': {
    summary: 'Take what a provider sent this browser back with',
    access: 'public',
    limit: 'sign-in',
    body: Form({
      provider: ProviderId,
      state: Parameter(200),
      code: T.Optional(Parameter(4000)),
      error: T.Optional(Parameter(200)),
      iss: T.Optional(Parameter(500)),
    }),
    reply: Came,
  },
  'GET /api/provider-sign-ins/waiting': {
    summary: 'The sign-in of this browser that waits for an email address; null when there is none',
    access: 'public',
    reply: Nullable(T.Object({ provider: T.String(), email: Nullable(T.String()), asked: T.Boolean() })),
  },
  'POST /api/provider-sign-ins/email': {
    summary:
      'Mail a code to the address of an account to be made by a provider. The answer is the same whether or not it has an account',
    access: 'public',
    limit: 'mail',
    body: Form({ email: Email }),
    reply: T.Object({ email: T.String() }),
    status: 202,
  },
  'POST /api/provider-sign-ins/code': {
    summary: 'Prove the address by the code that was mailed there, make the account, and sign this browser in',
    access: 'public',
    limit: 'sign-in',
    body: Form({ code: T.String({ pattern: '^[0-9]{8}$' }) }),
    reply: Came,
  },
  'GET /api/me/linked-sign-ins': {
    summary: 'The providers my account is linked to',
    access: 'signed-in',
    reply: T.Object({ items: T.Array(T.Object({ id: Id, provider: T.String(), linkedAt: Instant })) }),
  },
  'POST /api/me/linked-sign-ins': {
    summary: 'Begin to link a provider to my account: the address to send this browser to',
    access: 'signed-in',
    stepUp: true,
    limit: 'sign-in',
    body: Form({ provider: ProviderId }),
    reply: Address,
    status: 201,
  },
  'DELETE /api/me/linked-sign-ins/:linkedSignInId': {
    summary: 'Take a provider off my account, unless it is the last way in',
    access: 'signed-in',
    stepUp: true,
  },
} as const satisfies Record<string, Endpoint>
