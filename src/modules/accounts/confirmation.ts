import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import type { OpenAuth } from './auth.ts'
import { endSessionOf } from './session.ts'
import type { SignInParts } from './sign-in.ts'

/** Asks for another mail with a link that confirms the caller's address. Does nothing when it is confirmed. */
export async function askConfirmation(db: Db, caller: Caller): Promise<void> {
  if (!caller.emailVerified) await announce(db, 'account.verification_asked', { userId: caller.userId, asked: newId() })
}

/** The address of the page where one click confirms an email; good for a day. Made when the mail is, so that no queue keeps it. */
export async function confirmationLink(auth: OpenAuth, publicUrl: string, email: string): Promise<string> {
  return `${publicUrl}/account/confirm?token=${encodeURIComponent(await (await auth()).confirmationToken(email))}`
}

/** Confirms an address and signs the browser in. Refuses `link_invalid` when the link is false, too old, or has done its work. */
export async function confirmEmail(
  { db, secret, auth }: SignInParts,
  token: string,
  request: CallRequest,
): Promise<void> {
  const cookies = await (await auth()).confirm(token, request)
  if (!cookies) refuse('link_invalid')
  await endSessionOf(db, secret, request)
  request.cookies.push(...cookies)
}
