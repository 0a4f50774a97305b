import { createAccount } from '../src/modules/accounts/register.ts'
import type { TestApp, TestBrowser } from './harness.ts'

/** Somebody with a password, signed in by it. */
export interface WithPassword extends TestBrowser {
  userId: string
  email: string
  password: string
}

let made = 0

/** Makes somebody who signs in as people do. */
export async function withPassword({ db, browser }: TestApp): Promise<WithPassword> {
  const email = `keeper${++made}@example.org`
  const password = 'ferry boots at night'
  const { userId } = await createAccount(db, { name: 'Kit Keeper', email, password, language: 'en', verified: true })
  const own = browser()
  await own.api['POST /api/sign-in']({ body: { email, password } })
  return { ...own, userId, email, password }
}

/** Whether a browser is signed in. */
export const isSignedIn = async ({ api }: Pick<TestBrowser, 'api'>) => (await api['GET /api/me']()) !== null

/** As if the session had begun an hour ago: what is dangerous asks to confirm. */
export async function forgetConfirmation({ db }: TestApp, userId: string): Promise<void> {
  const confirmed_at = new Date(Date.now() - 3600_000)
  await db.updateTable('session').set({ confirmed_at }).where('user_id', '=', userId).execute()
}
