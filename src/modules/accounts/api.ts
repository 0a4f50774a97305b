import { Type as T } from 'typebox'
import { languages } from '../../../lang/languages.ts'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Form, Id, Instant, Line, Nullable, OneOf, TimeZone } from '../../http/shapes.ts'
import { CATEGORIES } from '../../lib/look/name.ts'
import { fewestCharacters, mostCharacters } from './passwords/rules.ts'

const Password = T.String({ minLength: fewestCharacters, maxLength: mostCharacters })
/** A password somebody is asked for: any length, so that a wrong one is refused as wrong. */
const GivenPassword = T.String({ minLength: 1, maxLength: mostCharacters })
const Name = Line(120)
const LanguageCode = OneOf(...(Object.keys(languages) as (keyof typeof languages)[]))
const Token = T.String({ minLength: 1, maxLength: 2000, pattern: '^[\\x21-\\x7e]+$' })
/** Whether the browser is signed in, or a second factor is asked for first. */
const Entered = T.Object({ signedIn: T.Boolean() })
const MayDo = T.Array(T.String())

const Profile = T.Object({
  id: Id,
  name: T.String(),
  email: T.String(),
  emailVerified: T.Boolean(),
  administrator: T.Boolean(),
  language: LanguageCode,
  timeZone: T.String(),
  unread: T.Integer(),
  /** The key of one's photo: `/photos/<photo>/96.webp`. */
  photo: Nullable(T.String()),
  interests: T.Array(OneOf(...CATEGORIES)),
  /** When the account is erased; null where it stays. */
  eraseAt: Nullable(Instant),
  /** An administrator acts as this person. */
  actedAs: T.Boolean(),
  organizations: T.Array(
    T.Object({
      id: Id,
      slug: T.String(),
      name: T.String(),
      role: T.String(),
      permissions: MayDo,
      /** Since when the platform has stopped its sale, and why. */
      suspended: Nullable(T.Object({ since: Instant, reason: T.String() })),
    }),
  ),
})

const PublicKey = T.Object({ kid: T.String(), kty: T.String(), alg: T.String(), crv: T.String(), x: T.String() })

/** People: their accounts, sessions, tokens and profiles. */
export const accountsApi = {
  'POST /api/sign-up': {
    summary: 'Make an account. The answer is the same whether or not the email has one; the mail that follows tells',
    access: 'public',
    limit: 'sign-in',
    body: Form({ name: Name, email: Email, password: Password, timeZone: T.Optional(TimeZone) }),
    reply: T.Object({ email: T.String() }),
    status: 202,
  },
  'POST /api/sign-in': {
    summary: 'Sign this browser in, by a cookie; who has a second factor is asked for it first',
    access: 'public',
    limit: 'sign-in',
    body: Form({ email: Email, password: GivenPassword }),
    reply: Entered,
  },
  'POST /api/sign-out': { summary: 'End this session', access: 'signed-in' },
  'POST /api/sign-out-everywhere': {
    summary: 'End all my sessions and bearer tokens',
    access: 'signed-in',
    inPerson: true,
  },
  'POST /api/email-confirmations': {
    summary: 'Mail me another link that confirms my address',
    access: 'signed-in',
    limit: 'mail',
  },
  'POST /api/email-confirmations/confirm': {
    summary: 'Confirm the address of a link, and sign this browser in',
    access: 'public',
    limit: 'sign-in',
    body: Form({ token: Token }),
    reply: Entered,
  },
  'POST /api/password-resets': {
    summary:
      'Ask for a mail with a link to a new password. The answer is the same whether or not the email has an account',
    access: 'public',
    limit: 'mail',
    body: Form({ email: Email }),
    reply: T.Object({ email: T.String() }),
    status: 202,
  },
  'POST /api/password-resets/finish': {
    summary: 'Set a new password by the token of a link, and end all sessions of that account',
    access: 'public',
    limit: 'sign-in',
    body: Form({ token: Token, password: Password }),
  },
  'GET /api/me': {
    summary: 'Who I am and what I may do where; null when signed out',
    access: 'public',
    reply: Nullable(Profile),
  },
  'PATCH /api/me': {
    summary: 'Change my name, language or time zone',
    access: 'signed-in',
    body: Form({ name: T.Optional(Name), language: T.Optional(LanguageCode), timeZone: T.Optional(TimeZone) }),
  },
  'POST /api/me/password': {
    summary: 'Change my password and end my other sessions',
    access: 'signed-in',
    inPerson: true,
    limit: 'sign-in',
    body: Form({ currentPassword: GivenPassword, password: Password }),
  },
  'POST /api/tokens': {
    summary:
      'A bearer token (JWT) for programs, good for 30 days or until its session ends; `code` is the second factor, where there is one',
    access: 'public',
    limit: 'sign-in',
    body: Form({
      email: Email,
      password: GivenPassword,
      code: T.Optional(T.String({ minLength: 6, maxLength: 60 })),
    }),
    reply: T.Object({ token: T.String(), expiresAt: Instant }),
    status: 201,
  },
  'DELETE /api/tokens/current': { summary: 'End the session of the token this call carries', access: 'signed-in' },
  'GET /.well-known/jwks.json': {
    summary: 'The public keys that bearer tokens are signed with (RFC 7517)',
    access: 'public',
    reply: T.Object({ keys: T.Array(PublicKey) }),
  },
  'GET /api/dev/people': {
    summary: 'People of the demo; answers on the machine itself and in development',
    access: 'public',
    reply: T.Object({ items: T.Array(T.Object({ name: T.String(), email: T.String() })) }),
  },
  'POST /api/dev/sign-in': {
    summary: 'Sign in as one of the people of the demo; answers on the machine itself and in development',
    access: 'public',
    limit: 'sign-in',
    body: Form({ email: Email }),
  },
} as const satisfies Record<string, Endpoint>
