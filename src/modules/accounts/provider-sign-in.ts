import { createHmac } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Language } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { hashSecret, newSecret } from '../../lib/secrets.ts'
import { keyFor } from '../../lib/sign.ts'
import type { Log } from '../../services.ts'
import { linkProvider } from './openid/link.ts'
import { type Identity, type Proofs, ProviderFault, type SignInProvider } from './openid/provider.ts'
import { type Arrival, type Found, withAccount } from './openid/provider-account.ts'
import { enter } from './sessions/enter.ts'
import type { SignInProviders } from './sign-in-providers.ts'

/** What signing in by providers stands on. */
export interface ProviderParts {
  db: Db
  secret: string
  publicUrl: string
  now: () => Date
  log: Log
  providers: SignInProviders
}

/** Where somebody goes who comes back. */
export interface Begun {
  provider: string
  /** A path of ours. */
  next: string
  timeZone: string
}

/**
 * What became of a sign-in: the browser is signed in; it has a second factor to show; the provider vouches for no address, so one has to be
 * given; or the provider is linked to the account it is signed in to.
 */
export type Outcome = 'signed-in' | 'second-factor' | 'email-wanted' | 'linked'

export interface Came {
  outcome: Outcome
  next: string
}

/** What a provider sends a browser back with: a code, or why there is none (RFC 6749 §4.1.2). */
export interface ProviderReply {
  state: string
  code?: string
  error?: string
  /** The issuer (RFC 9207). */
  iss?: string
}

const minutes = 30
/** A person at a provider, as text we can keep: OpenID's are at most 255 ASCII characters. */
const subjectPattern = /^[\x20-\x7e]{1,255}$/

/**
 * Begins a sign-in at a provider, or the linking of it for who is signed in. The state that comes back is good once, within half an hour, and in
 * the browser that gets the cookie. Refuses `sign_in_provider_unknown`, and `sign_in_provider_silent` when the provider cannot be reached.
 */
export async function beginSignIn(
  parts: ProviderParts,
  { provider: id, next, timeZone }: Begun,
  linker: Caller | null,
  request: CallRequest,
): Promise<{ address: string }> {
  const provider = parts.providers.get(id) ?? refuse('sign_in_provider_unknown')
  const [state, browser] = [newSecret(), newSecret()]
  const address = await unlessAtFault(parts, provider, () => provider.address(proofsOf(parts, provider, state)))
  await parts.db
    .insertInto('provider_sign_in')
    .values({
      id: newId(),
      provider: id,
      state_hash: hashSecret(state),
      browser_hash: hashSecret(browser),
      user_id: linker?.userId ?? null,
      next,
      language: request.language,
      time_zone: timeZone,
      expires_at: new Date(parts.now().getTime() + minutes * 60_000),
    })
    .execute()
  request.cookies.push(browserCookie(parts.publicUrl, browser, minutes * 60))
  return { address }
}

/**
 * Takes a provider's answer, once, and goes on with who it says came. Refuses `sign_in_lost` unless the sign-in began in this browser, is open and
 * is that provider's; `sign_in_denied` when the person or the provider said no; `sign_in_unproven` and `sign_in_provider_silent` when the
 * provider's word cannot be taken or had; and as `withAccount` and `enter` do.
 */
export async function finishSignIn(
  parts: ProviderParts,
  id: string,
  reply: ProviderReply,
  caller: Caller | null,
  request: CallRequest,
): Promise<Came> {
  const provider = parts.providers.get(id) ?? refuse('sign_in_provider_unknown')
  const begun = await takeReturn(parts, id, reply.state, request)
  const linker = begun.user_id === null ? null : caller
  if (begun.user_id !== (linker?.userId ?? null)) refuse('sign_in_lost')
  const { code } = reply
  if (code === undefined) refuse('sign_in_denied')
  const proofs = proofsOf(parts, provider, reply.state)
  const identity = await unlessAtFault(parts, provider, async () => {
    const identity = await provider.identify({ code, issuer: reply.iss }, proofs, parts.now())
    if (!subjectPattern.test(identity.subject)) throw new ProviderFault('unproven', 'nobody is named')
    return identity
  })
  const arrival: Arrival = {
    provider: provider.id,
    identity,
    linker,
    language: begun.language as Language,
    timeZone: begun.time_zone,
  }
  return withAccount(parts.db, arrival, async (tx, found) => {
    if (found === null) {
      await keepForEmail(tx, begun.id, identity)
      return { outcome: 'email-wanted', next: begun.next }
    }
    if (begun.user_id === null) return comeIn({ ...parts, db: tx }, found, begun.next, request)
    if (found.linking) await linkProvider(tx, found.userId, found.linking, request)
    forgetBrowser(parts.publicUrl, request)
    return { outcome: 'linked', next: begun.next }
  })
}

/** Signs the browser in, or asks for the second factor: a provider vouches for one alone (NIST SP 800-63B-4 §2.2). */
export async function comeIn(
  { db, secret, publicUrl }: ProviderParts,
  { userId, linking }: Found,
  next: string,
  request: CallRequest,
): Promise<Came> {
  const { signedIn } = await enter({ db, secret, publicUrl }, userId, request, linking)
  forgetBrowser(publicUrl, request)
  return { outcome: signedIn ? 'signed-in' : 'second-factor', next }
}

/** Forgets sign-ins that are over, and those that nobody came back from. */
export async function forgetProviderSignIns(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('provider_sign_in').where('expires_at', '<', now).execute()
}

async function takeReturn(
  { db, publicUrl, now }: ProviderParts,
  provider: string,
  state: string,
  request: CallRequest,
) {
  const row = await db
    .updateTable('provider_sign_in')
    .set({ returned_at: now() })
    .where('state_hash', '=', hashSecret(state))
    .where('browser_hash', '=', browserHash(publicUrl, request))
    .where('provider', '=', provider)
    .where('returned_at', 'is', null)
    .where('expires_at', '>', now())
    .returning(['id', 'user_id', 'next', 'language', 'time_zone'])
    .executeTakeFirst()
  return row ?? refuse('sign_in_lost')
}

async function keepForEmail(db: Db, id: string, { subject, name, email }: Identity): Promise<void> {
  await db
    .updateTable('provider_sign_in')
    .set({ account_id: subject, name, email: email?.slice(0, 254) ?? null })
    .where('id', '=', id)
    .execute()
}

function proofsOf({ secret, publicUrl }: ProviderParts, { id }: SignInProvider, state: string): Proofs {
  const derived = (purpose: string) => createHmac('sha256', keyFor(secret, purpose)).update(state).digest('base64url')
  return {
    state,
    verifier: derived('PKCE verifier'),
    nonce: derived('OpenID nonce'),
    returnTo: `${publicUrl}/sign-in/by/${id}`,
  }
}

/** What is wrong with a provider is logged for the operator; the person is told what to do. */
async function unlessAtFault<T>({ log }: ProviderParts, { id }: SignInProvider, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error
    log.warn({ provider: id, err: error }, 'signing in by a provider failed')
    return refuse(error.kind === 'silent' ? 'sign_in_provider_silent' : 'sign_in_unproven')
  }
}

/** `__Host-` keeps other hosts of the domain from planting one (RFC 6265bis §4.1.3.2); browsers keep it under https alone. */
const cookieName = (publicUrl: string) =>
  publicUrl.startsWith('https:') ? '__Host-conflux.provider' : 'conflux.provider'

/** Lax, for the browser comes back from another site. */
const browserCookie = (publicUrl: string, value: string, maxAge: number): string =>
  stringifySetCookie({
    name: cookieName(publicUrl),
    value,
    maxAge,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
  })

const forgetBrowser = (publicUrl: string, request: CallRequest) => request.cookies.push(browserCookie(publicUrl, '', 0))

/** The hash of what binds a sign-in to this browser; of nothing when there is no cookie, which no sign-in has. */
export function browserHash(publicUrl: string, { cookie }: CallRequest): string {
  return hashSecret((cookie === undefined ? {} : parseCookie(cookie))[cookieName(publicUrl)] ?? '')
}
