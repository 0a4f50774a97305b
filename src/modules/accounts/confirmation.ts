import { errors, jwtVerify, SignJWT } from 'jose'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { keyFor } from '../../lib/sign.ts'
import { takeOver } from './openid/take-over.ts'
import { type Entered, type EnterParts, enter } from './sessions/enter.ts'

const algorithm = 'HS256'

/** Asks for another mail with a link that confirms the caller's address. Does nothing when it is confirmed. */
export async function askConfirmation(db: Db, caller: Caller): Promise<void> {
  if (!caller.emailVerified) await announce(db, 'account.verification_asked', { userId: caller.userId, asked: newId() })
}

/** The address of the page where one click confirms an email; good for a day. Made when the mail is, so that no queue keeps it. */
export async function confirmationLink(secret: string, publicUrl: string, email: string): Promise<string> {
  const token = await new SignJWT({ email })
    .setProtectedHeader({ alg: algorithm })
    .setExpirationTime('1 day')
    .sign(keyOf(secret))
  return `${publicUrl}/account/confirm?token=${token}`
}

/**
 * Confirms an address and signs the browser in, or asks for the second factor. From a browser that is not signed in to that very account, it ends every way in
 * that was made before but the password. Refuses `link_invalid` when the link is false, too old, or has done its work, and `account_banned`.
 */
export async function confirmEmail(
  parts: EnterParts,
  token: string,
  caller: Caller | null,
  request: CallRequest,
): Promise<Entered> {
  const email = await emailIn(parts.secret, token)
  const userId = await transact(parts.db, (tx) => confirm(tx, email, caller))
  return enter(parts, userId, request)
}

async function confirm(tx: Tx, email: string, caller: Caller | null): Promise<string> {
  const user = await tx
    .updateTable('users')
    .set({ email_verified: true, updated_at: new Date() })
    .where('email', '=', email)
    .where('email_verified', '=', false)
    .returning('id')
    .executeTakeFirst()
  if (!user) refuse('link_invalid')
  if (caller?.userId !== user.id) await takeOver(tx, user.id, { keepPassword: true })
  return user.id
}

async function emailIn(secret: string, token: string): Promise<string> {
  try {
    const options = { algorithms: [algorithm], requiredClaims: ['exp'] }
    const { payload } = await jwtVerify<{ email: string }>(token, keyOf(secret), options)
    return payload.email
  } catch (error) {
    if (error instanceof errors.JOSEError) return refuse('link_invalid')
    throw error
  }
}

const keyOf = (secret: string) => keyFor(secret, 'email confirmation')
