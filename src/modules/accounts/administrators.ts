import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { StartError } from '../../lib/start-error.ts'

/** Makes the person with this email an administrator of the platform. Throws StartError when nobody has it. */
export async function makeAdministrator(db: Db, email: string): Promise<void> {
  const updated = await db
    .updateTable('users')
    .set({ administrator: true, updated_at: new Date() })
    .where('email', '=', email.toLowerCase())
    .returning('id')
    .executeTakeFirst()
  if (!updated) throw new StartError(`Nobody has the email ${email}; that person must sign up first.`)
}

/** Makes somebody an administrator. Refuses wrong_person_state for who is one, is banned, or has not confirmed their email. */
export async function giveAdministration(db: Db, userId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ administrator: true, updated_at: now })
      .where('id', '=', userId)
      .where('administrator', '=', false)
      .where('banned_at', 'is', null)
      .where('email_verified', '=', true)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('wrong_person_state')
    // Nobody acts as an administrator, also not who began before.
    await tx.deleteFrom('session').where('user_id', '=', userId).where('impersonated_by', 'is not', null).execute()
    await recordAct(tx, 'person.administrator_made', { subjectId: userId })
  })
}

/** Makes an administrator an ordinary person again, at once. Refuses last_administrator, and wrong_person_state for who is none. */
export async function takeAdministration(db: Db, userId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const administrators = await lockAdministrators(tx)
    if (administrators.length === 1 && administrators[0] === userId) refuse('last_administrator')
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ administrator: false, updated_at: now })
      .where('id', '=', userId)
      .where('administrator', '=', true)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('wrong_person_state')
    await tx.deleteFrom('session').where('impersonated_by', '=', userId).execute()
    await recordAct(tx, 'person.administrator_ended', { subjectId: userId })
  })
}

/** Who administers the platform and is not banned; that stays so until the transaction ends. Ids in their order. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where('administrator', '=', true)
    .where('banned_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}
