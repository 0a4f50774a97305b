import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import { openTestApp, type TestApp } from '../harness.ts'
import { organization, person } from '../people.ts'
import { bankAccount, buy, hold, promise } from '../sales.ts'
import { type Kind, makeWorld, type World } from '../world.ts'
import { expect, expectGoodPage, expectNoOverflow, faultsOf, signIn, test } from './fixtures.ts'
import { looks, type Place } from './page-table.ts'

test.use({ world: 'pages' })
// Nearly half of all browser tests: on one worker they would still run when the other has nothing left to do.
test.describe.configure({ mode: 'parallel' })

type Draft = NonNullable<NonNullable<Parameters<typeof makeEvent>[2]>['event']>

/** A desk in the light and a phone in the dark. */
const desk = { width: 1280, height: 900, colorScheme: 'light' } as const
const phone = { width: 390, height: 844, colorScheme: 'dark' } as const

let place: Place

interface Visitor {
  page: Page
  faults: Set<string>
}

/** One tab for each person who looks, kept for all that they look at: a new one would read and compile every script again. */
const visitors = new Map<Kind, Promise<Visitor>>()

test.beforeAll(async ({ conflux }) => {
  place = await makePlace(conflux)
})
test.afterAll(async () => {
  for (const visitor of visitors.values()) await (await visitor).page.context().close()
})

test('every page is looked at', async () => {
  const source = await readFile(join(import.meta.dirname, '../../web/routes.tsx'), 'utf8')
  const routes = [...source.matchAll(/\b(?:page|workspace)\('([^']+)'/g)].map(([, path]) => path)
  expect(routes.length).toBeGreaterThan(25)
  expect(new Set(looks.map(({ route }) => route))).toEqual(new Set([...routes, '*']))
})

for (const [index, { route, state, who, at, heading, control, leadsTo }] of looks.entries())
  test(`${state ? `${route}, ${state},` : route} as ${who}`, async ({ browser, conflux }) => {
    const { page, faults } = await visitorOf(browser, conflux, who)
    await setDown(page, desk)
    await page.goto(at(place))
    await expectGoodPage(page, heading, control, 'desk')
    if (leadsTo) await expect(page).toHaveURL(leadsTo)
    // The same page made smaller and darker, as turning a tablet does: loading it again would take longer than looking.
    await setDown(page, phone)
    await expectGoodPage(page, heading, control, 'phone')
    // Longer words and another script show where there is least room.
    for (const language of othersFor(index)) {
      await page.context().addCookies([{ name: 'lang', value: language, url: conflux.origin }])
      await page.goto(at(place), { waitUntil: 'commit' })
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expectNoOverflow(page)
    }
    await page.context().clearCookies({ name: 'lang' })
    expect([...faults]).toEqual([])
  })

async function setDown(page: Page, { colorScheme, ...size }: typeof desk | typeof phone): Promise<void> {
  await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme })
}

/** The other languages a page is looked at in: one of them, which the seed decides, and both where every proof is run whole. */
const othersFor = (index: number) =>
  process.env.PROOF === '1' ? ['de', 'hi'] : [(index + Number(process.env.SEED ?? 0)) % 2 === 0 ? 'de' : 'hi']

test('an installation without anything says what comes first', async ({ page, context }) => {
  const empty = await openTestApp({}, { pages: true })
  try {
    for (const [path, title, first] of [
      ['/', /everywhere/, 'Nothing here yet'],
      ['/discover', 'Find an event', 'Nothing fits all of that'],
      ['/calendar', /everywhere/, 'Nothing on this month'],
      ['/dev/mailbox', 'Mailbox', 'No mail yet'],
      ['/tickets', 'My tickets', 'No tickets here yet'],
    ] as const) {
      await page.goto(empty.origin + path)
      await expectGoodPage(page, title, { role: 'heading', name: first })
    }
    await signIn(context, await person(empty, { administrator: true }), empty)
    await page.goto(`${empty.origin}/admin/events`)
    await expectGoodPage(page, 'Administration', { role: 'heading', name: 'Nothing waits' })
  } finally {
    await empty.close()
  }
})

function visitorOf(browser: Browser, conflux: TestApp, who: Kind): Promise<Visitor> {
  const known = visitors.get(who) ?? newVisitor(browser, conflux, place.asCookie(who))
  visitors.set(who, known)
  return known
}

async function newVisitor(browser: Browser, { origin }: TestApp, { cookie }: Record<string, string>): Promise<Visitor> {
  const context = await browser.newContext()
  if (cookie !== undefined) {
    const equals = cookie.indexOf('=')
    await context.addCookies([{ name: cookie.slice(0, equals), value: cookie.slice(equals + 1), url: origin }])
  }
  return { faults: faultsOf(context), page: await context.newPage() }
}

async function makePlace(conflux: TestApp): Promise<Place> {
  const world = await makeWorld(conflux)
  const { owner, buyer } = world.people
  const { organizationId } = world.own
  const one = (event: Draft, quantity = 20) =>
    makeEvent(owner, organizationId, { event, types: [{ name: 'Admission', price: 1000, quantity }] })

  const cancelled = await one({ name: 'Called Off', category: 'sport' })
  await owner.api['POST /api/events/:eventId/cancellation']({
    params: { eventId: cancelled.eventId },
    body: { message: '' },
  })
  const over = await one({ name: 'Long Ago', category: 'film' })
  await conflux.db
    .updateTable('event')
    .set({ starts_at: new Date('2026-01-10T20:00:00Z'), ends_at: new Date('2026-01-10T23:00:00Z') })
    .where('id', '=', over.eventId)
    .execute()
  const soldOut = await one({ name: 'Full House', category: 'food' }, 1)
  await buy(buyer, { eventId: soldOut.eventId, typeId: soldOut.typeIds[0] ?? '' })
  const long = await one({
    name: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenausstellung für Fortgeschrittene und Neugierige',
    summary: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz, vorgelesen von Anfang bis Ende.',
    venue: 'Niederösterreichisches Landesbinnenschifffahrtsarchiv am Handelskai',
    city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
    category: 'talks',
    endsAt: '2099-12-03T23:30',
  })
  const byHand = await makeByHand(conflux, world)
  const refunds = await makeRefunds(conflux, world)
  await soon(one)
  const fresh = await organization(conflux.db, { owner }, { name: 'Brand New' })
  return {
    ...world,
    cancelledSlug: cancelled.slug,
    overSlug: over.slug,
    soldOutSlug: soldOut.slug,
    longSlug: long.slug,
    ...(await makeGuestsOnly(conflux, world)),
    newSlug: fresh.slug,
    ...byHand,
    ...refunds,
  }
}

/** An event for invited people, with an invitation in every state. */
async function makeGuestsOnly({ db }: TestApp, { people: { owner, buyer }, own: { organizationId } }: World) {
  const { eventId, slug } = await makeEvent(owner, organizationId, {
    event: { name: 'Velvet Rope', category: 'food', visibility: 'invite-only' },
  })
  const params = { eventId }
  const states = ['accepted', 'revoked', 'declined', 'opened', 'sent'] as const
  const guests = states.map((state) => ({
    email: state === 'accepted' ? buyer.email : `${state}@example.org`,
    name: state === 'sent' ? '' : `Gil ${state}`,
  }))
  await owner.api['POST /api/events/:eventId/guests']({
    params,
    body: { guests, places: 2, message: 'Bring nothing but time.\nThe door is around the corner.' },
  })
  const { items } = await owner.api['GET /api/events/:eventId/guests']({ params, query: {} })
  const idOf = (address: string) => items.find(({ email }) => email === address)?.id ?? ''
  const answer = { answered_at: new Date(), opened_at: new Date() }
  for (const [index, state] of states.entries())
    await db
      .updateTable('event_guest')
      .set(state === 'sent' || state === 'opened' ? { state } : { state, ...answer })
      .where('id', '=', idOf(guests[index]?.email ?? ''))
      .execute()
  return {
    guestsOnlyId: eventId,
    guestsOnlySlug: slug,
    guestId: idOf(buyer.email),
    revokedGuestId: idOf('revoked@example.org'),
  }
}

/** An event that is paid by transfer and at the door, with an order that waits for each, and one that waited in vain. */
async function makeByHand({ db, browser }: TestApp, { people: { owner, buyer }, own: { organizationId } }: World) {
  await owner.api['PUT /api/organizations/:organizationId/bank-account']({
    params: { organizationId },
    body: { account: bankAccount },
  })
  const byHand = { transfer: { days: 7, hoursBefore: null }, door: { days: null, hoursBefore: null } }
  const { eventId: byHandId, typeIds } = await makeEvent(owner, organizationId, {
    event: { name: 'Cash Only', byHand },
  })
  const promised = async (way: 'transfer' | 'door') => {
    // The orders of the account itself are as many as may be open; those of its email are the buyer's, too.
    const guest = browser()
    const { id } = await hold(guest, { eventId: byHandId, typeId: typeIds[0] ?? '' })
    await promise(guest, id, way, buyer)
    return id
  }
  const [transferOrderId, doorOrderId, lapsedOrderId] = [
    await promised('transfer'),
    await promised('door'),
    await promised('door'),
  ]
  await db
    .updateTable('order')
    .set({ expires_at: new Date(0) })
    .where('id', '=', lapsedOrderId)
    .execute()
  return { byHandId, transferOrderId, doorOrderId, lapsedOrderId }
}

/** An order of three tickets, one of which was given up. */
async function makeRefunds({ settle }: TestApp, { own: { eventId, typeId }, people: { buyer } }: World) {
  const { name, email } = buyer
  const { id: refundedOrderId, tickets } = await buy(buyer, { eventId, typeId, quantity: 3 }, { name, email })
  const [first, second] = tickets.map(({ id }) => id)
  await buyer.api['POST /api/orders/:orderId/refunds']({
    params: { orderId: refundedOrderId },
    body: { tickets: [String(first)], amount: 2500 },
  })
  await settle()
  return { refundedOrderId, refundableTicketId: String(second) }
}

/** Events of the coming days, for the pages that begin with today. */
async function soon(one: (event: { name: string; startsAt: string; endsAt: string }) => Promise<unknown>) {
  const names = ['Hum', 'The Long Way Down to the Harbour', 'Tomatenfest', 'Silent Film, Loud Organ']
  for (const [days, name] of names.entries()) {
    const day = new Date(Date.now() + (days + 1) * 86_400_000).toISOString().slice(0, 10)
    await one({ name, startsAt: `${day}T19:00`, endsAt: `${day}T22:00` })
  }
}
