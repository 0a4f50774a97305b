import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { Caller } from '../../http/request.ts'
import { hashSecret, newSecret } from '../../lib/secrets.ts'
import { keyFor, sameText } from '../../lib/sign.ts'
import { mailing, noCode } from './guests.ts'

/** How long a code is good, and how many wrong ones are taken for it. */
export const codeMinutes = 15
const mostTries = 5
/** So many codes may be asked for in a day: each is a mail, and another five guesses. */
const mostCodes = 10
const day = 24 * 3600_000

/** Mails a code to the address an invitation was sent to; one that is over gets none. Refuses `not_found`, and `too_many_requests` after ten in a day. */
export async function askForGuestCode(db: Db, guestId: string, now: Date): Promise<void> {
  const asked = newId()
  await transact(db, async (tx) => {
    const { rows } = await sql<{ revoked: boolean; codes: number; since: Date }>`
      update event_guest set codes = case when ${isToday(now)} then codes + 1 else 1 end,
        codes_since = case when ${isToday(now)} then codes_since else ${now} end
      where id = ${guestId} returning state = 'revoked' as revoked, codes, codes_since as since`.execute(tx)
    const { revoked, codes, since } = rows[0] ?? refuse('not_found')
    if (codes > mostCodes)
      refuse('too_many_requests', { seconds: Math.ceil((since.getTime() + day - now.getTime()) / 1000) })
    if (revoked) return
    const code_expires_at = new Date(now.getTime() + codeMinutes * 60_000)
    await tx
      .updateTable('event_guest')
      .set({ code_asked: asked, code_expires_at, code_tries: 0 })
      .where('id', '=', guestId)
      .execute()
    await announce(tx, 'guest.code_asked', { guestId, asked })
  })
}

const isToday = (now: Date) => sql<boolean>`coalesce(codes_since > ${new Date(now.getTime() - day)}, false)`

/** What the mail with a code says; nothing when another was asked for since, or the invitation is over. */
export async function guestCodeToMail(
  { db, secret, now }: { db: Db; secret: string; now(): Date },
  { guestId, asked }: { guestId: string; asked: string },
) {
  const row = await mailing(db, guestId, now()).where('i.code_asked', '=', asked).executeTakeFirst()
  return row && { ...row, code: codeOf(secret, asked), minutes: codeMinutes }
}

/**
 * Makes an invitation that of whoever has the code which was mailed to its address: of their account, or of this browser alone, by the secret that is
 * returned. Whoever had it so before has it no more, save the account with that address. A code is good once, also of two who send it at the same
 * moment. Refuses `email_code_wrong`.
 */
export async function claimGuest(
  { db, secret, now }: { db: Db; secret: string; now(): Date },
  guestId: string,
  code: string,
  caller: Caller | null,
): Promise<string | null> {
  const at = now()
  // Counted before the code is looked at, so that many tries at once are not more.
  const row = await db
    .updateTable('event_guest')
    .set({ code_tries: sql`code_tries + 1` })
    .where('id', '=', guestId)
    .where('code_tries', '<', mostTries)
    .where('code_expires_at', '>', at)
    .returning('code_asked as asked')
    .executeTakeFirst()
  if (!row?.asked || !sameText(code, codeOf(secret, row.asked))) refuse('email_code_wrong', undefined, 'code')
  const opens = caller ? null : newSecret()
  const taken = await db
    .updateTable('event_guest')
    .set({
      user_id: caller?.userId ?? null,
      secret_hash: opens && hashSecret(opens),
      state: sql`case when state = 'sent' then 'opened' else state end`,
      opened_at: sql`coalesce(opened_at, ${at})`,
      ...noCode,
    })
    .where('id', '=', guestId)
    .where('code_asked', '=', row.asked)
    .returning('id')
    .executeTakeFirst()
  if (!taken) refuse('email_code_wrong', undefined, 'code')
  return opens
}

/** Eight digits that follow from the asking, so that neither the database nor a queue keeps them. */
function codeOf(secret: string, asked: string): string {
  const mac = createHmac('sha256', keyFor(secret, 'guest code')).update(asked).digest()
  return String(mac.readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
}
