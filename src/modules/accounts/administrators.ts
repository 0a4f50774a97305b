import type { Db } from '../../db/connect.ts'
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
