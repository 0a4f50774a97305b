import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'

const app = await testApp()
const { owner, finance, manager, editor, stranger, own, foreign } = await cast(app)
const params = { organizationId: own.id }
const vat = { name: 'VAT', rate: 19_000, inclusive: true }

const add = (who = finance, body = vat, organizationId = own.id) =>
  who.api['POST /api/organizations/:organizationId/tax-rates']({ params: { organizationId }, body })
const list = async () => (await editor.api['GET /api/organizations/:organizationId/tax-rates']({ params })).items

test('a rate is added, changed and deleted by those who look after money', async () => {
  const rate = await add()
  assert.deepEqual(await list(), [{ ...vat, id: rate.id, ticketTypes: 0 }])
  const at = { params: { ...params, taxRateId: rate.id } }
  const path = '/api/organizations/:organizationId/tax-rates/:taxRateId'
  const changed = await finance.api[`PATCH ${path}`]({ ...at, body: { rate: 7_000 } })
  assert.deepEqual(changed, { ...vat, rate: 7_000, id: rate.id, ticketTypes: 0 })
  assert.deepEqual(await finance.api[`PATCH ${path}`]({ ...at, body: {} }), changed)
  await refusedWith('not_allowed', manager.api[`DELETE ${path}`](at))
  await finance.api[`DELETE ${path}`](at)
  await refusedWith('not_found', finance.api[`DELETE ${path}`](at))
  await refusedWith('not_found', finance.api[`PATCH ${path}`]({ ...at, body: { rate: 1 } }))
  assert.deepEqual(await list(), [])
})

test('what is no rate, or not for them, is refused', async () => {
  await refusedWith('invalid', add(finance, { ...vat, rate: 100_001 }))
  await refusedWith('invalid', add(finance, { ...vat, rate: 7.5 }))
  await refusedWith('invalid', add(finance, { ...vat, name: ' ' }))
  await refusedWith('not_allowed', add(editor))
  await refusedWith('not_found', add(stranger))
})

test('a ticket type is sold with a rate of its organization, which then cannot be deleted', async () => {
  const { id: taxRateId } = await add()
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Seat', price: 1190, taxRateId }] })
  const ticketTypeId = String(typeIds[0])
  const type = await editor.api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({
    params: { eventId, ticketTypeId },
    body: { price: 2380 },
  })
  assert.deepEqual([type.taxRateId, type.tax], [taxRateId, vat])
  const at = { params: { ...params, taxRateId } }
  await refusedWith(
    'tax_rate_in_use',
    finance.api['DELETE /api/organizations/:organizationId/tax-rates/:taxRateId'](at),
  )
  assert.equal((await list()).find(({ id }) => id === taxRateId)?.ticketTypes, 1)
  const copy = await editor.api['POST /api/events/:eventId/copies']({ params: { eventId } })
  const { ticketTypes } = await editor.api['GET /api/events/:eventId/ticket-types']({ params: { eventId: copy.id } })
  assert.deepEqual(
    ticketTypes.map((one) => one.taxRateId),
    [taxRateId],
  )
  const without = await editor.api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({
    params: { eventId, ticketTypeId },
    body: { taxRateId: null },
  })
  assert.equal(without.tax, null)
})

test('a rate of another organization, or none at all, is refused for a ticket type', async () => {
  const theirs = await add(stranger, vat, foreign.id)
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const ticketTypeId = String(typeIds[0])
  for (const taxRateId of [theirs.id, randomUUID()]) {
    const body = { taxRateId }
    const path = '/api/events/:eventId/ticket-types'
    const patch = { params: { eventId, ticketTypeId }, body }
    await refusedWith('invalid', editor.api[`PATCH ${path}/:ticketTypeId`](patch), 'taxRateId')
    const post = { params: { eventId }, body: { name: 'Seat', price: 1, ...body } }
    await refusedWith('invalid', editor.api[`POST ${path}`](post), 'taxRateId')
  }
})
