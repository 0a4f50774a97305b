import type { Language } from '../../../../lang/languages.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { announce } from '../../../facts.ts'
import { isTimeZone } from '../../../lib/time.ts'
import { refuseBanned } from '../sessions/enter.ts'
import { holdSession, type InSession } from '../sessions/hold-session.ts'
import { type AtProvider, Overtaken } from './link.ts'
import type { Identity, ProviderId } from './provider.ts'
import { takeOver } from './take-over.ts'

/** What is known when a provider has said who somebody is. */
export interface Arrival {
  provider: ProviderId
  identity: Identity
  /** Who links the provider to their account; null where somebody signs in. */
  linker: InSession | null
  /** For a new account. */
  language: Language
  timeZone: string
}

/** What the database knows of an arrival. */
export interface Known {
  /** Whose account the person at the provider is linked to. */
  linkedTo: string | null
  linkingFor: string | null
  /** An address that the provider vouches for, or null. */
  email: string | null
  /** The account with that address. */
  owner: { id: string; emailVerified: boolean; banned: boolean } | null
}

/** What follows from an arrival. `clear` asks to take every other way in from the account first. */
export type Decision =
  | { do: 'enter'; userId: string }
  | { do: 'link'; userId: string; clear: boolean }
  | { do: 'create'; email: string }
  | { do: 'ask-email' }
  | { do: 'refuse' }

/**
 * Decides (docs/decisions/0016-sign-in-by-providers.md). A link, once made, is what counts. Without one, an account is found by an address that
 * the provider vouches for, and by no other. An account whose own address nobody confirmed may have been made by somebody else to lie in wait:
 * who proves the address gets it, and nobody keeps a way in that they made before.
 */
export function decide({ linkedTo, linkingFor, email, owner }: Known): Decision {
  if (linkingFor !== null) {
    if (linkedTo === null) return { do: 'link', userId: linkingFor, clear: false }
    return linkedTo === linkingFor ? { do: 'enter', userId: linkedTo } : { do: 'refuse' }
  }
  if (linkedTo !== null) return { do: 'enter', userId: linkedTo }
  if (email === null) return { do: 'ask-email' }
  if (owner === null) return { do: 'create', email }
  if (owner.banned) return { do: 'enter', userId: owner.id }
  return { do: 'link', userId: owner.id, clear: !owner.emailVerified }
}

/** The account of an arrival, and whether the provider has yet to be linked to it. */
export interface Found {
  userId: string
  linking: AtProvider | null
}

/**
 * Finds or makes the account of an arrival and goes on with it in the same transaction; `found` is null when an address has to be asked for first. Refuses
 * `sign_in_linked_elsewhere`, `sign_in_lost` where the session that links is over by now, and `account_banned`. Of two arrivals of one person at once, the later finds what the earlier made.
 */
export async function withAccount<T>(
  db: Db,
  arrival: Arrival,
  goOn: (tx: Tx, found: Found | null) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await transact(db, async (tx) => goOn(tx, await settle(tx, arrival)))
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
}

async function settle(tx: Tx, arrival: Arrival): Promise<Found | null> {
  const decision = decide(await knownOf(tx, arrival))
  const linking = { provider: arrival.provider, subject: arrival.identity.subject }
  switch (decision.do) {
    case 'refuse':
      return refuse('sign_in_linked_elsewhere')
    case 'ask-email':
      return null
    case 'enter':
      await refuseBanned(tx, decision.userId)
      // Whoever took the account over since may have taken this way in from it.
      if ((await linkedTo(tx, linking)) !== decision.userId) throw new Overtaken()
      return { userId: decision.userId, linking: null }
    case 'link':
      if (decision.clear) await takeOver(tx, decision.userId)
      return { userId: decision.userId, linking }
    default:
      return { userId: await create(tx, arrival, decision.email), linking }
  }
}

async function knownOf(tx: Tx, { provider, identity, linker }: Arrival): Promise<Known> {
  if (linker && !(await holdSession(tx, linker))) refuse('sign_in_lost')
  // Who links is found without an address; of two who link each other's, neither waits for the other.
  const email = identity.emailVerified && !linker ? addressOf(identity.email) : null
  const owner =
    email === null
      ? undefined
      : await tx
          .selectFrom('users')
          .select(['id', 'email_verified', 'banned_at'])
          .where('email', '=', email)
          .forNoKeyUpdate()
          .executeTakeFirst()
  // After the lock, or of two arrivals at once the later would not see the link of the earlier.
  const link = await linkedTo(tx, { provider, subject: identity.subject })
  return {
    linkedTo: link,
    linkingFor: linker?.userId ?? null,
    email,
    owner: owner ? { id: owner.id, emailVerified: owner.email_verified, banned: owner.banned_at !== null } : null,
  }
}

async function linkedTo(tx: Tx, { provider, subject }: AtProvider): Promise<string | null> {
  const link = await tx
    .selectFrom('account')
    .select('user_id')
    .where('provider_id', '=', provider)
    .where('account_id', '=', subject)
    .executeTakeFirst()
  return link?.user_id ?? null
}

/** An address as accounts have it, or null when it is none. */
function addressOf(email: string | null): string | null {
  const address = email?.trim().toLowerCase() ?? ''
  return address.length <= 254 && /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(address) ? address : null
}

/** A new account without a password: the mail for a forgotten one sets the first. */
async function create(tx: Tx, arrival: Arrival, email: string): Promise<string> {
  const { identity, language, timeZone } = arrival
  const user = await tx
    .insertInto('users')
    .values({
      id: newId(),
      name: displayName(identity.name, email),
      email,
      email_verified: true,
      language,
      time_zone: isTimeZone(timeZone) ? timeZone : 'UTC',
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!user) throw new Overtaken()
  await announce(tx, 'account.registered', { userId: user.id })
  return user.id
}

/** What a person is called: as the provider says, in one line; else as their address begins. */
export function displayName(name: string, email: string): string {
  const line = name.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim()
  return Array.from(line || String(email.split('@')[0]))
    .slice(0, 120)
    .join('')
    .trim()
}
