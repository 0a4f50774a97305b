import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { CallRequest } from '../../http/request.ts'
import type { OpenAuth } from './auth.ts'
import { endedCookie } from './session.ts'

/**
 * Asks for a mail with a link to a new password. Whether the email has an account is looked up by the job that sends it, so that
 * asking does the same work for every email.
 */
export async function askReset(db: Db, email: string): Promise<void> {
  await announce(db, 'account.reset_asked', { email: email.toLowerCase(), asked: newId() })
}

/** The address of the page where a new password is set; good once, within an hour. Made when the mail is, so that no queue keeps it. */
export async function resetLink(auth: OpenAuth, publicUrl: string, userId: string): Promise<string> {
  return `${publicUrl}/account/reset?token=${encodeURIComponent(await (await auth()).resetToken(userId))}`
}

/** Sets the new password and ends every session of that person. Refuses `link_invalid` when the link is false, too old or used. */
export async function finishReset(
  { auth, publicUrl }: { auth: OpenAuth; publicUrl: string },
  { token, password }: { token: string; password: string },
  request: CallRequest,
): Promise<void> {
  if (!(await (await auth()).reset(token, password))) refuse('link_invalid')
  request.cookies.push(endedCookie(publicUrl))
}
