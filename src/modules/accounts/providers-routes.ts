import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { linkedSignIns, unlink } from './openid/linked-sign-ins.ts'
import { askForCode, confirmCode, emailWanted } from './provider-email.ts'
import { beginSignIn, finishSignIn } from './provider-sign-in.ts'
import type { providersApi } from './providers-api.ts'
import type { SignInProviders } from './sign-in-providers.ts'

export function providersRoutes(services: Services, providers: SignInProviders): Handlers<typeof providersApi> {
  const { db, secret, now, log } = services
  const parts = () => ({ db, secret, now, log, providers, publicUrl: services.publicUrl() })
  return {
    'GET /api/sign-in-providers': async () => ({
      items: [...providers.values()].map(({ id, name }) => ({ id, name })),
    }),
    'POST /api/provider-sign-ins': ({ body: { provider, next = '/', timeZone = 'UTC' }, request }) =>
      beginSignIn(parts(), { provider, next, timeZone }, null, request),
    'POST /api/provider-sign-ins/return': ({ body: { provider, ...reply }, caller, request }) =>
      finishSignIn(parts(), provider, reply, caller, request),
    'GET /api/provider-sign-ins/waiting': ({ request }) => emailWanted(parts(), request),
    'POST /api/provider-sign-ins/email': async ({ body, request }) => {
      await askForCode(parts(), body.email, request)
      return { email: body.email }
    },
    'POST /api/provider-sign-ins/code': ({ body, request }) => confirmCode(parts(), body.code, request),
    'GET /api/me/linked-sign-ins': async ({ caller }) => ({ items: await linkedSignIns(db, providers, caller.userId) }),
    'POST /api/me/linked-sign-ins': ({ caller, body, request }) =>
      beginSignIn(parts(), { ...body, next: '/account/security', timeZone: 'UTC' }, caller, request),
    'DELETE /api/me/linked-sign-ins/:linkedSignInId': async ({ caller, params }) => {
      await unlink(db, providers, caller.userId, params.linkedSignInId)
      return undefined
    },
  }
}
