import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Cursor, Form, Id, Instant, Line, Nullable, Page } from '../../http/shapes.ts'
import { mostCharacters } from './passwords/rules.ts'

const Code = T.String({ minLength: 6, maxLength: 60 })
const RecoveryCodes = T.Object({ recoveryCodes: T.Array(T.String()) })
const PasskeyName = Line(60)
const Base64Url = T.String({ minLength: 1, maxLength: 4000, pattern: '^[\\w-]+$' })

/** The answer of an authenticator in JSON (WebAuthn level 3, §5.1.8); what is in `response` is checked where it is verified. */
const Credential = T.Object({
  id: Base64Url,
  rawId: Base64Url,
  type: T.Literal('public-key'),
  response: T.Record(T.String(), T.Unknown()),
  clientExtensionResults: T.Record(T.String(), T.Unknown()),
  authenticatorAttachment: T.Optional(Nullable(T.String({ maxLength: 40 }))),
})

const Known = T.Array(T.Object({ type: T.String(), id: T.String(), transports: T.Array(T.String()) }))
const Asked = T.Object({
  challenge: T.String(),
  rpId: T.String(),
  timeout: T.Integer(),
  userVerification: T.String(),
  allowCredentials: Known,
})
const AskedForNew = T.Object({
  challenge: T.String(),
  rp: T.Object({ id: T.String(), name: T.String() }),
  user: T.Object({ id: T.String(), name: T.String(), displayName: T.String() }),
  pubKeyCredParams: T.Array(T.Object({ type: T.String(), alg: T.Integer() })),
  excludeCredentials: Known,
  timeout: T.Integer(),
  attestation: T.String(),
  authenticatorSelection: T.Object({
    residentKey: T.String(),
    requireResidentKey: T.Boolean(),
    userVerification: T.String(),
  }),
})

const Session = T.Object({
  id: Id,
  device: T.Object({ browser: Nullable(T.String()), system: Nullable(T.String()) }),
  address: Nullable(T.String()),
  beganAt: Instant,
  expiresAt: Instant,
  current: T.Boolean(),
})

/** The ways into an account beside its password: second factor, passkeys, sessions, and confirming that it is oneself. */
export const securityApi = {
  'POST /api/sign-in/second-factor': {
    summary: 'Finish signing in with a code of the generator, or a recovery code',
    access: 'public',
    limit: 'sign-in',
    body: Form({ code: Code }),
  },
  'POST /api/sign-in/passkey-options': {
    summary: 'What to ask a passkey to sign in with: the argument of navigator.credentials.get, in JSON',
    access: 'public',
    limit: 'sign-in',
    reply: Asked,
  },
  'POST /api/sign-in/passkey': {
    summary: 'Sign this browser in with a passkey; where a second factor is waited for, it is that, too',
    access: 'public',
    limit: 'sign-in',
    body: Form({ credential: Credential }),
  },
  'POST /api/me/confirmation': {
    summary:
      'Show that it is me, by password (with a code where there is a second factor), code or passkey; for ten minutes this session may do what is dangerous',
    access: 'signed-in',
    inPerson: true,
    limit: 'sign-in',
    body: T.Union([
      Form({ password: T.String({ minLength: 1, maxLength: mostCharacters }), code: T.Optional(Code) }),
      Form({ code: Code }),
      Form({ passkey: Credential }),
    ]),
  },
  'POST /api/me/confirmation/passkey-options': {
    summary: 'What to ask one of my passkeys to confirm that it is me',
    access: 'signed-in',
    inPerson: true,
    reply: Asked,
  },
  'GET /api/me/security': {
    summary: 'How I get in: whether by password, with a second factor, with which passkeys',
    access: 'signed-in',
    reply: T.Object({
      password: T.Boolean(),
      secondFactor: Nullable(T.Object({ since: Instant, recoveryCodes: T.Integer() })),
      passkeys: T.Array(
        T.Object({
          id: Id,
          name: T.String(),
          synced: T.Boolean(),
          createdAt: Instant,
          lastUsedAt: Nullable(Instant),
        }),
      ),
    }),
  },
  'POST /api/me/second-factor': {
    summary: 'Begin to set up a code generator (TOTP, RFC 6238); nothing is asked for before a code of it was given',
    access: 'signed-in',
    stepUp: true,
    reply: T.Object({ uri: T.String(), secret: T.String(), qr: T.String() }),
    status: 201,
  },
  'POST /api/me/second-factor/confirmation': {
    summary: 'Turn the second factor on by the first code; the recovery codes are told this once',
    access: 'signed-in',
    inPerson: true,
    limit: 'sign-in',
    body: Form({ code: Code }),
    reply: RecoveryCodes,
  },
  'DELETE /api/me/second-factor': {
    summary: 'Turn the second factor off',
    access: 'signed-in',
    stepUp: true,
  },
  'POST /api/me/recovery-codes': {
    summary: 'New recovery codes in place of those I have; told this once',
    access: 'signed-in',
    stepUp: true,
    reply: RecoveryCodes,
    status: 201,
  },
  'POST /api/me/passkey-options': {
    summary: 'What to ask a device for a new passkey: the argument of navigator.credentials.create, in JSON',
    access: 'signed-in',
    stepUp: true,
    reply: AskedForNew,
  },
  'POST /api/me/passkeys': {
    summary: 'Keep a new passkey',
    access: 'signed-in',
    stepUp: true,
    body: Form({ name: PasskeyName, credential: Credential }),
    reply: T.Object({ id: Id }),
    status: 201,
  },
  'PATCH /api/me/passkeys/:passkeyId': {
    summary: 'Name one of my passkeys',
    access: 'signed-in',
    inPerson: true,
    body: Form({ name: PasskeyName }),
  },
  'DELETE /api/me/passkeys/:passkeyId': {
    summary: 'Remove one of my passkeys',
    access: 'signed-in',
    stepUp: true,
  },
  'GET /api/me/sessions': {
    summary: 'Where I am signed in, newest first',
    access: 'signed-in',
    query: T.Object({ cursor: Cursor }),
    reply: Page(Session),
  },
  'DELETE /api/me/sessions/:sessionId': {
    summary: 'End one of my sessions',
    access: 'signed-in',
    inPerson: true,
  },
  'DELETE /api/me/sessions': {
    summary: 'End all my sessions but this one',
    access: 'signed-in',
    inPerson: true,
    reply: T.Object({ ended: T.Integer() }),
  },
} as const satisfies Record<string, Endpoint>
