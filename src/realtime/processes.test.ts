import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../test/events.ts'
import { testApp } from '../../test/harness.ts'
import { organization, person } from '../../test/people.ts'
import { hold } from '../../test/sales.ts'
import { cookieOf, openSocket } from '../../test/sockets.ts'
import { makeApp } from '../app.ts'

/** Two processes on one database, which tell each other through PostgreSQL. */
const one = await testApp({ PROCESSES: 'several' })
const other = await makeApp({ config: one.app.services.config, database: one.connect(4) })
after(() => other.close())
const elsewhere = await other.server.listen({ host: '127.0.0.1', port: 0 })

const owner = await person(one)
const administrator = await person(one, { administrator: true })
const { id: organizationId } = await organization(one.db, { owner })
const isIn = (answer: object) => 'v' in answer

test('what happens at one process is told at the other, and who is signed out here is out there', async () => {
  const { eventId, typeIds } = await makeEvent(owner, organizationId, {
    types: [{ name: 'Seat', price: 1000, quantity: 12 }],
  })
  const sockets = [one.origin, elsewhere].map((origin) => openSocket(origin, { headers: cookieOf(owner) }))
  for (const { join } of sockets) assert.ok(isIn(await join(`event:${eventId}`)))
  await hold(one.browser(), { eventId, typeId: typeIds[0] ?? '', quantity: 5 })
  await one.settle()
  for (const { next } of sockets) assert.match(JSON.stringify(await next(`event:${eventId}`)), /"left":7/)
  await one.db.deleteFrom('session').where('user_id', '=', owner.userId).execute()
  await one.settle()
  for (const { closed } of sockets) assert.equal(await closed, 'io server disconnect')
})

test('what was missed while processes could not hear each other is made good', async () => {
  const ana = await person(one)
  const room = `person:${ana.userId}`
  const { join, next } = openSocket(elsewhere, { headers: cookieOf(ana) })
  assert.match(JSON.stringify(await join(room)), /"unread":0/)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen conflux_news'`.execute(one.db)
  await administrator.api['POST /notifications/send']({ body: { userId: ana.userId, message: 'Welcome.' } })
  await one.settle()
  assert.match(JSON.stringify(await next(room)), /"unread":1/)
})

test('a process that stops leaves its browsers free to come back', async () => {
  const third = await makeApp({ config: one.app.services.config, database: one.connect(4) })
  const { opened, closed, socket } = openSocket(await third.server.listen({ host: '127.0.0.1', port: 0 }))
  await opened
  await third.close()
  assert.equal(await closed, 'transport close')
  assert.ok(socket.active, 'would try again')
})
