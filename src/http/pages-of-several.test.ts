import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeEvent } from '../../test/events.ts'
import { openTestApp } from '../../test/harness.ts'
import { organization, person } from '../../test/people.ts'
import { makeApp } from '../app.ts'
import type { SharedFact } from '../cache/shared-facts.ts'

const one = await openTestApp({ PROCESSES: 'several' }, { pages: true })
const other = await makeApp({ config: one.app.services.config, database: one.connect(4) })
after(async () => {
  await other.close()
  await one.close()
})

/** What this process is told until a fact of this name comes. */
const heard = (fact: SharedFact['fact']) =>
  new Promise<void>((resolve) => {
    one.app.services.bus.subscribe('facts', (facts) => {
      if (facts.some((told) => told.fact === fact)) resolve()
    })
  })

/** Says something until it is heard: that a process listens yet, nobody tells. */
async function untilHeard(): Promise<void> {
  const told = heard('event.approved')
  const fact: SharedFact = { fact: 'event.approved', payload: { eventId: 'none', submissionId: 'none' } }
  const again = setInterval(() => other.services.bus.publish('facts', [fact]), 50)
  await told
  clearInterval(again)
}

test('a page that a process keeps is dropped when another process relays what changed', async () => {
  const owner = await person(one)
  const { id } = await organization(one.db, { owner })
  const { eventId, slug } = await makeEvent(owner, id)
  await other.settle()
  await untilHeard()
  const page = async () => (await fetch(`${one.origin}/e/${slug}`)).text()
  assert.match(await page(), /Night Ferry/)
  const told = heard('event.changed')
  await owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { name: 'Morning Ferry' } })
  await other.settle()
  await told
  assert.match(await page(), /Morning Ferry/)
})
