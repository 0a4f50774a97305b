import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { networkOf } from '../../../lib/network.ts'
import { hashSecret } from '../../../lib/secrets.ts'

/** Something that may be guessed so often in so many seconds, counted in the database: over all processes and across restarts. */
export interface Guessed {
  target: string
  most: number
  seconds: number
}

/**
 * A password, by its email, whether or not that has an account: twenty guesses from one network in a quarter of an hour and forty a day, and a hundred a day
 * from all (the most NIST SP 800-63B allows). What one network may not try does not count for all, so that it cannot shut somebody out alone.
 */
export const passwordOf = (email: string, ip: string): Guessed[] => {
  const whose = hashSecret(email.toLowerCase())
  return [
    { target: `password ${whose} ${networkOf(ip)}`, most: 20, seconds: 900 },
    { target: `password ${whose} ${networkOf(ip)} day`, most: 40, seconds: 86_400 },
    { target: `password ${whose}`, most: 100, seconds: 86_400 },
  ]
}

/** The codes of a second factor: ten guesses an hour. Only who has the password or a session comes so far. */
export const codeOf = (userId: string): Guessed[] => [{ target: `code ${userId}`, most: 10, seconds: 3600 }]

/**
 * Counts a guess before it is looked at, so that no number of them at once gets past. Refuses `too_many_requests` with the seconds to wait.
 */
export async function countGuess(db: Db, guessed: readonly Guessed[]): Promise<void> {
  for (const { target, most, seconds } of guessed) {
    const over = sql<boolean>`guess.since < now() - make_interval(secs => ${seconds})`
    const { rows } = await sql<{ count: number; wait: number }>`
      insert into guess (target, count, since) values (${target}, 1, now())
      on conflict (target) do update set
        count = case when ${over} then 1 else guess.count + 1 end,
        since = case when ${over} then now() else guess.since end
      returning count, greatest(1, ceil(extract(epoch from since - now()) + ${seconds}))::int as wait`.execute(db)
    const [row] = rows
    if (row && row.count > most) refuse('too_many_requests', { seconds: row.wait })
  }
}

/** Starts the count again after a right answer. */
export async function forgetGuesses(db: Db, guessed: readonly Guessed[]): Promise<void> {
  const targets = guessed.map(({ target }) => target)
  await db.deleteFrom('guess').where('target', 'in', targets).execute()
}

/** Forgets counts that no limit asks for any more. */
export async function forgetOldGuesses(db: Db): Promise<void> {
  await sql`delete from guess where since < now() - interval '1 day'`.execute(db)
}
