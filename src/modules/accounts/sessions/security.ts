import type { Db } from '../../../db/connect.ts'
import type { Caller } from '../../../http/request.ts'
import { listPasskeys, type Passkey } from '../factors/passkeys.ts'

/** How somebody gets in. */
export interface Security {
  /** Whether there is a password. */
  password: boolean
  /** Since when a code is asked for at signing in, and how many recovery codes are left; null where none is. */
  secondFactor: { since: Date; recoveryCodes: number } | null
  passkeys: Passkey[]
}

/** The caller's ways in, for their own page and for asking them to confirm. */
export async function securityOf(db: Db, { userId }: Caller): Promise<Security> {
  const [credential, factor, passkeys] = await Promise.all([
    db
      .selectFrom('account')
      .select('id')
      .where('user_id', '=', userId)
      .where('provider_id', '=', 'credential')
      .where('password', 'is not', null)
      .executeTakeFirst(),
    db
      .selectFrom('second_factor')
      .leftJoin('recovery_code', 'recovery_code.user_id', 'second_factor.user_id')
      .select(['turned_on_at as since', (row) => row.fn.count<number>('code_hash').as('recoveryCodes')])
      .where('second_factor.user_id', '=', userId)
      .groupBy('second_factor.user_id')
      .executeTakeFirst(),
    listPasskeys(db, userId),
  ])
  const secondFactor = factor?.since ? { since: factor.since, recoveryCodes: factor.recoveryCodes } : null
  return { password: credential !== undefined, secondFactor, passkeys }
}
