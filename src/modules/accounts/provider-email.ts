import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Language } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { CallRequest } from '../../http/request.ts'
import { keyFor, sameText } from '../../lib/sign.ts'
import type { ProviderId } from './openid/provider.ts'
import { type Arrival, withAccount } from './openid/provider-account.ts'
import { browserHash, type Came, comeIn, type ProviderParts } from './provider-sign-in.ts'
import { providerName } from './sign-in-providers.ts'

/** How often a code may be tried in one sign-in. Of a hundred million codes. */
const mostTries = 10

/** A sign-in of this browser that waits for an email address. */
export interface EmailWanted {
  /** Name of the provider. */
  provider: string
  /** What the provider says the address is, or what was given last; null when nothing is known. */
  email: string | null
  /** Whether a code was mailed there. */
  asked: boolean
}

/** The sign-in of this browser that waits for an address, or null. */
export async function emailWanted(parts: ProviderParts, request: CallRequest): Promise<EmailWanted | null> {
  const row = await waiting(parts, request).select(['provider', 'email', 'asked']).executeTakeFirst()
  return row
    ? { provider: providerName(parts.providers, row.provider), email: row.email, asked: row.asked !== null }
    : null
}

/**
 * Mails a code to an address that is to become the new account's. The answer is the same whether or not it has an account; the mail tells (an
 * account that exists is never linked this way). Refuses `sign_in_lost`.
 */
export async function askForCode(parts: ProviderParts, email: string, request: CallRequest): Promise<void> {
  const asked = newId()
  await transact(parts.db, async (tx) => {
    const row = await tx
      .updateTable('provider_sign_in')
      .set({ email: email.toLowerCase(), asked })
      .where('id', 'in', waiting(parts, request).select('id'))
      .returning('id')
      .executeTakeFirst()
    if (!row) refuse('sign_in_lost')
    await announce(tx, 'provider.code_asked', { signInId: row.id, asked })
  })
}

/**
 * Makes the account of a sign-in whose address was proven by the code, and signs in. Refuses `email_code_wrong`, `sign_in_lost` also after ten
 * tries, and as `enter` does.
 */
export async function confirmCode(parts: ProviderParts, code: string, request: CallRequest): Promise<Came> {
  const { db, secret } = parts
  // Counted before the code is looked at, so that many tries at once are not more.
  const row = await db
    .updateTable('provider_sign_in')
    .set({ tries: sql`tries + 1` })
    .where('id', 'in', waiting(parts, request).select('id'))
    .where('tries', '<', mostTries)
    .returningAll()
    .executeTakeFirst()
  if (!row) refuse('sign_in_lost')
  const { id, asked, email, account_id: subject } = row
  if (asked === null || email === null || subject === null || !sameText(code, codeOf(secret, asked, email)))
    refuse('email_code_wrong', undefined, 'code')
  await finish(db, id, parts.now())
  const arrival: Arrival = {
    provider: row.provider as ProviderId,
    identity: { subject, name: row.name ?? '', email, emailVerified: true },
    linker: null,
    language: row.language as Language,
    timeZone: row.time_zone,
  }
  return withAccount(db, arrival, (tx, found) =>
    comeIn({ ...parts, db: tx }, found ?? refuse('sign_in_lost'), row.next, request),
  )
}

/** What the mail with the code needs; undefined when another code was asked for since, or the sign-in is over. */
export async function codeMail(
  { db, secret, now }: Pick<ProviderParts, 'db' | 'secret' | 'now'>,
  { signInId, asked }: { signInId: string; asked: string },
): Promise<{ email: string; language: string; code: string } | undefined> {
  const row = await db
    .selectFrom('provider_sign_in')
    .select(['email', 'language'])
    .where('id', '=', signInId)
    .where('asked', '=', asked)
    .where('finished_at', 'is', null)
    .where('expires_at', '>', now())
    .executeTakeFirst()
  if (!row || row.email === null) return undefined
  return { email: row.email, language: row.language, code: codeOf(secret, asked, row.email) }
}

const waiting = ({ db, publicUrl, now }: ProviderParts, request: CallRequest) =>
  db
    .selectFrom('provider_sign_in')
    .where('browser_hash', '=', browserHash(publicUrl, request))
    .where('account_id', 'is not', null)
    .where('finished_at', 'is', null)
    .where('expires_at', '>', now())

/** One code signs in once, whoever else sends it at the same moment. */
async function finish(db: Db, id: string, at: Date): Promise<void> {
  const row = await db
    .updateTable('provider_sign_in')
    .set({ finished_at: at })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) refuse('sign_in_lost')
}

/** Eight digits that follow from what was asked, so that neither the database nor a queue keeps them. */
function codeOf(secret: string, asked: string, email: string): string {
  const mac = createHmac('sha256', keyFor(secret, 'code to an email')).update(`${asked} ${email}`).digest()
  return String(mac.readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
}
