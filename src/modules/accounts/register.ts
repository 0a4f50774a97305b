import type { Language } from '../../../lang/languages.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { isTimeZone } from '../../lib/time.ts'
import { hashPassword } from './passwords/passwords.ts'
import { checkPassword } from './passwords/rules.ts'

/** What a new account starts with. The email may have capitals; it is kept in small letters. */
export interface NewAccount {
  name: string
  email: string
  /** 8 to 128 characters. */
  password: string
  language: Language
  /** IANA name; UTC unless given. */
  timeZone?: string
  /** The address is known to be the person's own, so no confirmation is asked for. */
  verified?: boolean
}

/**
 * Makes an account and asks its owner to confirm the address by mail. Refuses `unknown_time_zone`, and `email_taken`, which tells
 * that the email has an account: for callers that may say so. The sign-up page goes through `signUp`. Of the password it asks nothing but its length,
 * as the programs that call it were promised.
 */
export async function createAccount(db: Db, account: NewAccount): Promise<{ userId: string }> {
  const row = await rowOf(account)
  const userId = await transact(db, (tx) => insertAccount(tx, row))
  return userId === undefined ? refuse('email_taken', undefined, 'email') : { userId }
}

/**
 * Makes an account, or tells the owner of the one there is by mail. The caller cannot know which: the work and the answer are
 * the same. Refuses `unknown_time_zone`, `password_common` and `password_own`.
 */
export async function signUp(db: Db, account: NewAccount): Promise<void> {
  await checkPassword(account.password, account)
  const row = await rowOf(account)
  await transact(db, async (tx) => {
    const made = await insertAccount(tx, row)
    if (made === undefined) await announce(tx, 'account.sign_up_repeated', { email: row.email, asked: newId() })
  })
}

/** The hash is made before the transaction begins, for it takes longer than all the rest. */
async function rowOf({ name, email, password, language, timeZone = 'UTC', verified = false }: NewAccount) {
  if (!isTimeZone(timeZone)) refuse('unknown_time_zone', undefined, 'timeZone')
  const hash = await hashPassword(password)
  return { name, email: email.toLowerCase(), language, time_zone: timeZone, email_verified: verified, hash }
}

/** The id of the new account, or undefined when the email has one. */
async function insertAccount(tx: Tx, { hash, ...row }: Awaited<ReturnType<typeof rowOf>>): Promise<string | undefined> {
  const user = await tx
    .insertInto('users')
    .values({ id: newId(), ...row })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!user) return undefined
  const credential = { provider_id: 'credential', account_id: user.id, user_id: user.id, password: hash }
  await tx
    .insertInto('account')
    .values({ id: newId(), ...credential })
    .execute()
  await announce(tx, 'account.registered', { userId: user.id })
  if (!row.email_verified) await announce(tx, 'account.verification_asked', { userId: user.id, asked: newId() })
  return user.id
}
