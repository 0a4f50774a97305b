import { sql } from 'kysely'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { sameText } from '../../../lib/sign.ts'
import type { Services } from '../../../services.ts'
import { type MailEvent, readMailEvents } from './mail-events.ts'
import { noteOutcome } from './outcome.ts'
import { suppress } from './suppression.ts'

/** Days in which a mail that comes back is looked for by its address alone. */
const returnDays = 7

/**
 * Takes what a mail provider tells, in any order and any number of times. Refuses `not_found` where no secret is set, `not_allowed` for a wrong one
 * and `bad_request` for what cannot be read.
 */
export async function receiveMailHook(
  { db, config, now }: Pick<Services, 'db' | 'config' | 'now'>,
  { authorization, raw }: { authorization: string; raw: Buffer },
): Promise<void> {
  if (config.mailHookSecret === null) refuse('not_found')
  if (!sameText(passwordOf(authorization), config.mailHookSecret)) refuse('not_allowed')
  const events = readMailEvents(parsed(raw), now()) ?? refuse('bad_request')
  for (const event of events) await transact(db, (tx) => note({ db: tx, now }, event))
}

/** The password of HTTP Basic (RFC 7617). */
function passwordOf(header: string): string {
  const credentials = /^Basic +(\S+)$/i.exec(header)?.[1] ?? ''
  const text = Buffer.from(credentials, 'base64').toString()
  return text.slice(text.indexOf(':') + 1)
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString())
  } catch {
    return refuse('bad_request')
  }
}

async function note({ db, now }: Pick<Services, 'db' | 'now'>, event: MailEvent): Promise<void> {
  const { email, type, at, messageId } = event
  const isNews =
    type !== 'delivered' &&
    event.isPermanent &&
    (await suppress(db, { channel: 'email', address: email, reason: type, at }))
  // Somebody who complains has had the mail; only what came back goes out by other ways.
  if (type === 'complained' || !event.isPermanent) return
  const named = messageId === null ? undefined : await idByMessage({ db }, email, messageId)
  // A repeat that names no mail of ours must not take the one before for it, and so on, each of which would go out by other ways.
  const found = named ?? (isNews ? await latestTo({ db, now }, email) : undefined)
  if (found === undefined) return
  const outcome =
    type === 'delivered' ? ({ state: 'delivered' } as const) : { state: 'failed' as const, error: event.reason }
  await noteOutcome(db, { deliveryId: found }, outcome)
}

async function idByMessage(
  { db }: Pick<Services, 'db'>,
  email: string,
  messageId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('delivery')
    .select('id')
    .where('provider_id', '=', messageId)
    .where('channel', '=', 'email')
    .where('address', '=', email)
    .executeTakeFirst()
  return row?.id
}

/** Providers that put their own Message-ID in place of ours name the mail by its address alone. */
async function latestTo({ db, now }: Pick<Services, 'db' | 'now'>, email: string): Promise<string | undefined> {
  const since = new Date(now().getTime() - returnDays * 24 * 3600_000)
  const { rows } = await sql<{ id: string }>`
    select id from delivery where channel = 'email' and address = ${email} and state in ('sent', 'delivered') and sent_at > ${since}
    order by id desc limit 1`.execute(db)
  return rows[0]?.id
}
