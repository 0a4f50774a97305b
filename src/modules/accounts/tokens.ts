import { createLocalJWKSet, errors, type JWK, jwtVerify } from 'jose'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { CallRequest } from '../../http/request.ts'
import type { OpenAuth } from './auth.ts'
import { type FactorParts, hasSecondFactor, takeCode } from './factors/second-factor.ts'
import { beginSession, type ReadBearer } from './session.ts'
import { refuseBanned } from './sessions/enter.ts'
import { noteDevice } from './sessions/known-devices.ts'
import { asThemselves } from './sessions/themselves.ts'
import { type Credentials, checkCredentials, holdCredential } from './sign-in.ts'

/** A bearer token for a program, and when it and its session end. */
export interface BearerToken {
  token: string
  expiresAt: Date
  userId: string
}

/**
 * Begins a session for an email and a password, and a code where there is a second factor, and returns a JWT (RFC 7519, EdDSA) that stands for
 * it. No cookie is set. Refuses `invalid_credentials` and `account_banned` as signing in does, `second_factor_required` without a code where one is
 * needed, and `code_wrong`.
 */
export async function issueToken(
  { auth, ...parts }: FactorParts & { auth: OpenAuth },
  { code, ...credentials }: Credentials & { code?: string },
  request: CallRequest,
): Promise<BearerToken> {
  const credential = await checkCredentials(parts.db, credentials, request.ip)
  const { userId } = credential
  if (await hasSecondFactor(parts.db, userId)) {
    if (code === undefined) refuse('second_factor_required', undefined, 'code')
    await asThemselves(userId, request, () => takeCode(parts, userId, code))
  }
  const session = await transact(parts.db, async (tx) => {
    await refuseBanned(tx, userId)
    await holdCredential(tx, credential)
    await noteDevice(tx, userId, request)
    return beginSession(tx, userId, request)
  })
  const [iat, exp] = [secondsOf(session.beganAt), secondsOf(session.expiresAt)]
  const token = await (await auth()).signToken({ sub: userId, sid: session.id, iat, exp })
  return { token, expiresAt: new Date(exp * 1000), userId }
}

const secondsOf = (instant: Date) => Math.floor(instant.getTime() / 1000)

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Reads bearer tokens: signed with one of our keys, for us (`iss` and `aud`), not expired. Answers with the session's id; whether
 * that session still is, `identify` looks up. Keys are kept, and read again when a token names one that is not among them.
 */
export function bearerReader(db: Db, publicUrl: () => string): ReadBearer {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined

  async function verify(token: string): Promise<string | undefined> {
    keys ??= await readKeys(db)
    const url = publicUrl()
    const claims = { algorithms: ['EdDSA'], issuer: url, audience: url, requiredClaims: ['sub', 'exp'] }
    const { payload } = await jwtVerify<{ sid?: unknown }>(token, keys, claims)
    return typeof payload.sid === 'string' && uuid.test(payload.sid) ? payload.sid : undefined
  }

  return async (token) => {
    try {
      return await verify(token).catch((error: unknown) => {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        keys = undefined
        return verify(token)
      })
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }
}

async function readKeys(db: Db) {
  const rows = await db.selectFrom('jwks').select(['id', 'public_key']).execute()
  const keys = rows.map((row) => ({ ...(JSON.parse(row.public_key) as JWK), kid: row.id, alg: 'EdDSA' }))
  return createLocalJWKSet({ keys })
}
