import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wayOf } from './way.ts'

const forms: [fields: [string, string][], way: object][] = [
  [[['provider', 'stripe']], { provider: 'stripe' }],
  [[['provider', 'stripe:pm_1']], { provider: 'stripe', method: 'pm_1' }],
  [
    [
      ['provider', 'stripe'],
      ['remember', 'stripe'],
    ],
    { provider: 'stripe', remember: true },
  ],
  // Ticked beside another way, which was not taken after all.
  [
    [
      ['provider', 'transfer'],
      ['remember', 'stripe'],
    ],
    { provider: 'transfer' },
  ],
  [
    [
      ['provider', 'stripe:pm_1'],
      ['remember', 'stripe'],
    ],
    { provider: 'stripe', method: 'pm_1' },
  ],
  [[], { provider: '' }],
]

for (const [fields, way] of forms)
  test(JSON.stringify(fields), () => {
    const form = new FormData()
    for (const [name, value] of fields) form.append(name, value)
    assert.deepEqual(wayOf(form), way)
  })
