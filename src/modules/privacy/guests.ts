import type { Language } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { provenEmail } from '../../lib/mailed-proof.ts'
import { guestErasure } from '../orders/erasure.ts'

/**
 * Asks for a mail with a link by which whoever bought without an account has their data erased. What there is of the address is looked up by the job
 * that sends it, so that asking does the same work for every address.
 */
export async function askGuestErasure(
  db: Db,
  { email, language }: { email: string; language: Language },
): Promise<void> {
  await announce(db, 'guest_erasure.asked', { email: email.toLowerCase(), language, asked: newId() })
}

/**
 * Has a job erase what the address of a link bought or received: what waits to be done is searched for the address, too, and anybody may ask. Twice is
 * harmless. Refuses link_invalid for a link that is false or too old, and has_account where
 * an account has the address: its owner erases it when they are signed in.
 */
export async function eraseByLink({ db, secret }: { db: Db; secret: string }, token: string): Promise<void> {
  const email = await provenEmail(secret, guestErasure, token)
  if (email === undefined) refuse('link_invalid')
  const account = await db
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .where('email_verified', '=', true)
    .executeTakeFirst()
  if (account) refuse('has_account')
  await announce(db, 'guest_erasure.confirmed', { email })
}
