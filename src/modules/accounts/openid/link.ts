import { recordAct } from '../../../acts.ts'
import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { Refusal } from '../../../errors.ts'
import type { CallRequest } from '../../../http/request.ts'
import { asThemselves } from '../sessions/themselves.ts'
import { recordWayIn } from '../way-in.ts'

/** Somebody as a provider knows them. */
export interface AtProvider {
  /** Its id. */
  provider: string
  /** What it calls them, for good. */
  subject: string
}

/** Somebody was faster with the same address or the same person at the provider: it has to begin again, and will see what they did. */
export class Overtaken extends Refusal {
  constructor() {
    super('sign_in_again')
  }
}

/** Links a person at a provider to an account. Throws `Overtaken` where they are linked by now. */
export async function linkProvider(
  tx: Tx,
  userId: string,
  { provider, subject }: AtProvider,
  request: CallRequest,
): Promise<void> {
  const made = await tx
    .insertInto('account')
    .values({ id: newId(), provider_id: provider, account_id: subject, user_id: userId })
    .onConflict((conflict) => conflict.columns(['provider_id', 'account_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Overtaken()
  const deed = { after: { provider } }
  const isOnly = await isOnlyWayIn(tx, userId, made.id)
  await asThemselves(userId, request, () =>
    isOnly
      ? recordAct(tx, 'provider.linked', { subjectId: userId, ...deed })
      : recordWayIn(tx, 'provider.linked', userId, deed),
  )
}

/** Whether the account is as good as new: there is nobody to warn. */
async function isOnlyWayIn(tx: Tx, userId: string, accountId: string): Promise<boolean> {
  const other = await tx
    .selectFrom('account')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '!=', accountId)
    .union(tx.selectFrom('passkey').select('id').where('user_id', '=', userId))
    .executeTakeFirst()
  return other === undefined
}
