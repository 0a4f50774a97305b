import { hkdfSync } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Db } from '../db/connect.ts'
import { transact } from '../db/transact.ts'
import { demoDomain } from '../modules/accounts/demo.ts'
import { createOrganization } from '../modules/accounts/organizations.ts'
import { createAccount } from '../modules/accounts/register.ts'
import { createEvent } from '../modules/events/edit.ts'
import { publishEvent } from '../modules/events/publication.ts'
import { setBankAccount } from '../modules/money/bank-account.ts'
import { setEventCapacity } from '../modules/ticketing/stock.ts'
import { addTicketType } from '../modules/ticketing/ticket-types.ts'
import type { Services } from '../services.ts'
import { type DemoEvent, demoEvents, demoOrganizations } from './data.ts'
import { demoTimes } from './dates.ts'
import { inviteDemoGuests } from './guests.ts'
import { emailOf, sellDemoTickets } from './sales.ts'
import { doDemoWork } from './work.ts'

const attendee = { name: 'Alex Morgan', email: `alex${demoDomain}`, what: 'attendee, with tickets' }
const administrator = { name: 'Ada Berg', email: `ada${demoDomain}`, what: 'administrator of the platform' }

/** Any number will do, as long as it is always the same. */
const demoLock = 7_204_402

/** How long ago the demo's events went on sale, in days. */
const onSaleFor = 28

/**
 * Fills an empty database with organizations, events and some hundred orders of the last four weeks, through the same functions that people's
 * clicks go through, with the clock turned back. Does nothing where anybody has signed up. All of it or nothing, and once, also when it is
 * interrupted or two processes start at the same moment.
 */
export async function fillDemo({ services }: App, say: (sentence: string) => void): Promise<void> {
  await transact(services.db, async (tx) => {
    // Whoever comes second waits until all of it is there.
    await sql`set local lock_timeout = 0`.execute(tx)
    await sql`select pg_advisory_xact_lock(${demoLock})`.execute(tx)
    const somebody = await tx.selectFrom('users').select('id').limit(1).executeTakeFirst()
    if (!somebody) await fill({ ...services, db: tx }, say)
  })
}

async function fill(services: Services, say: (sentence: string) => void): Promise<void> {
  const { db, secret } = services
  say('Making demo data…')
  const [first, ...others] = demoOrganizations
  if (!first) return
  const organizations = new Map<string, { organizationId: string; userId: string }>()
  const addOrganization = async ({ owner, account, ...organization }: (typeof demoOrganizations)[number]) => {
    const { userId } = await addPerson(db, secret, owner)
    const { id: organizationId } = await createOrganization(db, userId, organization)
    await db
      .updateTable('organization')
      .set({ summary: organization.summary })
      .where('id', '=', organizationId)
      .execute()
    await setBankAccount(db, organizationId, account ?? null)
    organizations.set(organization.slug, { organizationId, userId })
  }
  await addOrganization(first)
  const { userId: attendeeId } = await addPerson(db, secret, attendee)
  const { userId: administratorId } = await addPerson(db, secret, administrator)
  await db.updateTable('users').set({ administrator: true }).where('id', '=', administratorId).execute()
  for (const organization of others) await addOrganization(organization)

  const events = new Map<string, string>()
  for (const event of demoEvents) {
    const by = organizations.get(event.organization)
    if (!by) continue
    const eventId = await addEvent(services, by, event)
    events.set(event.name, eventId)
    if (event.state !== 'draft')
      await sellDemoTickets(services, eventId, event, { ...attendee, userId: attendeeId }, onSaleFor)
    await inviteDemoGuests(services, { eventId, userId: by.userId }, event, attendee)
  }
  await doDemoWork(services, {
    organizations,
    events,
    attendee: { userId: attendeeId, email: attendee.email },
    administratorId,
    async person(name) {
      const email = emailOf(name).replace('@guests.example', demoDomain)
      return (await addPerson(db, secret, { name, email })).userId
    },
  })
  // Nobody is to be mailed about a past that never was.
  await db.deleteFrom('outbox').execute()
  say(`Made ${demoEvents.length} events in ${demoOrganizations.length} organizations.`)
}

async function addPerson(db: Db, secret: string, { name, email }: { name: string; email: string }) {
  return createAccount(db, { name, email, password: demoPassword(secret, email), language: 'en', verified: true })
}

async function addEvent(
  { db, now }: Services,
  { organizationId, userId }: { organizationId: string; userId: string },
  event: DemoEvent,
): Promise<string> {
  const { organization, on, at, hours, capacity, tickets, state, guests, ...fields } = event
  const draft = { ...fields, ...demoTimes(event, now()) }
  const eventId = await createEvent(
    db,
    { organizationId, userId, currency: event.currency, language: event.language },
    draft,
  )
  for (const { sold, ...type } of tickets) await addTicketType(db, eventId, type)
  if (capacity !== null) await setEventCapacity(db, eventId, capacity)
  if (state !== 'draft') await publishEvent(db, eventId, state === 'waiting' ? 'all' : 'off', now())
  return eventId
}

export interface DemoSignIn {
  email: string
  password: string
  what: string
}

/** The people to sign in as, when the demo is there. Passwords differ from install to install. */
export async function demoSignIns({ db, secret }: Pick<Services, 'db' | 'secret'>): Promise<DemoSignIn[]> {
  const organizer = {
    email: demoOrganizations[0]?.owner.email ?? '',
    what: `organizer of ${demoOrganizations[0]?.name}`,
  }
  const people = [organizer, attendee, administrator]
  const known = await db
    .selectFrom('users')
    .select('email')
    .where(
      'email',
      'in',
      people.map(({ email }) => email),
    )
    .execute()
  return people
    .filter(({ email }) => known.some((one) => one.email === email))
    .map(({ email, what }) => ({ email, what, password: demoPassword(secret, email) }))
}

/** Twelve letters and digits that follow from the installation's secret. */
function demoPassword(secret: string, email: string): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const bytes = new Uint8Array(hkdfSync('sha256', secret, email, 'conflux demo password', 12))
  return [...bytes].map((byte) => letters[byte % letters.length]).join('')
}
