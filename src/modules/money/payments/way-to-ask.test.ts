import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wayToAsk } from './way-to-ask.ts'

const open = { isInVain: false, hasLapsed: false, isSuperseded: false }

for (const [what, standing, ways] of [
  ['can pay its order', {}, ['take', 'take', 'take']],
  ['is not the one the buyer is at', { isSuperseded: true }, ['take', 'look', 'look']],
  ['is of an order that lapsed', { hasLapsed: true }, ['take', 'take', 'close']],
  ['is of an order that lapsed at another attempt', { hasLapsed: true, isSuperseded: true }, ['take', 'look', 'close']],
  ['cannot pay anything any more', { isInVain: true }, ['close', 'close', 'close']],
  [
    'cannot pay anything and is not the one the buyer is at',
    { isInVain: true, isSuperseded: true },
    ['close', 'close', 'close'],
  ],
] as const)
  test(`a payment that ${what}: on return ${ways[0]}, after a webhook ${ways[1]}, in silence ${ways[2]}`, () => {
    const asked = (['return', 'webhook', 'silence'] as const).map((occasion) =>
      wayToAsk({ ...open, ...standing }, occasion),
    )
    assert.deepEqual(asked, ways)
  })
