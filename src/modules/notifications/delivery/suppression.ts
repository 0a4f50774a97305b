import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'

/** An address that nothing is sent to any more, and why. */
export interface Suppression {
  channel: 'email' | 'sms'
  address: string
  reason: 'bounced' | 'complained' | 'stopped' | 'unreachable'
  at: Date
}

/**
 * Sends nothing more to an address: what waits for it is dropped when its turn comes. A complaint stays, whatever else is said later, and STOP
 * stays where a phone is out of reach. True where the address was open until now.
 */
export async function suppress(db: Db, { channel, address, reason, at }: Suppression): Promise<boolean> {
  // A row that was inserted, not updated, has no xmax.
  const { rows } = await sql<{ isNew: boolean }>`
    insert into suppressed_address (channel, address, reason, at) values (${channel}, ${address}, ${reason}, ${at})
    on conflict (channel, address) do update set reason = excluded.reason, at = excluded.at
      where suppressed_address.reason <> 'complained' and excluded.at > suppressed_address.at
        and not (suppressed_address.reason = 'stopped' and excluded.reason = 'unreachable')
    returning xmax = 0 as "isNew"`.execute(db)
  return rows[0]?.isNew ?? false
}

/** Lets an address have messages again: its owner says that it works, or wants them. */
export async function unsuppress(
  db: Db,
  { channel, address }: Pick<Suppression, 'channel' | 'address'>,
): Promise<void> {
  await db.deleteFrom('suppressed_address').where('channel', '=', channel).where('address', '=', address).execute()
}
