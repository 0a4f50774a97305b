import type { Language } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { linkSecret, orderSecret } from './codes.ts'
import { mostSecrets } from './cookies.ts'

/** How long a link to one's tickets opens them. */
const linkSeconds = 24 * 3600

/** The address that opens the orders of a secret, of one order or of a link, in whatever browser it is opened. */
export const openAddress = (publicUrl: string, secret: string): string =>
  `${publicUrl}/find-tickets/open?link=${secret}`

/** Sends a link to somebody's tickets to their email. Says nothing of whether there are any; without any there is no mail. */
export async function askForTickets(
  db: Db,
  given: { email: string; language: Language; now: Date; secret: string },
): Promise<void> {
  const email = given.email.toLowerCase()
  const asked = newId()
  await transact(db, async (tx) => {
    const any = await tx
      .selectFrom('order')
      .select('id')
      .where('email', '=', email)
      .where('state', '=', 'paid')
      .limit(1)
      .executeTakeFirst()
    if (!any) return
    const secret_hash = hashSecret(linkSecret(given.secret, asked))
    const expires_at = new Date(given.now.getTime() + linkSeconds * 1000)
    await tx.insertInto('ticket_link').values({ secret_hash, email, expires_at }).execute()
    await announce(tx, 'tickets.link_asked', { asked, email, language: given.language })
  })
}

/**
 * What a secret from a mail opens: the secrets of the orders, newest first. A link to one's tickets opens all paid orders of its email, the
 * link of one order just that. Refuses `link_invalid` when it is neither or too old.
 */
export async function openLink(db: Db, given: { link: string; secret: string; now: Date }): Promise<string[]> {
  const hash = hashSecret(given.link)
  const one = await db.selectFrom('order').select('id').where('secret_hash', '=', hash).executeTakeFirst()
  if (one) return [given.link]
  const link = await db
    .selectFrom('ticket_link')
    .select('email')
    .where('secret_hash', '=', hash)
    .where('expires_at', '>', given.now)
    .executeTakeFirst()
  if (!link) refuse('link_invalid')
  const orders = await db
    .selectFrom('order')
    .select('id')
    .where('email', '=', link.email)
    .where('state', '=', 'paid')
    .orderBy('created_at', 'desc')
    .limit(mostSecrets)
    .execute()
  return orders.map(({ id }) => orderSecret(given.secret, id))
}

/** Forgets links that open nothing any more. */
export const forgetOldLinks = (db: Db, now: Date) =>
  db.deleteFrom('ticket_link').where('expires_at', '<=', now).execute()
