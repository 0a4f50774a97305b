import { sql } from 'kysely'
import type { Language } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { linkSecret, orderSecret, transferSecret } from './codes.ts'
import { mostSecrets } from './cookies.ts'

/** How long a link to one's tickets opens them. */
const linkSeconds = 24 * 3600

/** The address that opens what a secret is for, an order, a transfer or a link to one's tickets, in whatever browser it is opened. */
export const openAddress = (publicUrl: string, secret: string): string =>
  `${publicUrl}/find-tickets/open?link=${secret}`

/** The same, and leads on to the invoices of an order, which are on the pages of its tickets. */
export const invoicesAddress = (publicUrl: string, secret: string, ticketId: string): string =>
  `${openAddress(publicUrl, secret)}&ticket=${ticketId}`

/** Sends a link to somebody's tickets to their email. Says nothing of whether there are any; without any there is no mail. */
export async function askForTickets(
  db: Db,
  given: { email: string; language: Language; now: Date; secret: string },
): Promise<void> {
  const email = given.email.toLowerCase()
  const asked = newId()
  await transact(db, async (tx) => {
    if (!(await hasTickets(tx, email))) return
    const secret_hash = hashSecret(linkSecret(given.secret, asked))
    const expires_at = new Date(given.now.getTime() + linkSeconds * 1000)
    await tx.insertInto('ticket_link').values({ secret_hash, email, expires_at }).execute()
    await announce(tx, 'tickets.link_asked', { asked, email, language: given.language })
  })
}

/** Whether anything was bought with an email, or passed on to it. */
async function hasTickets(db: Db, email: string): Promise<boolean> {
  const { rows } = await sql`
    select from "order" where email = ${email} and state = 'paid'
    union all select from ticket_transfer where to_email = ${email} and state = 'accepted' limit 1`.execute(db)
  return rows.length > 0
}

/** What a secret opens: the secrets a browser keeps from now on, and the transfer whose own it is. */
export interface Opened {
  secrets: string[]
  transferId: string | null
}

/**
 * What a secret from a mail opens. A link to one's tickets opens all that its email bought or received, newest first; the link of one order or
 * of one transfer just that. Refuses `link_invalid` when it is none of them or too old.
 */
export async function openLink(db: Db, given: { link: string; secret: string; now: Date }): Promise<Opened> {
  const hash = hashSecret(given.link)
  const order = await db.selectFrom('order').select('id').where('secret_hash', '=', hash).executeTakeFirst()
  if (order) return { secrets: [given.link], transferId: null }
  const transfer = await db
    .selectFrom('ticket_transfer')
    .select('id')
    .where('secret_hash', '=', hash)
    .executeTakeFirst()
  if (transfer) return { secrets: [given.link], transferId: transfer.id }
  const link = await db
    .selectFrom('ticket_link')
    .select('email')
    .where('secret_hash', '=', hash)
    .where('expires_at', '>', given.now)
    .executeTakeFirst()
  if (!link) refuse('link_invalid')
  const { rows } = await sql<{ orderId: string | null; transferId: string }>`
    select id as "orderId", id as "transferId", created_at as at from "order" where email = ${link.email} and state = 'paid'
    union all
    select null, id, answered_at from ticket_transfer where to_email = ${link.email} and state = 'accepted'
    order by at desc limit ${mostSecrets}`.execute(db)
  const secrets = rows.map(({ orderId, transferId }) =>
    orderId === null ? transferSecret(given.secret, transferId) : orderSecret(given.secret, orderId),
  )
  return { secrets, transferId: null }
}

/** Forgets links that open nothing any more. */
export const forgetOldLinks = (db: Db, now: Date) =>
  db.deleteFrom('ticket_link').where('expires_at', '<=', now).execute()
