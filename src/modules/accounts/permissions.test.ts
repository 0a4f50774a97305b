import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  cohostRoles,
  keyScopes,
  type MemberRole,
  mayDo,
  mayDoAsCohost,
  mayGrant,
  memberRoles,
  type Permission,
  permissionsOf,
  scopesOf,
} from './permissions.ts'

const role = fc.constantFrom(...memberRoles)
const cohost = fc.constantFrom(...cohostRoles)
const permission = fc.constantFrom(...permissionsOf('owner'))

test('who gives which role', () => {
  const given: Record<MemberRole, MemberRole[]> = {
    owner: ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'],
    manager: ['manager', 'editor', 'moderator', 'check-in'],
    editor: [],
    finance: [],
    moderator: [],
    'check-in': [],
  }
  for (const own of memberRoles)
    assert.deepEqual(
      memberRoles.filter((other) => mayGrant(own, other)),
      given[own],
      own,
    )
})

test('nobody gives away what they do not have', () => {
  fc.assert(
    fc.property(role, role, permission, (own, other, one) => {
      fc.pre(mayGrant(own, other) && mayDo(other, one))
      assert.ok(mayDo(own, one))
    }),
  )
})

test('a co-host may do less than a member of the same role, and never anything about money', () => {
  fc.assert(
    fc.property(role, cohost, permission, (own, as, one) => {
      if (!mayDoAsCohost(own, as, one)) return
      assert.ok(mayDo(own, one) && mayDo(as, one))
      assert.doesNotMatch(one, /^(finance|orders|organization|members|ownership)\./)
    }),
  )
})

test('what a co-host may do is what both roles may', () => {
  const may = (own: MemberRole, as: (typeof cohostRoles)[number]): Permission[] =>
    permissionsOf('owner').filter((one) => mayDoAsCohost(own, as, one))
  assert.deepEqual(may('owner', 'manager'), [
    'event.read',
    'event.edit',
    'ticketing.edit',
    'attendees.read',
    'attendees.export',
    'attendees.message',
    'checkin.scan',
  ])
  assert.deepEqual(may('owner', 'editor'), ['event.read', 'event.edit', 'ticketing.edit'])
  assert.deepEqual(may('editor', 'check-in'), ['event.read'])
  assert.deepEqual(may('finance', 'manager'), ['event.read', 'attendees.read', 'attendees.export'])
  assert.deepEqual(may('check-in', 'manager'), ['event.read', 'attendees.read', 'checkin.scan'])
})

test('a key is given what its maker may do, and never what moves money or makes power', () => {
  assert.deepEqual(
    permissionsOf('owner').filter((one) => !keyScopes.includes(one)),
    ['members.edit', 'ownership.give', 'keys.edit', 'event.cancel', 'finance.edit'],
  )
  for (const own of memberRoles)
    assert.ok(scopesOf(own).every((scope) => mayDo(own, scope) && keyScopes.includes(scope)))
  assert.deepEqual(scopesOf('check-in'), ['organization.read', 'event.read', 'attendees.read', 'checkin.scan'])
})
