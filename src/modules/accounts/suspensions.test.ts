import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { organization, type Person, person } from '../../../test/people.ts'
import { buy } from '../../../test/sales.ts'

const app = await testApp()
const { db } = app
const administrator = await person(app, { administrator: true })

const suspendedFor = async ({ api }: Person) => (await api['GET /api/me']())?.organizations.map((one) => one.suspended)

test('members are told since when their organization is suspended and why, until it is not', async () => {
  const [owner, editor] = [await person(app), await person(app)]
  const { id: organizationId } = await organization(db, { owner, editor })
  const params = { organizationId }
  assert.deepEqual(await suspendedFor(editor), [null])
  await administrator.api['PUT /api/admin/organizations/:organizationId/suspension']({
    params,
    body: { reason: 'Sold what was not theirs.' },
  })
  for (const member of [owner, editor]) {
    const [suspended] = (await suspendedFor(member)) ?? []
    assert.equal(suspended?.reason, 'Sold what was not theirs.')
    assert.ok(Math.abs(Date.parse(suspended.since) - Date.now()) < 60_000)
  }
  await administrator.api['DELETE /api/admin/organizations/:organizationId/suspension']({ params })
  assert.deepEqual(await suspendedFor(owner), [null])
})

test('members are told of it, too, where their only owner is banned', async () => {
  const [owner, editor] = [await person(app), await person(app)]
  await organization(db, { owner, editor })
  await administrator.api['PUT /api/admin/people/:userId/ban']({
    params: { userId: owner.userId },
    body: { reason: 'Sold what was not theirs.' },
  })
  const [suspended] = (await suspendedFor(editor)) ?? []
  assert.equal(suspended?.reason, 'Sold what was not theirs.')
})

test('the pages of its events and its tickets say so, and not why', async () => {
  const [owner, buyer] = [await person(app), await person(app)]
  const { id: organizationId } = await organization(db, { owner })
  const event = await makeEvent(owner, organizationId)
  const { tickets } = await buy(buyer, { eventId: event.eventId, typeId: String(event.typeIds[0]) })
  const ticketId = String(tickets[0]?.id)
  const seen = async () => {
    const page = await buyer.api['GET /api/discover/:slug']({ params: { slug: event.slug } })
    const ticket = await buyer.api['GET /api/tickets/:ticketId']({ params: { ticketId } })
    assert.ok(!JSON.stringify([page, ticket]).includes('not theirs'))
    return [page.suspended, page.onSale, ticket.event.suspended]
  }
  assert.deepEqual(await seen(), [false, true, false])
  await administrator.api['PUT /api/admin/organizations/:organizationId/suspension']({
    params: { organizationId },
    body: { reason: 'Sold what was not theirs.' },
  })
  assert.deepEqual(await seen(), [true, false, true])
})
