import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { leaveBrowser } from './acting-as.ts'
import type { accountsApi } from './api.ts'
import type { OpenAuth } from './auth.ts'
import { askConfirmation, confirmEmail } from './confirmation.ts'
import { demoPeople, demoSignIn } from './demo.ts'
import { changeOrganization, createOrganization, readOrganization } from './organizations.ts'
import type { organizationsApi } from './organizations-api.ts'
import { askReset, finishReset } from './password-reset.ts'
import { changePassword } from './passwords/change.ts'
import { changeProfile, languageCookie, profileOf } from './profile.ts'
import { signUp } from './register.ts'
import { endedCookie } from './session.ts'
import { signIn, signOut, signOutEverywhere } from './sign-in.ts'
import { slugPreview } from './teams/organization-slugs.ts'
import { issueToken } from './tokens.ts'

export function accountRoutes(services: Services, auth: OpenAuth): Handlers<typeof accountsApi> {
  const { db, secret, config, now } = services
  const atHome = () => ({ db, secret, config, publicUrl: services.publicUrl() })
  return {
    'POST /api/sign-up': async ({ body, request }) => {
      await signUp(db, { ...body, language: request.language })
      return { email: body.email }
    },
    'POST /api/sign-in': ({ body, request }) => signIn(atHome(), body, request),
    'POST /api/sign-out': async ({ caller, request }) => {
      if (caller.impersonatorId !== null) await leaveBrowser(atHome(), request)
      await signOut(db, caller)
      request.cookies.push(endedCookie(services.publicUrl()))
      return undefined
    },
    'POST /api/sign-out-everywhere': async ({ caller, request }) => {
      await signOutEverywhere(db, caller)
      request.cookies.push(endedCookie(services.publicUrl()))
      return undefined
    },
    'POST /api/email-confirmations': async ({ caller }) => {
      await askConfirmation(db, caller)
      return undefined
    },
    'POST /api/email-confirmations/confirm': ({ body, caller, request }) =>
      confirmEmail(atHome(), body.token, caller, request),
    'POST /api/password-resets': async ({ body }) => {
      await askReset(db, body.email)
      return { email: body.email }
    },
    'POST /api/password-resets/finish': async ({ body, request }) => {
      await finishReset(atHome(), body, request)
      return undefined
    },
    'GET /api/me': async ({ caller }) => (caller ? profileOf(db, caller) : null),
    'PATCH /api/me': async ({ caller, body, request }) => {
      await changeProfile(db, caller.userId, body)
      if (body.language) request.cookies.push(languageCookie(body.language, services.publicUrl()))
      return undefined
    },
    'POST /api/me/password': async ({ caller, body, request }) => {
      await changePassword(db, caller, { current: body.currentPassword, password: body.password }, request)
      return undefined
    },
    'POST /api/tokens': ({ body, request }) => issueToken({ db, secret, now, auth }, body, request),
    'DELETE /api/tokens/current': async ({ caller }) => {
      await signOut(db, caller)
      return undefined
    },
    'GET /.well-known/jwks.json': async () => ({ keys: await (await auth()).publicKeys() }),
    'GET /api/dev/people': async ({ request }) => ({ items: await demoPeople(atHome(), request) }),
    'POST /api/dev/sign-in': async ({ body, request }) => {
      await demoSignIn(atHome(), body.email, request)
      return undefined
    },
  }
}

export const organizationRoutes = ({ db }: Services): Handlers<typeof organizationsApi> => ({
  'POST /api/organizations': ({ caller, body }) => createOrganization(db, caller.userId, body),
  'GET /api/organization-slugs': ({ query }) => slugPreview(db, query),
  'GET /api/organizations/:organizationId': ({ params }) => readOrganization(db, params.organizationId),
  'PATCH /api/organizations/:organizationId': ({ params, body }) => changeOrganization(db, params.organizationId, body),
})
