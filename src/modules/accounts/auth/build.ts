import { betterAuth } from 'better-auth'
import { jwt } from 'better-auth/plugins/jwt'
import { newId } from '../../../db/id.ts'
import type { Services } from '../../../services.ts'
import { sessionSeconds } from '../session.ts'

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** better-auth on our tables, with everything off that we do ourselves: all but the keys of bearer tokens. */
export function build({ db, secret, publicUrl, log }: Services) {
  const url = publicUrl()
  return betterAuth({
    appName: 'Conflux',
    baseURL: url,
    trustedOrigins: [url],
    secret,
    database: { db, type: 'postgres', transaction: true },
    user: { modelName: 'users', fields: { ...times, emailVerified: 'email_verified' } },
    session: {
      expiresIn: sessionSeconds,
      cookieCache: { enabled: false },
      fields: {
        ...times,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      fields: {
        ...times,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { fields: { ...times, expiresAt: 'expires_at' } },
    advanced: {
      cookiePrefix: 'conflux',
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: ['x-real-ip'] },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error({}, `better-auth: ${message}`) },
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        jwt: { issuer: url, audience: url },
        jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' } },
        schema: {
          jwks: {
            fields: {
              publicKey: 'public_key',
              privateKey: 'private_key',
              createdAt: 'created_at',
              expiresAt: 'expires_at',
            },
          },
        },
      }),
    ],
  })
}
