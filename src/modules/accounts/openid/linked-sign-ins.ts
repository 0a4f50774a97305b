import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { lockPerson } from '../sessions/hold-session.ts'
import { providerName, type SignInProviders } from '../sign-in-providers.ts'
import { recordWayIn } from '../way-in.ts'

/** A person at a provider that one's account is linked to. */
export interface LinkedSignIn {
  id: string
  /** Name of the provider. */
  provider: string
  linkedAt: Date
}

const password = 'credential'

/** The providers that a person's account is linked to, oldest first. */
export async function linkedSignIns(db: Db, providers: SignInProviders, userId: string): Promise<LinkedSignIn[]> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'provider_id', 'created_at'])
    .where('user_id', '=', userId)
    .where('provider_id', '!=', password)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    provider: providerName(providers, row.provider_id),
    linkedAt: row.created_at,
  }))
}

/**
 * Takes a provider off one's account. Refuses `not_found`, and `last_way_in` when neither a password, a passkey nor another provider that is set
 * up is left: of two unlinkings at once, the account's row lets one see what the other did.
 */
export async function unlink(
  db: Db,
  providers: SignInProviders,
  userId: string,
  linkedSignInId: string,
): Promise<void> {
  await transact(db, async (tx) => {
    await lockPerson(tx, userId)
    const gone = await tx
      .deleteFrom('account')
      .where('id', '=', linkedSignInId)
      .where('user_id', '=', userId)
      .where('provider_id', '!=', password)
      .returning('provider_id')
      .executeTakeFirst()
    if (!gone) refuse('not_found')
    if (!(await hasWayIn(tx, providers, userId))) refuse('last_way_in')
    await recordWayIn(tx, 'provider.unlinked', userId, { before: { provider: gone.provider_id } })
  })
}

/** Whether somebody can sign in by a password, a passkey or a provider that is set up. */
export async function hasWayIn(tx: Tx, providers: SignInProviders, userId: string): Promise<boolean> {
  const [account, passkey] = await Promise.all([
    tx
      .selectFrom('account')
      .select('id')
      .where('user_id', '=', userId)
      .where('provider_id', 'in', [password, ...providers.keys()])
      .executeTakeFirst(),
    tx.selectFrom('passkey').select('id').where('user_id', '=', userId).executeTakeFirst(),
  ])
  return account !== undefined || passkey !== undefined
}
