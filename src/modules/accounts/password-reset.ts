import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { CallRequest } from '../../http/request.ts'
import { hashSecret, newSecret } from '../../lib/secrets.ts'
import { forgetAsked } from './factors/challenges.ts'
import { takeOver } from './openid/take-over.ts'
import { forgetGuesses, passwordOf } from './passwords/guesses.ts'
import { hashPassword } from './passwords/passwords.ts'
import { checkPassword } from './passwords/rules.ts'
import { endedCookie, endSessionsOf } from './session.ts'
import { asThemselves } from './sessions/themselves.ts'
import { recordWayIn } from './way-in.ts'

const resetSeconds = 3600

/**
 * Asks for a mail with a link to a new password. Whether the email has an account is looked up by the job that sends it, so that
 * asking does the same work for every email.
 */
export async function askReset(db: Db, email: string): Promise<void> {
  await announce(db, 'account.reset_asked', { email: email.toLowerCase(), asked: newId() })
}

/**
 * The address of the page where a new password is set; good once, within an hour. Made when the mail is, so that no queue keeps it; just the
 * token's hash is kept.
 */
export async function resetLink(db: Db, publicUrl: string, userId: string): Promise<string> {
  const token = newSecret()
  const expires_at = new Date(Date.now() + resetSeconds * 1000)
  await db
    .insertInto('verification')
    .values({ id: newId(), identifier: identifierOf(token), value: userId, expires_at })
    .execute()
  return `${publicUrl}/account/reset?token=${token}`
}

/**
 * Sets the new password and ends every session, waiting sign-in and other link of that person. Signing in is the next thing to do, with the second
 * factor where there is one. Where nobody had confirmed the address, the link does, and every other way in goes. Refuses `link_invalid` when the link
 * is false, too old or used, `password_common` and `password_own`.
 */
export async function finishReset(
  { db, publicUrl }: { db: Db; publicUrl: string },
  { token, password }: { token: string; password: string },
  request: CallRequest,
): Promise<void> {
  const owner = await ownerOf(db, token)
  await checkPassword(password, owner)
  const hash = await hashPassword(password)
  await transact(db, async (tx) => {
    const wasConfirmed = await isConfirmed(tx, owner.id)
    const { numDeletedRows } = await tx
      .deleteFrom('verification')
      .where('identifier', '=', identifierOf(token))
      .executeTakeFirst()
    if (numDeletedRows === 0n) refuse('link_invalid')
    if (!wasConfirmed) await takeOver(tx, owner.id)
    await setPassword(tx, owner.id, hash)
    await forgetAsked(tx, owner.id)
    await endSessionsOf(tx, owner.id)
    await asThemselves(owner.id, request, () => recordWayIn(tx, 'password.reset', owner.id))
  })
  await forgetGuesses(db, passwordOf(owner.email, request.ip))
  request.cookies.push(endedCookie(publicUrl))
}

async function ownerOf(db: Db, token: string) {
  const link = await db
    .selectFrom('verification')
    .select('value')
    .where('identifier', '=', identifierOf(token))
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
  const owner =
    link &&
    (await db.selectFrom('users').select(['id', 'email', 'name']).where('id', '=', link.value).executeTakeFirst())
  return owner ?? refuse('link_invalid')
}

/** Whether the address is; it stays so while the transaction lasts. Locks the person, which comes before any of their ways in. */
async function isConfirmed(tx: Tx, userId: string): Promise<boolean> {
  const user = await tx
    .selectFrom('users')
    .select('email_verified')
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return user.email_verified
}

/** Somebody who came by another provider has no password before. */
async function setPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ password: hash, updated_at: new Date() })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  await tx
    .insertInto('account')
    .values({ id: newId(), user_id: userId, account_id: userId, provider_id: 'credential', password: hash })
    .execute()
}

const identifierOf = (token: string) => `reset-password:${hashSecret(token)}`
