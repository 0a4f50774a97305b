import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { buy, marta } from '../../../test/sales.ts'
import { waiting } from '../../../test/waiting.ts'
import { transact } from '../../db/transact.ts'
import { lockingStocks } from './allocation/stock.ts'
import { eraseBuyer } from './erasure.ts'

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id)

test('whoever changes an order at this moment has it before it is erased, and writes no name back', async () => {
  const { id } = await buy(app.browser(), { eventId, typeId: String(typeIds[0]) })
  const name = async () =>
    (await db.selectFrom('order').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name
  const changing = app.connect(1)
  let erasing: Promise<void> | undefined
  // As the desk does it: reads under the lock of the stocks, and writes the whole order back.
  await transact(changing.db, async (tx) => {
    await lockingStocks(eventId).execute(tx)
    const before = await tx.selectFrom('order').select('name').where('id', '=', id).executeTakeFirstOrThrow()
    erasing = eraseBuyer(db, { userId: null, email: marta.email })
    await Promise.race([erasing, waiting(db)])
    await tx.updateTable('order').set({ name: before.name }).where('id', '=', id).execute()
  })
  await erasing
  assert.equal(await name(), 'Erased person')
})
