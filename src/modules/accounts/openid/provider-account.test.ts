import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Decision, decide, displayName, type Known } from './provider-account.ts'

const nobody: Known = { linkedTo: null, linkingFor: null, email: null, owner: null }
const ada = { id: 'ada', emailVerified: true, banned: false }

const cases: [string, Partial<Known>, Decision][] = [
  ['a link counts, whatever the address', { linkedTo: 'ada', email: 'bo@example.org' }, { do: 'enter', userId: 'ada' }],
  ['no address the provider vouches for', {}, { do: 'ask-email' }],
  ['an address nobody has', { email: 'new@example.org' }, { do: 'create', email: 'new@example.org' }],
  ['the address of an account', { email: 'a@b.org', owner: ada }, { do: 'link', userId: 'ada', clear: false }],
  [
    'the address of an account that nobody confirmed',
    { email: 'a@b.org', owner: { ...ada, emailVerified: false } },
    { do: 'link', userId: 'ada', clear: true },
  ],
  [
    'the address of somebody banned is not linked',
    { email: 'a@b.org', owner: { ...ada, banned: true } },
    { do: 'enter', userId: 'ada' },
  ],
  ['linking needs no address', { linkingFor: 'ada' }, { do: 'link', userId: 'ada', clear: false }],
  ['linking again', { linkingFor: 'ada', linkedTo: 'ada' }, { do: 'enter', userId: 'ada' }],
  ['linking what is another account’s', { linkingFor: 'ada', linkedTo: 'bo' }, { do: 'refuse' }],
  [
    'linking looks at no address',
    { linkingFor: 'bo', email: 'a@b.org', owner: ada },
    { do: 'link', userId: 'bo', clear: false },
  ],
]

for (const [name, known, decision] of cases)
  test(`what follows: ${name}`, () => assert.deepEqual(decide({ ...nobody, ...known }), decision))

test('nobody comes to an account but by a link, a proven address or being signed in', () => {
  const id = fc.constantFrom('ada', 'bo')
  const known = fc.record({
    linkedTo: fc.option(id),
    linkingFor: fc.option(id),
    email: fc.option(fc.emailAddress()),
    owner: fc.option(fc.record({ id, emailVerified: fc.boolean(), banned: fc.boolean() })),
  })
  fc.assert(
    fc.property(known, ({ owner, ...rest }) => {
      const given = { ...rest, owner: rest.email === null ? null : owner }
      const decision = decide(given)
      if (!('userId' in decision)) return
      const mine = [given.linkedTo, given.linkingFor, given.email === null ? null : given.owner?.id]
      assert.ok(mine.some((userId) => userId === decision.userId))
      if (given.linkedTo !== null) assert.equal(decision.userId, given.linkedTo)
      if (decision.do === 'link' && given.linkingFor === null) assert.equal(decision.clear, !given.owner?.emailVerified)
    }),
  )
})

test('a display name is one line of at most 120 characters', () => {
  assert.equal(displayName(' Ada \n Lovelace ', 'a@b.org'), 'Ada Lovelace')
  assert.equal(displayName(' \u0000\n', 'ada.l@b.org'), 'ada.l')
  assert.equal(displayName('क्\u200dष', 'a@b.org'), 'क्\u200dष')
  assert.equal(displayName('🎪'.repeat(200), 'a@b.org'), '🎪'.repeat(120))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const shown = displayName(name, 'a@b.org')
      assert.ok(shown.isWellFormed() && shown.trim() !== '' && [...shown].length <= 120 && !/[\n\0]/.test(shown))
    }),
  )
})
