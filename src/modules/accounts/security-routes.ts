import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import {
  addPasskey,
  confirmationOptions,
  registrationOptions,
  removePasskey,
  renamePasskey,
  signInByPasskey,
  signInOptions,
} from './factors/passkeys.ts'
import { setupQr } from './factors/qr.ts'
import {
  renewRecoveryCodes,
  startSecondFactor,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from './factors/second-factor.ts'
import type { securityApi } from './security-api.ts'
import { securityOf } from './sessions/security.ts'
import { endOtherSessions, endSession, listSessions } from './sessions/sessions.ts'
import { confirmItIsYou } from './sessions/step-up.ts'
import { signInSecond } from './sign-in.ts'
import type { SignInProviders } from './sign-in-providers.ts'

export function securityRoutes(
  { db, secret, now, publicUrl }: Services,
  providers: SignInProviders,
): Handlers<typeof securityApi> {
  const parts = () => ({ db, secret, now, publicUrl: publicUrl() })
  return {
    'POST /api/sign-in/second-factor': async ({ body, request }) => {
      await signInSecond(parts(), body.code, request)
      return undefined
    },
    'POST /api/sign-in/passkey-options': ({ request }) => signInOptions(parts(), request),
    'POST /api/sign-in/passkey': async ({ body, request }) => {
      await signInByPasskey(parts(), body.credential, request)
      return undefined
    },
    'POST /api/me/confirmation': async ({ caller, body, request }) => {
      await confirmItIsYou(parts(), caller, body, request)
      return undefined
    },
    'POST /api/me/confirmation/passkey-options': ({ caller }) => confirmationOptions(parts(), caller),
    'GET /api/me/security': ({ caller }) => securityOf(db, caller),
    'POST /api/me/second-factor': async ({ caller }) => {
      const setup = await startSecondFactor(parts(), caller)
      return { ...setup, qr: setupQr(setup.uri) }
    },
    'POST /api/me/second-factor/confirmation': async ({ caller, body }) => ({
      recoveryCodes: await turnOnSecondFactor(parts(), caller, body.code),
    }),
    'DELETE /api/me/second-factor': async ({ caller }) => {
      await turnOffSecondFactor(db, caller)
      return undefined
    },
    'POST /api/me/recovery-codes': async ({ caller }) => ({ recoveryCodes: await renewRecoveryCodes(db, caller) }),
    'POST /api/me/passkey-options': ({ caller }) => registrationOptions(parts(), caller),
    'POST /api/me/passkeys': ({ caller, body }) => addPasskey(parts(), caller, body),
    'PATCH /api/me/passkeys/:passkeyId': async ({ caller, params, body }) => {
      await renamePasskey(db, caller, params.passkeyId, body.name)
      return undefined
    },
    'DELETE /api/me/passkeys/:passkeyId': async ({ caller, params }) => {
      await removePasskey(db, providers, caller, params.passkeyId)
      return undefined
    },
    'GET /api/me/sessions': ({ caller, query }) => listSessions(db, caller, query.cursor),
    'DELETE /api/me/sessions/:sessionId': async ({ caller, params }) => {
      await endSession(db, caller, params.sessionId)
      return undefined
    },
    'DELETE /api/me/sessions': ({ caller }) => endOtherSessions(db, caller),
  }
}
