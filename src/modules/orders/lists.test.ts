import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { order, type SoldEvent, soldEvent, ticketType } from '../../../test/tickets.ts'
import { decimal } from './lists-csv.ts'

const app = await testApp()
const { db } = app
const { owner, manager, editor, finance, doorkeeper, stranger, administrator, own } = await cast(app)

const ordersOf = (event: SoldEvent, query: object = {}) =>
  owner.api['GET /api/events/:eventId/orders']({ params: { eventId: event.id }, query })
const attendeesOf = (event: SoldEvent, query: object = {}) =>
  owner.api['GET /api/events/:eventId/attendees']({ params: { eventId: event.id }, query })
const textOf = ({ bytes }: { bytes: Uint8Array | string }) => Buffer.from(bytes as Uint8Array).toString()
const admit = (eventId: string, ticketId: string) =>
  owner.api['POST /api/events/:eventId/scans']({
    params: { eventId },
    body: { nonce: randomUUID(), ticketId, door: 'Yard gate', scannedAt: '2026-11-20T18:31:00Z' },
  })

test('orders are listed newest first, with what they are of', async () => {
  const event = await soldEvent(db, own.id)
  const under14 = await ticketType(db, event.id, 'Under 14')
  const older = await order(db, event, { createdAt: new Date('2026-11-01T10:00:00Z'), attendees: ['A', 'B'] })
  const newer = await order(db, event, { createdAt: new Date('2026-11-02T10:00:00Z'), ticketTypeId: under14 })
  await order(db, await soldEvent(db, own.id))
  const { items, next } = await ordersOf(event)
  assert.deepEqual(
    items.map(({ id, code, state, lines, total, currency }) => ({ id, code, state, lines, total, currency })),
    [
      {
        id: newer.id,
        code: newer.code,
        state: 'paid',
        lines: [{ name: 'Under 14', quantity: 1 }],
        total: 5800,
        currency: 'EUR',
      },
      {
        id: older.id,
        code: older.code,
        state: 'paid',
        lines: [{ name: 'Weekend', quantity: 2 }],
        total: 11600,
        currency: 'EUR',
      },
    ],
  )
  assert.equal(items[1]?.createdAt, '2026-11-01T10:00:00.000Z')
  assert.equal(next, null)
})

test('orders are found by part of a name or email, the beginning of a code, and their state now', async () => {
  const event = await soldEvent(db, own.id)
  const inAnHour = new Date(Date.now() + 3600_000)
  const anHourAgo = new Date(Date.now() - 3600_000)
  const made = {
    paid: await order(db, event, { name: 'Marta Quintela', email: 'marta@example.org' }),
    cancelled: await order(db, event, { name: 'Jun_Takahata', email: 'jun@example.net', state: 'cancelled' }),
    awaiting: await order(db, event, { name: 'Ola', state: 'awaiting_payment', expiresAt: inAnHour }),
    late: await order(db, event, { name: 'Piotr', state: 'awaiting_payment', expiresAt: anHourAgo }),
    held: await order(db, event, { state: 'held', expiresAt: inAnHour }),
    lapsed: await order(db, event, { state: 'held', expiresAt: anHourAgo }),
    expired: await order(db, event, { name: 'Zoë', state: 'expired' }),
  }
  const cases: [object, (keyof typeof made)[]][] = [
    [{}, ['paid', 'cancelled', 'awaiting']],
    [{ state: 'held' }, ['held']],
    [{ state: 'awaiting_payment' }, ['awaiting']],
    [{ state: 'expired' }, ['late', 'lapsed', 'expired']],
    [{ state: 'expired', q: 'piotr' }, ['late']],
    [{ q: 'QUINT' }, ['paid']],
    [{ q: 'example.net' }, ['cancelled']],
    [{ q: '_' }, ['cancelled']],
    [{ q: made.awaiting.code.toLowerCase() }, ['awaiting']],
    [{ q: `${made.paid.code.slice(0, 4)} ${made.paid.code.slice(4)}` }, ['paid']],
    [{ q: made.paid.code.slice(1) }, []],
    [{ q: ' ' }, ['paid', 'cancelled', 'awaiting']],
  ]
  for (const [query, expected] of cases) {
    const { items } = await ordersOf(event, query)
    assert.deepEqual(
      items.map((item) => item.id).sort(),
      expected.map((name) => made[name].id).sort(),
      JSON.stringify(query),
    )
  }
  assert.deepEqual(
    new Set((await ordersOf(event, { state: 'expired' })).items.map((item) => item.state)),
    new Set(['expired']),
  )
})

test('attendees are listed by name, valid tickets alone, and found by type and whether they came', async () => {
  const event = await soldEvent(db, own.id)
  const under14 = await ticketType(db, event.id, 'Under 14')
  const { code, tickets } = await order(db, event, { attendees: ['ola', 'Marta', 'Void'], email: 'marta@example.org' })
  await order(db, event, { attendees: ['Jun'], email: 'jun@example.net', ticketTypeId: under14 })
  const [ola, marta, gone] = tickets
  assert.ok(ola && marta && gone)
  await db.updateTable('ticket').set({ state: 'void' }).where('id', '=', gone.id).execute()
  await admit(event.id, ola.id)

  const names = async (query: object) => (await attendeesOf(event, query)).items.map((item) => item.name)
  const cases: [object, string[]][] = [
    [{}, ['Jun', 'Marta', 'ola']],
    [{ checkedIn: 'yes' }, ['ola']],
    [{ checkedIn: 'no' }, ['Jun', 'Marta']],
    [{ ticketTypeId: under14 }, ['Jun']],
    [{ ticketTypeId: randomUUID() }, []],
    [{ q: 'example.org' }, ['Marta', 'ola']],
    [{ q: 'example.org', checkedIn: 'no' }, ['Marta']],
    [{ q: code }, ['Marta', 'ola']],
    [{ q: marta.shortCode.slice(0, 8) }, ['Marta']],
  ]
  for (const [query, expected] of cases) assert.deepEqual(await names(query), expected, JSON.stringify(query))
  const { items } = await attendeesOf(event, { checkedIn: 'yes' })
  assert.deepEqual(items[0]?.checkedIn, { at: '2026-11-20T18:31:00.000Z', door: 'Yard gate' })
})

test('pages of any size make the whole list, also when many have the same name and time', async () => {
  const event = await soldEvent(db, own.id)
  const createdAt = new Date('2026-11-01T10:00:00Z')
  for (let n = 0; n < 7; n++) await order(db, event, { createdAt, attendees: ['Same', 'same'] })
  const whole = async (list: (query: object) => Promise<{ items: object[]; next: string | null }>, limit: number) => {
    const items: object[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit, ...(cursor ? { cursor } : {}) })
      assert.ok(page.items.length <= limit)
      items.push(...page.items)
      cursor = page.next
    }
    return items
  }
  for (const list of [(query: object) => ordersOf(event, query), (query: object) => attendeesOf(event, query)]) {
    const all = (await list({})).items
    for (const limit of [1, 3, 7, 14]) assert.deepEqual(await whole(list, limit), all, `by ${limit}`)
  }
})

test('a cursor of another event gives nothing away', async () => {
  const [event, other] = [await soldEvent(db, own.id), await soldEvent(db, own.id)]
  await order(db, event)
  const foreign = await order(db, other)
  assert.deepEqual(await ordersOf(event, { cursor: foreign.id }), { items: [], next: null })
  assert.deepEqual(await attendeesOf(event, { cursor: foreign.tickets[0]?.id }), { items: [], next: null })
})

test('the lists refuse what they cannot read, naming it', async () => {
  const event = await soldEvent(db, own.id)
  const cases: [object, string][] = [
    [{ cursor: 'x' }, 'cursor'],
    [{ limit: 0 }, 'limit'],
    [{ limit: 101 }, 'limit'],
    [{ q: 'a\u0000' }, 'q'],
    [{ q: 'x'.repeat(201) }, 'q'],
  ]
  for (const [query, field] of [...cases, [{ state: 'refunded' }, 'state'] as const])
    await assert.rejects(ordersOf(event, query), (error: { fields: object }) => field in error.fields, field)
  for (const [query, field] of [
    ...cases,
    [{ ticketTypeId: 'x' }, 'ticketTypeId'] as const,
    [{ checkedIn: 'maybe' }, 'checkedIn'] as const,
  ])
    await assert.rejects(attendeesOf(event, query), (error: { fields: object }) => field in error.fields, field)
})

test('orders leave as CSV in the event’s zone and the reader’s language, and nothing in it runs', async () => {
  const event = await soldEvent(db, own.id, { timeZone: 'Asia/Kolkata', ticketType: 'Weekend, both days' })
  const { code } = await order(db, event, {
    name: '=HYPERLINK("http://x","y")',
    createdAt: new Date('2026-11-01T20:00:00Z'),
    attendees: ['A', 'B'],
    state: 'awaiting_payment',
  })
  const call = { params: { eventId: event.id } }
  const file = await owner.api['GET /api/events/:eventId/orders.csv'](call)
  assert.deepEqual([file.type, file.name], ['text/csv; charset=utf-8', 'orders.csv'])
  assert.equal(
    textOf(file),
    '\ufeff"Order","State","Name","Email","Tickets","Total","Currency","Ordered at","Paid at","Test"\r\n' +
      `"${code}","Payment due","'=HYPERLINK(""http://x"",""y"")","marta@example.org","2 × Weekend, both days","116.00","EUR","2026-11-02 01:30","",""\r\n`,
  )
  const german = await owner.api['GET /api/events/:eventId/orders.csv']({
    ...call,
    headers: { 'accept-language': 'de' },
  })
  assert.match(textOf(german), /"Bestellung","Status"/)
  const none = await owner.api['GET /api/events/:eventId/orders.csv']({ ...call, query: { state: 'paid' } })
  assert.equal(textOf(none).split('\r\n').length, 2)
})

test('attendees leave as CSV, as filtered, however many there are', async () => {
  const event = await soldEvent(db, own.id)
  const { code, tickets } = await order(db, event, { attendees: ['Marta'] })
  const [marta] = tickets
  assert.ok(marta)
  await admit(event.id, marta.id)
  for (let n = 0; n < 21; n++)
    await order(db, event, { attendees: Array.from({ length: 100 }, (_, index) => `Guest ${n} ${index}`) })
  const read = async (query: object) =>
    textOf(await owner.api['GET /api/events/:eventId/attendees.csv']({ params: { eventId: event.id }, query })).split(
      '\r\n',
    )
  assert.deepEqual(await read({ checkedIn: 'yes' }), [
    '\ufeff"Name","Email","Ticket type","Order","Ticket code","Checked in at","Door","Test"',
    `"Marta","marta@example.org","Weekend","${code}","${marta.shortCode}","2026-11-20 18:31","Yard gate",""`,
    '',
  ])
  const all = await read({})
  assert.equal(all.length, 1 + 2101 + 1)
  assert.equal(new Set(all).size, all.length)
})

test('amounts are written with the places of their currency', () => {
  const cases: [number, string, string][] = [
    [12180, 'EUR', '121.80'],
    [5, 'USD', '0.05'],
    [0, 'EUR', '0.00'],
    [500, 'JPY', '500'],
    [1234, 'KWD', '1.234'],
  ]
  for (const [amount, currency, expected] of cases) assert.equal(decimal(amount, currency), expected)
})

test('each list is for the roles that may read it, and there is nothing for strangers', async () => {
  const params = { eventId: (await soldEvent(db, own.id)).id }
  const lists = {
    orders: 'GET /api/events/:eventId/orders',
    attendees: 'GET /api/events/:eventId/attendees',
    'orders.csv': 'GET /api/events/:eventId/orders.csv',
    'attendees.csv': 'GET /api/events/:eventId/attendees.csv',
  } as const
  const cases: [keyof typeof lists, Pick<typeof owner, 'api'>[], Pick<typeof owner, 'api'>[]][] = [
    ['orders', [owner, manager, finance], [editor, doorkeeper]],
    ['attendees', [owner, manager, finance, doorkeeper], [editor]],
    ['orders.csv', [owner, manager, finance], [editor, doorkeeper]],
    ['attendees.csv', [owner, manager, finance], [editor, doorkeeper]],
  ]
  for (const [name, may, mayNot] of cases) {
    for (const who of may) await who.api[lists[name]]({ params })
    for (const who of mayNot) await assert.rejects(who.api[lists[name]]({ params }), { status: 403 }, name)
    for (const who of [stranger, administrator])
      await assert.rejects(who.api[lists[name]]({ params }), { status: 404 }, name)
    await assert.rejects(app.browser().api[lists[name]]({ params }), { status: 401 }, name)
    await assert.rejects(owner.api[lists[name]]({ params: { eventId: randomUUID() } }), { status: 404 }, name)
  }
})
