import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { platformSettings } from './platform-settings.ts'

const { app, db } = await testApp({ EVENT_APPROVAL: 'first' })
const { platform, config } = app.services
const rest = {
  commission: { percent: 0, fixed: {}, paidBy: 'buyer' },
  currencies: [],
  name: 'Conflux',
  accent: null,
  logo: null,
  imprint: '',
  privacy: '',
  terms: '',
}

test('the configuration holds until somebody decides otherwise', async () => {
  assert.deepEqual(await platform.read(), {
    eventApproval: 'first',
    verifiedEmailRequired: false,
    ...rest,
  })
  await platform.change('eventApproval', 'all')
  await platform.change('verifiedEmailRequired', true)
  assert.deepEqual(await platform.read(), { eventApproval: 'all', verifiedEmailRequired: true, ...rest })
  await platform.change('eventApproval', 'off')
  assert.deepEqual(await platformSettings(db, config).read(), {
    eventApproval: 'off',
    verifiedEmailRequired: true,
    ...rest,
  })
})
