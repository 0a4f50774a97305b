import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'

const app = await testApp()
const { owner, stranger, administrator, own } = await cast(app)
const change = (body: Record<string, unknown>, by = administrator) => by.api['PATCH /api/admin/settings']({ body })
const legal = (text: string) => app.browser().api['GET /api/legal/:text']({ params: { text } })

test('the operator writes the texts that everybody reads, as safe HTML', async () => {
  const { api } = app.browser()
  assert.deepEqual(await api['GET /api/site'](), { name: 'Conflux', legal: [] })
  await refusedWith('not_found', legal('imprint'))
  await change({ name: 'Tide', imprint: '# Who we are\n\n<script>1</script>', terms: ' \n' })
  assert.deepEqual(await api['GET /api/site'](), { name: 'Tide', legal: ['imprint'] })
  const { html } = await legal('imprint')
  assert.match(html, /<h2>Who we are<\/h2>/)
  assert.ok(!html.includes('<script>'))
  await refusedWith('not_found', legal('terms'))
  await refusedWith('not_found', legal('commission'))
})

test('an event is not published in a currency that is not offered; live ones keep theirs', async () => {
  const live = await makeEvent(owner, own.id)
  const { eventId } = await makeEvent(owner, own.id, { live: false })
  const publish = () => owner.api['POST /api/events/:eventId/publication']({ params: { eventId } })
  await change({ currencies: ['USD', 'CHF'] })
  await refusedWith('currency_not_offered', publish())
  const { state } = await owner.api['GET /api/events/:eventId']({ params: live })
  assert.equal(state, 'published')
  await change({ currencies: [] })
  assert.equal((await publish()).state, 'published')
})

test('what is no setting is refused, all of it or nothing, and just administrators who showed it is them change any', async () => {
  await refusedWith('invalid', change({ eventApproval: 'sometimes' }), 'eventApproval')
  await refusedWith('invalid', change({ commission: {} }), 'commission')
  await refusedWith('invalid', change({ currencies: ['EUR', 'EUR'] }), 'currencies')
  await refusedWith('currency_not_offered', change({ name: 'Other', currencies: ['XQQ'] }), 'currencies')
  await refusedWith('not_allowed', change({ name: 'Mine' }, stranger))
  await refusedWith('not_allowed', stranger.api['GET /api/admin/settings']())
  assert.notEqual((await administrator.api['GET /api/admin/settings']()).name, 'Other')
  await app.db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', administrator.userId).execute()
  await refusedWith('confirm_it_is_you', change({ name: 'Mine' }))
})

test('a change is an act with what was and what is, and no change is none', async () => {
  const acts = () =>
    app.db.selectFrom('act').select(['before', 'after']).where('kind', '=', 'platform.changed').orderBy('id').execute()
  const { platform } = app.app.services
  await platform.change('eventApproval', 'all')
  const { length } = await acts()
  await platform.change('eventApproval', 'all')
  await platform.change('eventApproval', 'off')
  assert.deepEqual((await acts()).slice(length), [
    { before: { eventApproval: 'all' }, after: { eventApproval: 'off' } },
  ])
})
