import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../test/events.ts'
import { testApp } from '../../test/harness.ts'
import { newEmail, olderClient } from '../../test/older-client.ts'
import { organization, person } from '../../test/people.ts'
import { buy } from '../../test/sales.ts'

const lines: string[] = []
const app = await testApp({ LOG_LEVEL: 'trace' }, { logTo: { write: (line) => lines.push(line) } })

test('a whole sale, from account to door, leaves nothing of a person in the log', async () => {
  const [email, password, name] = [newEmail(), 'very secret horse', 'Zebedee Quux']
  const { api } = app.browser()
  await api['POST /api/sign-up']({ body: { name, email, password } })
  await api['POST /api/sign-in']({ body: { email, password } })
  await assert.rejects(api['POST /api/sign-in']({ body: { email, password: `not ${password}` } }))
  await assert.rejects(api['POST /api/email-confirmations/confirm']({ body: { token: 'made.up.t0ken' } }))
  const { token } = await api['POST /api/tokens']({ body: { email, password } })
  await olderClient(app.origin, token).get(`/api/me?email=${email}`)

  const owner = await person(app)
  const { id } = await organization(app.db, { owner })
  const { eventId, typeIds } = await makeEvent(owner, id)
  const guest = app.browser()
  const order = await buy(guest, { eventId, typeId: typeIds[0] ?? '' }, { name, email })
  const ticketId = order.tickets[0]?.id ?? ''
  const { code } = await guest.api['GET /api/tickets/:ticketId']({ params: { ticketId } })
  await owner.api['POST /api/events/:eventId/scans']({
    params: { eventId },
    body: { nonce: crypto.randomUUID(), code },
  })
  await owner.api['GET /api/events/:eventId/attendees']({ params: { eventId }, query: { q: 'Zebedee' } })
  await guest.api['POST /api/ticket-links']({ body: { email } })
  await assert.rejects(guest.api['GET /api/unsubscribe/:token']({ params: { token: 'switch.t0ff' } }))
  for (const path of ['/unsubscribe/switch.t0ff', '/unsubscribe/switch.t0ff.data?_routes=x'])
    await olderClient(app.origin).get(path)
  await app.settle()

  const log = lines.join('')
  assert.match(log, /"path":"\/api\/sign-in"/)
  assert.match(log, /"path":"\/api\/unsubscribe\/…"/)
  const secrets = [...guest.cookies.values(), ...owner.cookies.values()].flatMap((value) => value.split('.'))
  const privates = [
    email,
    password,
    name,
    'Zebedee',
    'Quux',
    token,
    code,
    'made.up',
    'switch.t0ff',
    ...secrets.filter((part) => part.length > 15),
  ]
  for (const value of privates) assert.ok(!log.includes(value), `the log tells ${value}`)
})

test('a fault is logged once, under the number its reader is told, without the row it was about', async () => {
  lines.length = 0
  await app.db.schema.alterTable('organization').renameTo('elsewhere').execute()
  const owner = await person(app, { name: 'Yolanda Void' })
  const { status, body } = await olderClient(app.origin).get('/api/organizers/anybody')
  await app.db.schema.alterTable('elsewhere').renameTo('organization').execute()
  assert.equal(status, 500)
  const faults = lines.filter((line) => line.includes('"err"'))
  assert.equal(faults.length, 1)
  assert.ok(faults[0]?.includes(body.requestId))
  assert.doesNotMatch(JSON.stringify(body), /relation|organization/)
  assert.ok(!lines.join('').includes(owner.name))
})
