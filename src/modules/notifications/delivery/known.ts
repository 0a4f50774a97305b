import { sql } from 'kysely'
import { isLanguage, type Language } from '../../../../lang/languages.ts'
import type { Db } from '../../../db/connect.ts'
import type { Channel } from '../channels.ts'
import type { ChannelName, TopicName, Way } from '../kinds.ts'
import type { Choice, Known } from './choose.ts'
import type { QuietHours } from './quiet-hours.ts'

/** Whom a message is for: an account, or an address that may be that of one. `email` beside `userId` where it is not the account's own. */
export type Recipient = { userId: string; email?: string } | { email: string; language?: Language }

/** A recipient who was found, with all that says where a message goes. */
export interface Addressee extends Known {
  userId: string | null
  email: string
  language: Language
  addresses: ReadonlyMap<ChannelName, string>
}

/**
 * Finds out about recipients, in the order given: undefined for an account that is no more. A confirmed address is its account's. A few queries,
 * however many they are.
 */
export async function lookUp(
  db: Db,
  channels: readonly Channel[],
  recipients: readonly Recipient[],
  topic: TopicName,
): Promise<(Addressee | undefined)[]> {
  const people = await peopleOf(db, recipients)
  const found = recipients.map((to) => {
    const person = 'userId' in to ? people.byId.get(to.userId) : people.byEmail.get(to.email)
    if ('userId' in to) return person && { person, email: to.email ?? person.email, language: person.language }
    return { person, email: to.email, language: person?.language ?? to.language ?? 'en' }
  })
  const userIds = [...people.byId.keys()]
  const emails = found.flatMap((one) => (one ? [one.email] : []))
  const [choices, quiet, consenting] = await Promise.all([
    choicesOf(db, { userIds, emails, topic }),
    quietHoursOf(db, userIds),
    topic === 'offers' ? consentingOf(db, userIds) : new Set<string>(),
  ])
  const reach = new Map<ChannelName, Map<string, string>>()
  for (const { name, addressesOf } of channels)
    if (name !== 'email') reach.set(name, userIds.length === 0 ? new Map() : await addressesOf(db, userIds))
  const closed = await suppressedOf(db, { emails, phones: [...(reach.get('sms')?.values() ?? [])] })
  return found.map((one) => {
    if (!one) return undefined
    const { person, email, language } = one
    const addresses = new Map<ChannelName, string>([['email', email]])
    for (const [name, of] of reach) {
      const address = person && of.get(person.id)
      if (address !== undefined) addresses.set(name, address)
    }
    return {
      userId: person?.id ?? null,
      email,
      language,
      addresses,
      hasAccount: person !== undefined,
      choices: [...((person && choices.get(person.id)) ?? []), ...(choices.get(email) ?? [])],
      consents: person !== undefined && consenting.has(person.id),
      reachable: [...addresses.keys()],
      suppressed: [...addresses].flatMap(([name, address]) => (closed.has(`${name} ${address}`) ? [name] : [])),
      quiet: (person && quiet.get(person.id)) ?? null,
      timeZone: person?.timeZone ?? 'UTC',
    }
  })
}

interface Person {
  id: string
  email: string
  language: Language
  timeZone: string
}

async function peopleOf(db: Db, recipients: readonly Recipient[]) {
  const ids = recipients.flatMap((to) => ('userId' in to ? [to.userId] : []))
  const emails = recipients.flatMap((to) => ('userId' in to ? [] : [to.email]))
  const { rows } = await sql<Person & { isConfirmed: boolean }>`
    select id, email, language, time_zone as "timeZone", email_verified as "isConfirmed" from users
    where erased_at is null and (id = any(${ids}::uuid[]) or email = any(${emails}::text[]) and email_verified)`.execute(
    db,
  )
  const people = rows.map((row) => ({ ...row, language: isLanguage(row.language) ? row.language : ('en' as const) }))
  return {
    byId: new Map<string, Person>(people.map((person) => [person.id, person])),
    byEmail: new Map<string, Person>(
      people.filter(({ isConfirmed }) => isConfirmed).map((person) => [person.email, person]),
    ),
  }
}

async function choicesOf(
  db: Db,
  { userIds, emails, topic }: { userIds: readonly string[]; emails: readonly string[]; topic: TopicName },
): Promise<Map<string, Choice[]>> {
  const { rows } = await sql<{ of: string; channel: Way; allowed: boolean }>`
    select coalesce(user_id::text, email) as of, channel, allowed from notification_choice
    where topic = ${topic} and (user_id = any(${userIds}::uuid[]) or email = any(${emails}::text[]))`.execute(db)
  return Map.groupBy(
    rows.map((row) => ({ ...row, topic })),
    ({ of }) => of,
  )
}

/** The quiet hours of those who have some. */
export async function quietHoursOf(db: Db, userIds: readonly string[]): Promise<Map<string, QuietHours>> {
  if (userIds.length === 0) return new Map()
  const { rows } = await sql<QuietHours & { userId: string }>`
    select user_id as "userId", to_char(starts, 'HH24:MI') as starts, to_char(ends, 'HH24:MI') as ends
    from quiet_hours where user_id = any(${userIds}::uuid[])`.execute(db)
  return new Map(rows.map(({ userId, starts, ends }) => [userId, { starts, ends }]))
}

/** Those of these people who want offers, as they last said. */
export async function consentingOf(db: Db, userIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from (
      select distinct on (user_id) user_id, given from marketing_consent where user_id = any(${userIds}::uuid[])
      order by user_id, at desc, id desc) last
    where given`.execute(db)
  return new Set(rows.map(({ userId }) => userId))
}

async function suppressedOf(
  db: Db,
  { emails, phones }: { emails: readonly string[]; phones: readonly string[] },
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select channel || ' ' || address as key from suppressed_address
    where channel = 'email' and address = any(${emails}::text[]) or channel = 'sms' and address = any(${phones}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ key }) => key))
}
